"""Sends open pages away when the access behind them ends."""

from __future__ import annotations

from nicegui import Client, background_tasks

from app.bootstrap import Services

FAREWELL_S = 1.0  # a page gets this long to leave before it is taken down


def close_on_revoke(services: Services) -> None:
    """From now on every page of an account, or of one sign-in of it, leaves as soon as that access ends."""

    def close(account_id: str, session_id: str) -> None:
        for client in list(Client.instances.values()):
            mine = client.storage.get('account') == account_id
            if mine and session_id in ('', client.storage.get('session')):
                client.run_javascript('location.href = "/anmelden"')
                background_tasks.create(_end(services, client), name='page of an ended sign-in')

    services.accounts.on_revoke(close)


async def _end(services: Services, client: Client) -> None:
    await services.clock.sleep(FAREWELL_S)
    if client.id in Client.instances:  # it may have left by itself meanwhile
        client.delete()
