"""Tokens for programs: make one (shown once), look which there are, withdraw one."""

from __future__ import annotations

from functools import partial

from app.bootstrap import Services
from app.domain.sessions import Session
from components.buttons import main_button, text_button
from components.confirm import confirm
from components.feedback import notice
from components.field import Field
from components.form import Form
from components.live import Boundary
from components.markup import box, icon, words
from components.texts import t, when
from components.viewer import viewer


class AccessTokens(Boundary):
    """`kind` is the kind of proof that is listed."""

    def __init__(self, services: Services, kind: str) -> None:
        super().__init__('stack')
        self._services, self._kind, self._form = services, kind, Form()
        with self:
            self._list = box('lines', tag='ul')
            self._name = self._form.add('name', Field(t('expert.token_name'), limit=80, name='token-name'))
            with box('row'):
                main_button(t('expert.make_token'), self._make, icon='plus', name='make-token')
            self._new = box('stack')
        self._show()

    def _show(self) -> None:
        self._list.clear()
        found = [s for s in self._services.accounts.sessions(viewer()) if s.kind == self._kind]
        with self._list:
            for token in found:
                self._line(token)
            if not found:
                with box(tag='li'):
                    words(t('expert.no_tokens'), 'soft')

    def _line(self, token: Session) -> None:
        now = self._services.clock.now()
        with box(tag='li'), box('line file'):
            with box('what'):
                words(token.device, 'strong')
                words(
                    t('expert.token_about', made=when(token.created_at, now), used=when(token.seen_at, now)),
                    'soft small',
                )
            button = text_button(t('expert.revoke'), partial(self._ask, token), icon='trash', name='revoke')
            button.props['aria-label'] = f'{t("expert.revoke")}: {token.device}'

    async def _make(self) -> None:
        made = await self._form.send(partial(self._services.accounts.make_token, viewer(), self._name.value))
        if made is None:
            return
        self._name.put('')
        self._new.clear()
        with self._new, box('note good'):
            icon('check')
            with box('words'):
                words(t('expert.token_once'), 'strong')
                words(made[1], 'exact', 'code').mark('new-token')
        self._show()

    def _ask(self, token: Session) -> None:
        async def revoke() -> None:
            await self._services.accounts.end_by_id(viewer(), token.id)
            self._show()
            notice(t('expert.revoked', name=token.device))

        confirm(t('expert.revoke_ask', name=token.device), t('expert.revoke_about'), t('expert.revoke'), revoke)
