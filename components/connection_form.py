"""Connecting an AI: pick the service, put in the key, try it, choose from its live list, save."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.bootstrap import Services
from app.domain.connections import Connection, ConnectionCheck, FoundServer
from components.ai_services import SERVICES, AiService, recommended
from components.buttons import Button, main_button, text_button
from components.check_result import check_result
from components.draft import Draft
from components.field import Field
from components.focus import focus_soon
from components.form import Form
from components.live import Boundary
from components.markup import box, emoji, heading, icon, words
from components.secret_field import SecretField
from components.texts import t
from components.viewer import language, viewer

MAY_BE_OFF = ('net', 'local_ai', 'timeout', 'busy', 'trouble')  # no reason not to save


class ConnectionForm(Boundary):
    """`on_saved` gets the new connection."""

    def __init__(self, services: Services, on_saved: Callable[[Connection], None]) -> None:
        super().__init__('card', tag='section')
        self._services, self._on_saved = services, on_saved
        self._draft = Draft(services, 'connection')
        with self:
            heading(t('ai.add'))
            words(t('ai.which'))
            with box('tiles'):
                self._tiles = {service.key: self._tile(service) for service in SERVICES}
            self._rest = box('stack')

    def choose(self, service: AiService, base_url: str = '') -> None:
        """Ask for what this service needs."""
        for key, tile in self._tiles.items():
            tile.props['aria-pressed'] = 'true' if key == service.key else 'false'
            tile.update()
        self._service, self._form = service, Form()
        self._rest.clear()
        with self._rest:
            self._draw_fields(service, base_url)
            with box('actions row wrap'):
                self._try = main_button(t('ai.try'), self._test, icon='plug', name='try-connection')
            self._result = box('stack')
        focus_soon(self._rest)

    def fill(self, found: FoundServer) -> None:
        """Ask for the key of a program that was found on this computer."""
        service = next((s for s in SERVICES if s.kind is found.kind and s.at_home), SERVICES[-1])
        self.choose(service, found.base_url)

    def _tile(self, service: AiService) -> Button:
        label = service.name or t('ai.own_address')
        button = Button(label, partial(self.choose, service), kind='two pick-service', name=f'service-{service.key}')
        button.props['aria-pressed'] = 'false'
        with button:
            emoji(service.emoji)
        return button

    def _draw_fields(self, service: AiService, base_url: str) -> None:
        self._key: SecretField | None = None
        self._address: Field | None = None
        if service.at_home:
            default = self._services.connections.providers[service.kind.value].default_url
            self._address = Field(
                t('ai.address'),
                value=base_url or ('' if service.key == 'own' else default),
                help=t(f'ai.address_help.{service.key}'),
                limit=500,
                name='address',
            )
            if not base_url:
                self._draft.keep(f'address-{service.key}', self._address)
            self._form.add('base_url', self._address)
        if service.key != 'ollama':
            self._key = SecretField(t('ai.key'), help=self._key_help(service), name='key')
            self._form.add('api_key', self._key.field)
        with box('note info'):
            icon('home' if service.key == 'ollama' else 'lock')
            words(t(f'ai.privacy.{"home" if service.key == "ollama" else "own" if service.at_home else "outside"}'))

    def _needs_key(self, service: AiService) -> bool:
        fields = self._services.connections.providers[service.kind.value].fields
        return not service.at_home or any(field.key == 'api_key' and field.required for field in fields)

    def _key_help(self, service: AiService) -> str:
        if not self._needs_key(service):
            return t('ai.key_optional')
        fields = self._services.connections.providers[service.kind.value].fields
        own = next((field.help.in_language(language()) for field in fields if field.key == 'api_key'), '')
        return ' '.join(filter(None, (own, t('ai.key_stays'))))

    def _base_url(self) -> str:
        return self._address.value if self._address else self._service.base_url

    def _api_key(self) -> str:
        return self._key.value if self._key else ''

    async def _test(self) -> None:
        if self._key and self._needs_key(self._service) and not self._api_key().strip():
            self._key.field.show_error(t('field.required'))
            self._key.field.focus()
            return
        self._result.clear()
        with self._result:
            words(t('ai.trying'), 'soft')
        check = await self._form.send(
            partial(
                self._services.connections.try_out,
                viewer(),
                kind=self._service.kind.value,
                base_url=self._base_url(),
                api_key=self._api_key(),
            )
        )
        if self._result.is_deleted:
            return
        self._result.clear()
        if check is not None:
            with self._result:
                self._show(check)

    def _show(self, check: ConnectionCheck) -> None:
        check_result(check, to_key=self._to_key, to_address=self._to_address, again=self._test)
        if check.ok:
            self._try.classes(add='two')  # from now on saving is the main action
            self._model = Field(
                t('ai.model'),
                kind='choice',
                value=recommended(self._service, check.models),
                choices=[(model, model) for model in check.models] or [('', t('bot.exact_usual'))],
                help=t('ai.model_help'),
                name='model',
            )
            main_button(t('ai.save'), lambda: self._save(self._model.value), icon='check', name='save-connection')
            focus_soon(self._model)
        elif check.key in MAY_BE_OFF:
            with box('row'):
                text_button(t('ai.save_anyway'), lambda: self._save(''), kind='edge', name='save-anyway')

    def _to_key(self) -> None:
        if self._key:
            self._key.field.focus()
        else:
            self._to_address()

    def _to_address(self) -> None:
        if self._address:
            self._address.focus()
        elif self._key:
            self._key.field.focus()

    async def _save(self, model: str) -> None:
        connection = await self._form.send(
            partial(
                self._services.connections.create,
                viewer(),
                kind=self._service.kind.value,
                name=self._service.name,
                base_url=self._base_url(),
                api_key=self._api_key(),
                default_model=model,
            )
        )
        if connection is None:
            return
        await self._draft.clear()
        if not self.is_deleted:
            self._rest.clear()
            for tile in self._tiles.values():
                tile.props['aria-pressed'] = 'false'
                tile.update()
        self._on_saved(connection)
