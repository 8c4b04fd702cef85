"""Puts the armour around the web application, in the one right order."""

from __future__ import annotations

from starlette.applications import Starlette

from app.bootstrap import Services
from app.web.entry import Entry
from app.web.gate import Gate
from app.web.hosts import KnownHosts
from app.web.sessions import Guard, cookie_name


def harden(app: Starlette, services: Services) -> None:
    """Add gate, guard and the entry pages to NiceGUI's app; call it once, after all mounts and before `ui.run`.

    Resulting order, outermost first: NiceGUI's cache, prefix and gzip layers (added by `ui.run`), gate, guard, routes.
    `ui.run` must get no `storage_secret`: NiceGUI's own session cookie is not used, so a refused or anonymous request
    leaves nothing behind. Pass `server_header=False`, `access_log=False` and `log_config=None` to `ui.run`.

    `check_host_allowed` belongs to the start, before the port is bound (see `bootstrap.build`).

    A route is closed unless `sessions.PUBLIC_ROUTES` lists it. The guard sees the Socket.IO path too: without a
    sign-in no websocket opens, and an open one ends with the person's access. What a page shows and does is still
    decided by the services, with `current_person(request)` as the acting account.
    """
    accounts, config = services.accounts, services.config
    app.router.routes[:0] = Entry(accounts, services.clock, config.language).routes()
    app.add_middleware(Guard, accounts=accounts, language=config.language)
    app.add_middleware(
        Gate,
        hosts=KnownHosts(config.trusted_hosts),
        cookie_name=cookie_name(accounts),
        language=config.language,
    )
