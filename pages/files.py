"""Files to keep on one's own device: results in every format, documents of bots, recipes to hand on."""

from __future__ import annotations

from nicegui import app as nicegui_app

from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.places import Place
from app.web.downloads import Saved, Source, download_routes
from app.web.pictures import Marks, picture_routes
from app.web.result_files import result_file
from components.share_recipe import SIGNED


def install(services: Services) -> None:
    """Add the download addresses; before `ui.run`, whose catch-all comes last."""

    def document(actor: Account, id: str, name: str) -> Saved:
        path, found = services.documents.open(actor, Place.of_bot(id), name)
        return Saved(name=found.name, content=path)

    async def result(actor: Account, id: str, name: str) -> Saved:
        return await result_file(services, actor, id, name)

    def made(actor: Account, id: str, name: str) -> Saved:
        file_name, path = services.runs.file(actor, id, name)
        return Saved(name=file_name, content=path)

    async def recipe(actor: Account, id: str, name: str) -> Saved:
        form, language = name.removesuffix(SIGNED), actor.language or services.config.language
        is_signed = form != name
        if form == 'rezept':
            file = await services.sharing.export(actor, id, sign=is_signed, language=language)
        else:
            file = await services.sharing.card(actor, id, form, sign=is_signed, language=language)
        return Saved(name=file.name, content=file.content)

    async def bot(actor: Account, id: str, name: str) -> Saved:
        file = await services.sharing.export_bot(actor, id, sign=name.endswith(SIGNED))
        return Saved(name=file.name, content=file.content)

    async def page_picture(actor: Account, place: Place, name: str, page: int, width: int, marks: Marks) -> bytes:
        return await services.documents.picture(actor, place, name, page, width=width, marks=marks)

    sources: dict[str, Source] = {'bot': document, 'lauf': result, 'schritt': made, 'rezept': recipe, 'botvorlage': bot}
    nicegui_app.router.routes.extend(download_routes(sources, services.config.language))
    nicegui_app.router.routes.extend(picture_routes(page_picture, services.config.language))
