"""A described recipe: the sentence, then the AI at work, then the draft to look at."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.errors import AppError
from app.domain.events import DraftChanged
from app.domain.recipe_drafts import RecipeDraft
from app.domain.runs import RunStatus
from app.services.describe import Describing
from components.announcer import announce
from components.buttons import link_button, second_button
from components.describe_form import DescribeForm
from components.draft_review import DraftReview
from components.elapsed import Elapsed
from components.feedback import PLACES
from components.focus import focus_soon
from components.frame import page, page_heading
from components.live import Live
from components.markup import box, icon, words
from components.status_badge import StatusBadge
from components.texts import t
from components.viewer import viewer


def create(services: Services) -> None:
    """Draw the page."""
    with page(t('describe.tab'), help='help.describe', width='narrow'):
        _View(services)


class _View(Live):
    """One of three, in every window of the person: the form, the AI at work, the draft."""

    def __init__(self, services: Services) -> None:
        super().__init__(services.bus, DraftChanged, lambda event: self._changed(), viewer().id, classes='section')
        self._services = services
        self._shown = self._now()
        self._draw()

    def _now(self) -> tuple[Describing | None, RecipeDraft | None]:
        describe = self._services.describe
        return describe.at_work(viewer()), describe.kept(viewer())

    def _changed(self) -> None:
        now = self._now()
        if now == self._shown:
            return
        self._shown = now
        self._draw()
        focus_soon(self._heading)
        work, draft = now
        if draft is not None:
            announce(t('describe.ready', name=draft.name))
        elif work is not None and work.error is not None:
            announce(t(f'err.{work.error.key}.what', **work.error.params), urgent=True)

    def _draw(self) -> None:
        work, draft = self._shown
        self.clear()
        with self:
            if draft is not None:
                self._heading = page_heading(t('describe.draft'), emoji=draft.emoji, below=t('describe.not_yet'))
                DraftReview(self._services, draft)
            elif work is not None and work.error is None:
                self._draw_work(work)
            else:
                self._heading = page_heading(t('describe.title'), emoji='💬', below=t('describe.below'))
                if work is not None and work.error is not None:
                    _trouble(work.error)
                with box('card'):
                    DescribeForm(self._services, is_main=True)
                with box('row'):
                    link_button(t('new.template'), '/vorlagen', kind='text edge')

    def _draw_work(self, work: Describing) -> None:
        self._heading = page_heading(t('describe.at_work'), emoji='💬')
        with box('card'):
            with box('row wrap'):
                StatusBadge(RunStatus.RUNNING).show(RunStatus.RUNNING, t('describe.reading'))
                Elapsed((self._services.clock.now() - work.since).total_seconds())
            words(t('describe.your_sentence', sentence=' '.join(work.sentence.split())), 'soft')
            words(t('describe.leave'))
            with box('row'):
                second_button(t('btn.cancel'), self._stop, icon='stop', name='stop')

    async def _stop(self) -> None:
        await self._services.describe.forget(viewer())


def _trouble(error: AppError) -> None:
    """What happened, what to do, and one way on; trying again is the form below."""
    with box('note bad').mark('trouble'):
        icon('warning')
        with box('words'):
            words(t(f'err.{error.key}.what', **error.params), 'strong')
            words(t(f'err.{error.key}.do', **error.params))
            if error.key == 'nothing_fits':
                link_button(t('err.nothing_fits.button'), '/vorlagen', kind='two slim', name='all-templates')
                link_button(t('describe.empty_recipe'), '/rezepte/neu', kind='text', name='empty-recipe')
            elif error.key in PLACES:
                link_button(t(f'err.{error.key}.button'), PLACES[error.key], kind='two slim')
