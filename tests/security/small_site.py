"""The smallest NiceGUI program behind the real armour, as a process of its own: `small_site.py FOLDER PORT [open]`.

`open` leaves the armour away: the control that shows what the attacks of the tests would do.
Every effect on the server is a line in FOLDER/effects.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from types import SimpleNamespace

FOLDER, PORT = Path(sys.argv[1]), int(sys.argv[2])
IS_OPEN = 'open' in sys.argv[3:]
os.environ['NICEGUI_STORAGE_PATH'] = str(FOLDER / '.nicegui')
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from nicegui import Client, background_tasks, ui  # noqa: E402  # the storage path has to be set before
from nicegui import app as nicegui_app  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import JSONResponse, Response  # noqa: E402

from app.clock import SystemClock  # noqa: E402
from app.config import Config  # noqa: E402
from app.services.accounts import AccountService  # noqa: E402
from app.storage.store import Store  # noqa: E402
from app.web.harden import harden  # noqa: E402
from app.web.sessions import current_person, session_of  # noqa: E402

PASSWORD = 'igel sommer brot fenster'


def main() -> None:
    config = Config(data_dir=FOLDER / 'data', key_dir=FOLDER / 'keys', port=PORT)
    store, accounts, tokens = asyncio.run(_prepare(config))
    (FOLDER / 'tokens').write_text('\n'.join(tokens), 'utf-8')
    accounts.on_revoke(_close_pages)

    async def change(request: Request) -> Response:
        _effect(f'rest {request.method}')
        return JSONResponse({})

    async def revoke(request: Request) -> Response:
        actor = current_person(request)
        assert actor is not None
        await accounts.revoke(actor, request.path_params['id'])
        return JSONResponse({})

    nicegui_app.add_api_route('/api/bots', change, methods=['GET', 'POST', 'PUT', 'DELETE'])
    nicegui_app.add_api_route('/api/revoke/{id}', revoke, methods=['POST'])
    if not IS_OPEN:
        harden(nicegui_app, SimpleNamespace(config=config, accounts=accounts, clock=SystemClock()))  # type: ignore[arg-type]  # the parts it needs
    nicegui_app.on_startup(lambda: print('ready', flush=True))
    ui.run(
        _root,
        host='127.0.0.1',
        port=PORT,
        show=False,
        reload=False,
        show_welcome_message=False,
        access_log=False,
        server_header=False,
    )


def _root() -> None:
    client = ui.context.client
    person = None if IS_OPEN else current_person(client.request)
    if person is not None:
        client.storage.update(account=person.id, session=session_of(client.request))
    ui.label('Mein Haus').mark('title')
    ui.button('Drück mich', on_click=lambda: _effect('click'))
    with ui.element('form').props('method=post action=/abmelden'):
        ui.button('Abmelden').props('type=submit')


async def _prepare(config: Config) -> tuple[Store, AccountService, list[str]]:
    store = await Store.open(config.data_dir, SystemClock(), config.key_dir)
    accounts = AccountService(store, SystemClock())
    if IS_OPEN:
        return store, accounts, []
    anna = await accounts.create_owner('Anna', PASSWORD)
    kim = await accounts.create(anna, name='Kim', password=PASSWORD)
    tokens = [(await accounts.make_token(person, 'Test'))[1] for person in (anna, kim)]
    return store, accounts, [*tokens, kim.id]


def _close_pages(account_id: str, session_id: str) -> None:
    """What the pages do when access ends: send every open page of the person to the door, then end it."""
    for client in list(Client.instances.values()):
        owner = client.storage.get('account', '')
        if owner == account_id and session_id in ('', client.storage.get('session')):
            client.run_javascript('location.href = "/anmelden"')
            background_tasks.create(_delete(client))


async def _delete(client: Client) -> None:
    await asyncio.sleep(1)  # the page is leaving by itself; who does not leave loses it
    if client.id in Client.instances:
        client.delete()


def _effect(what: str) -> None:
    with (FOLDER / 'effects').open('a') as file:
        file.write(what + '\n')


if __name__ in {'__main__', '__mp_main__'}:
    main()
