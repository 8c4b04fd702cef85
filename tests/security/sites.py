"""Processes and sites of the security tests: the small program, an attacker's web site, a sink that counts requests."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.browser.app_process import free_port


class SmallSite:
    """`small_site.py` in a process of its own."""

    def __init__(self, folder: Path, *, is_open: bool = False) -> None:
        self.folder, self.port = folder, free_port()
        self.host = f'127.0.0.1:{self.port}'
        self.url = f'http://{self.host}'
        environment = {name: value for name, value in os.environ.items() if not name.startswith(('PYTEST_', 'OO_'))}
        script = Path(__file__).parent / 'small_site.py'
        with (folder / 'stderr').open('w') as errors:
            self._process = subprocess.Popen(
                [sys.executable, str(script), str(folder), str(self.port), *(['open'] if is_open else [])],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self._process.stdout is not None
        if self._process.stdout.readline().strip() != 'ready':
            raise AssertionError((folder / 'stderr').read_text('utf-8'))

    def effects(self) -> list[str]:
        """What happened on the server so far."""
        path = self.folder / 'effects'
        return path.read_text('utf-8').split('\n')[:-1] if path.exists() else []

    def secrets(self) -> list[str]:
        """Token of Anna (owner), token of Kim, id of Kim."""
        return (self.folder / 'tokens').read_text('utf-8').split('\n')

    def stop(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.wait(15)
        assert self._process.stdout is not None
        self._process.stdout.close()


@contextmanager
def web_server(answer: bytes, host: str = '127.0.0.1') -> Iterator[tuple[str, list[str]]]:
    """A site that always answers the same page; its address and the list of paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802  # the name http.server wants
            asked.append(self.path)
            self.send_response(200)
            self.send_header('Content-Type', 'text/html; charset=utf-8')
            self.send_header('Content-Length', str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_POST = do_GET

        def log_message(self, format: str, *arguments: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer((host, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f'http://{host}:{server.server_address[1]}', asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
