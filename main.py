"""Starts openOrchestrator: configuration, services, then pages and REST in one process."""

from __future__ import annotations

import errno
import importlib
import os
import socket
import sys

from app.bootstrap import build
from app.config import Config, read_config
from app.domain.errors import AppError, ConfigError
from app.i18n import translate


def main() -> int:
    """Run until told to end; 0 = ended as asked, 2 = cannot start like this."""
    language = os.environ.get('OO_LANGUAGE', 'de')
    try:
        config = read_config(sys.argv[1:])
        language = config.language
        _check_port(config)
        services = build(config)
    except AppError as error:
        parts = ('what',) if isinstance(error, ConfigError) else ('what', 'do')
        print(*(translate(language, f'err.{error.key}.{part}', **error.params) for part in parts), file=sys.stderr)
        return 2
    # NiceGUI reads this when it is imported, so the pages come after it.
    os.environ['NICEGUI_STORAGE_PATH'] = str(config.data_dir / '.nicegui')
    return int(importlib.import_module('pages.site').serve(services))


def _check_port(config: Config) -> None:
    """`ConfigError` when somebody else listens there already."""
    family = socket.AF_INET6 if ':' in config.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == 'posix':
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as error:
            key = 'config_port_taken' if error.errno == errno.EADDRINUSE else 'config_host'
            raise ConfigError(key, host=config.host, port=config.port) from error


if __name__ == '__main__':
    sys.exit(main())
