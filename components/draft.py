"""Keeps what stands in a form: on disk half a second after the last letter, in the browser until then."""

from __future__ import annotations

from nicegui import background_tasks

from app.bootstrap import Services
from components.field import Field
from components.viewer import viewer

PAUSE = 0.4  # seconds without a letter before the form is written


class Draft:
    """The unsent values of one form of this person. `form` names it, e.g. 'start-RECIPE_ID'."""

    def __init__(self, services: Services, form: str) -> None:
        self._services = services
        self._form = form
        self._actor = viewer()
        self._fields: dict[str, Field] = {}
        self._changes = 0
        self.values = services.drafts.get(self._actor, form)

    def keep(self, key: str, field: Field) -> Field:
        """From now on keep this field; a value kept earlier is put in."""
        self._fields[key] = field
        field.keep_as(f'oo-{self._actor.id}-{self._form}-{key}')
        if key in self.values:
            field.set_value(self.values[key])
        field.on_value_change(lambda event: self._changed())
        return field

    async def clear(self) -> None:
        """The form was sent or given up."""
        self._changes += 1
        for field in self._fields.values():
            if not field.is_deleted:
                field.saved(field.value)
        await self._services.drafts.clear(self._actor, self._form)

    def _changed(self) -> None:
        self._changes += 1
        background_tasks.create(self._save(self._changes), name=f'keep draft {self._form}')

    async def _save(self, change: int) -> None:
        await self._services.clock.sleep(PAUSE)
        if change != self._changes:
            return
        values = {key: field.value for key, field in self._fields.items()}
        await self._services.drafts.save(self._actor, self._form, values)
        for key, field in self._fields.items():
            if not field.is_deleted:
                field.saved(values[key])
