"""Keeping a result: the steps after it are tried with it, until one lets go of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from app.bootstrap import Services
from app.domain.errors import NotFound
from app.domain.events import PinsChanged
from app.domain.pins import Pin
from app.domain.runs import Run
from components.attempt import attempt
from components.buttons import second_button, text_button
from components.live import Live
from components.markup import box, icon, words
from components.texts import t, when
from components.viewer import viewer


def pins_of(services: Services, pipeline_id: str) -> Mapping[str, Pin]:
    """What is kept of a recipe; nothing when the recipe was deleted meanwhile."""
    try:
        return services.pins.pinned(viewer(), pipeline_id)
    except NotFound:
        return {}


class PinToggle(Live):
    """'Ergebnis festhalten' below a result that was tried, and the way back."""

    def __init__(self, services: Services, run: Run, step_id: str) -> None:
        super().__init__(services.bus, PinsChanged, lambda event: self._show(), run.pipeline_id, classes='stack tight')
        self._services, self._run, self._step_id = services, run, step_id
        with self:
            with box('row wrap'):
                self._keep = second_button(t('pin.keep'), self._pin, icon='save', name='pin')
                self._let_go = text_button(t('pin.let_go'), self._unpin, name='unpin')
            self._state = words('', 'soft')
        self._show()

    def _show(self) -> None:
        pin = pins_of(self._services, self._run.pipeline_id).get(self._step_id)
        is_this = pin is not None and pin.run_id == self._run.id
        self._keep.set_visibility(not is_this)
        self._let_go.set_visibility(pin is not None)
        if pin is None:
            self._state.set_text(t('pin.why'))
        elif is_this:
            self._state.set_text(t('pin.is_kept'))
        else:
            self._state.set_text(t('pin.other', when=when(pin.at, self._services.clock.now())))

    async def _pin(self) -> None:
        await attempt(partial(self._services.pins.pin, viewer(), self._run.pipeline_id, self._step_id, self._run.id))

    async def _unpin(self) -> None:
        await attempt(partial(self._services.pins.unpin, viewer(), self._run.pipeline_id, self._step_id))


class PinMark(Live):
    """Says at a step of the builder that a result of it is kept."""

    def __init__(self, services: Services, pipeline_id: str, step_id: str) -> None:
        super().__init__(services.bus, PinsChanged, lambda event: self._show(), pipeline_id, classes='note info line')
        self._services, self._pipeline_id, self._step_id = services, pipeline_id, step_id
        with self:
            icon('save')
            with box('words'):
                self._words = words('', tag='span').mark(f'kept-{step_id}')
                text_button(t('pin.let_go'), self._unpin, kind='slim', name=f'unpin-{step_id}')
        self._show()

    def _show(self) -> None:
        pin = pins_of(self._services, self._pipeline_id).get(self._step_id)
        if pin is not None:
            self._words.set_text(t('pin.mark', when=when(pin.at, self._services.clock.now())))
        self.set_visibility(pin is not None)

    async def _unpin(self) -> None:
        await attempt(partial(self._services.pins.unpin, viewer(), self._pipeline_id, self._step_id))
