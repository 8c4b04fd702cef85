"""For experts: which AI turns passages into numbers, so that documents are found by meaning too."""

from __future__ import annotations

from functools import partial

from app.bootstrap import Services
from components.ai_name import connection_name
from components.attempt import attempt
from components.buttons import second_button
from components.feedback import notice
from components.field import Field
from components.markup import box, heading, words
from components.texts import t
from components.viewer import viewer


def meaning_form(services: Services) -> None:
    """Draw it; saving tries the choice out first."""
    chosen, _, model = services.meaning.model.partition('/')
    known = [(one.id, connection_name(one)) for one in services.meaning.connections(viewer())]
    with box('card', tag='section').mark('meaning'):
        heading(t('meaning.title'))
        words(t('meaning.about'))
        if not known:
            words(t('meaning.nobody'), 'soft')
            return
        service = Field(
            t('meaning.service'),
            kind='choice',
            value=chosen,
            choices=[('', t('meaning.off')), *known],
            name='meaning-service',
        )
        name = Field(t('meaning.model'), value=model, limit=200, help=t('meaning.model_help'), name='meaning-model')
        words(t('meaning.privacy'), 'soft')

        async def save() -> None:
            choose = partial(services.meaning.choose, viewer(), service.value, name.value)
            if await attempt(choose) is not None:
                notice(t('meaning.saved') if service.value else t('meaning.is_off'))

        with box('actions'):
            second_button(t('meaning.save'), save, name='meaning-save')
