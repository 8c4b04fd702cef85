"""Says what went to the trash, with the way back."""

from __future__ import annotations

from functools import partial

from app.bootstrap import Services
from app.domain.trash import TrashItem
from components.attempt import attempt
from components.feedback import notice
from components.texts import t
from components.viewer import viewer


def undo_delete(services: Services, item: TrashItem) -> None:
    """The notice after deleting; its button brings the thing back."""

    async def bring_back() -> None:
        if await attempt(partial(services.trash.restore, viewer(), item.kind, item.id)) is not None:
            notice(t('trash.is_back', name=item.name))

    notice(t(f'trash.deleted.{item.kind}', name=item.name), button=t('btn.undo'), on_button=bring_back)
