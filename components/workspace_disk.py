"""Where a folder lies on the disk, for whoever wants to put files there with another program."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.places import Place
from components.copy_text import CopyButton
from components.fold import fold
from components.markup import box, words
from components.texts import t
from components.viewer import viewer


def folder_on_disk(services: Services, place: Place) -> None:
    """Draw the fold."""
    with fold(t('workspace.disk_title'), name='disk'):
        words(t('workspace.disk'))
        path = words(str(services.documents.folder(viewer(), place)), 'exact', 'code').mark('folder-path')
        with box('row wrap'):
            CopyButton(path.html_id).classes('two')
            words(t('workspace.disk_where'), 'soft small')
