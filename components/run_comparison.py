"""Two runs of one recipe side by side: what was typed in, the results, and each step that differs."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.domain.runs import Run
from app.domain.two_runs import Comparison, StepPair, text_of
from components.buttons import text_button
from components.lazy_fold import LazyFold
from components.live import Boundary
from components.markup import box, heading, words
from components.status_badge import status_word
from components.step_words import step_title
from components.texts import t, when
from components.two_texts import TwoTexts
from components.used_version import used_version

SHOWN = 30  # steps that differ, at first


class RunComparison(Boundary):
    """Differences first; what stayed the same is named in one sentence."""

    def __init__(self, services: Services, comparison: Comparison) -> None:
        super().__init__('section roomy')
        self._services, self._both = services, comparison
        now = services.clock.now()
        self._titles = tuple(
            t(key, when=when(run.created_at, now))
            for key, run in (('compare.old', comparison.old), ('compare.new', comparison.new))
        )
        with self:
            self._draw_runs()
            self._draw_inputs()
            self._draw_result()
            self._draw_steps()

    def _texts(self, old: str, new: str) -> None:
        TwoTexts(old, new, (self._titles[0], self._titles[1]))

    def _draw_runs(self) -> None:
        old, new = self._both.old, self._both.new
        with box('versions'):
            for title, run in zip(self._titles, (old, new), strict=True):
                with box('version'):
                    ui.link(title, f'/lauf/{run.id}').classes(replace='name').mark(f'to-{run.id}')
                    words(status_word(run.status))
                    used_version(self._services, run)
        same = old.pipeline.version == new.pipeline.version and old.pipeline.steps == new.pipeline.steps
        words(t('compare.same_recipe') if same else t('compare.other_recipe'), 'soft')

    def _draw_inputs(self) -> None:
        if not self._both.inputs:
            return
        with box('section', tag='section').mark('inputs'):
            heading(t('result.inputs'))
            for pair in self._both.inputs:
                if not pair.is_same:
                    heading(pair.label, 3)
                    self._texts(pair.old, pair.new)
            self._draw_same([pair.label for pair in self._both.inputs if pair.is_same])

    def _draw_result(self) -> None:
        old, new = self._both.old.result, self._both.new.result
        with box('section', tag='section').mark('result'):
            heading(t('compare.result'))
            if old == new:
                words(t('compare.same_result') if old else t('compare.no_result'))
            else:
                self._texts(old, new)

    def _draw_steps(self) -> None:
        with box('section', tag='section').mark('steps'):
            heading(t('compare.steps'))
            self._different = [pair for pair in self._both.steps if not pair.is_same]
            self._list = box('stack')
            self._more = text_button('', self._show_more, kind='edge', name='more-steps')
            self._show_more()
            same = [pair for pair in self._both.steps if pair.is_same]
            self._draw_same([self._name(pair) for pair in same[:SHOWN]])

    def _show_more(self) -> None:
        now, self._different = self._different[:SHOWN], self._different[SHOWN:]
        with self._list:
            for pair in now:
                _StepDifference(pair, self._name(pair), (self._titles[0], self._titles[1]))
        self._more.set_text(t('compare.more_steps', count=len(self._different)))
        self._more.set_visibility(bool(self._different))

    def _name(self, pair: StepPair) -> str:
        run: Run = self._both.new if pair.new else self._both.old
        step = pair.new or pair.old
        assert step is not None
        place = [one.id for one in run.steps].index(step.id) + 1
        return t('step.name', number=place, bot=step_title(run, step))

    @staticmethod
    def _draw_same(names: list[str]) -> None:
        if names:
            words(t('compare.same', names=', '.join(names)), 'soft')


class _StepDifference:
    """A step that differs: folded, and compared when it is opened for the first time."""

    def __init__(self, pair: StepPair, name: str, titles: tuple[str, str]) -> None:
        self._pair, self._titles = pair, titles
        fold = LazyFold(name, self._draw, name='step-difference')
        fold.classes('card thin')
        with fold.summary:
            words(t(_how(pair)), 'state wait push', 'span')

    def _draw(self) -> None:
        pair = self._pair
        old, new = (text_of(step) if step else '' for step in (pair.old, pair.new))
        if pair.old and pair.new and pair.old.status is not pair.new.status:
            words(t('compare.status', old=status_word(pair.old.status), new=status_word(pair.new.status)))
        if pair.old_task != pair.new_task:
            heading(t('compare.task'), 3)
            TwoTexts(pair.old_task, pair.new_task, self._titles)
        heading(t('compare.text'), 3)
        if old == new:
            words(t('compare.same_text') if old else t('both.empty'))
        else:
            TwoTexts(old, new, self._titles)


def _how(pair: StepPair) -> str:
    if pair.old is None:
        return 'compare.added'
    return 'compare.gone' if pair.new is None else 'compare.changed'
