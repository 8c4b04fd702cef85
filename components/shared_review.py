"""A file of somebody else before anything of it exists here: what it is, whom it comes from, what it wants."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.sharing import Inspection, Shared, SharedBot, SharedFolder, Trust
from app.services.sharing_card import steps_of
from app.web.phrases import words_for
from components.buttons import link_button
from components.fold import fold
from components.markup import box, heading, icon, tile, words
from components.recipe_explained import Sentences
from components.shared_wants import shared_wants
from components.texts import t
from components.viewer import language

# Kind and icon of the note about whom it comes from.
LOOKS = {
    Trust.UNSIGNED: ('', 'info'),
    Trust.OWN: ('good', 'check'),
    Trust.KNOWN: ('good', 'check'),
    Trust.UNKNOWN: ('info', 'info'),
    Trust.NAMESAKE: ('bad', 'warning'),
}


def shared_review(services: Services, inspection: Inspection) -> None:
    """Draw everything but the decision."""
    shared = inspection.opened.shared
    origin_note(inspection)
    if inspection.has_same:
        _draw_same(shared, inspection.has_same)
    with box('card', tag='section'):
        heading(t('shared.wants'))
        shared_wants(inspection.wants)
        if any(want.is_outward for want in inspection.wants):
            with box('note bad').mark('outward'):
                icon('warning')
                words(t('shared.outward'))
    if shared.recipes:
        with box('card', tag='section'):
            heading(t('explain.title'))
            Sentences(steps_of(shared, language()))
    if shared.folders:
        with box('card', tag='section'):
            heading(t('shared.folders'))
            for folder in shared.folders:
                _draw_folder(folder)
    with box('card', tag='section'):
        heading(t('shared.bots'))
        for bot in shared.bots:
            _draw_bot(bot, bot.key in inspection.new_bots)


def origin_note(inspection: Inspection) -> None:
    """'Kommt von …': what the signature says, or that there is none."""
    trust, shared = inspection.trust, inspection.opened.shared
    signature = inspection.opened.signature
    kind, sign = LOOKS[trust]
    with box(f'note {kind}').mark('origin'):
        icon(sign)
        with box('words'):
            if signature is None:
                words(t('shared.trust.unsigned'), 'strong')
                if shared.made_by:
                    words(t('shared.made_by', name=shared.made_by))
                return
            words(t(f'shared.trust.{trust.value}', name=signature.name or t('shared.nameless')), 'strong')
            if trust in (Trust.UNKNOWN, Trust.NAMESAKE):
                words(t('shared.compare'))
                words(words_for(inspection.fingerprint, language()), 'exact', 'code')


def _draw_same(shared: Shared, id: str) -> None:
    with box('note info').mark('has-same'):
        icon('info')
        with box('words'):
            words(t('shared.same'))
            target = f'/rezept/{id}' if shared.recipes else f'/bot/{id}'
            link_button(t('shared.see_same'), target, kind='text', name='see-same')


def _draw_folder(folder: SharedFolder) -> None:
    with box('row top-line').mark(f'shared-folder-{folder.key}'):
        tile(folder.emoji)
        with box('stack tight grow'):
            words(folder.name, 'strong')
            if folder.description:
                words(folder.description, 'soft')


def _draw_bot(bot: SharedBot, is_new: bool) -> None:
    with box('row top-line').mark(f'shared-bot-{bot.key}'):
        tile(bot.emoji)
        with box('stack tight grow'):
            words(bot.name, 'strong')
            if bot.description:
                words(bot.description, 'soft')
            if not is_new:
                words(t('shared.known_bot'), 'soft')
            elif bot.system_prompt:
                with fold(t('describe.personality', bot=bot.name), name=f'personality-{bot.key}'):
                    words(bot.system_prompt, 'plain')
