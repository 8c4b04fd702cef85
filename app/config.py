"""What must be known before the start. The only reader of the environment and the command line."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import ConfigError

VERSION = '0.1.0'


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table below: variable, default, help. The flag is made from the variable's name."""

    variable: str
    default: str
    help: str

    @property
    def name(self) -> str:
        """`OO_DATA_DIR` -> `data_dir`."""
        return self.variable.removeprefix('OO_').lower()

    @property
    def flag(self) -> str:
        """`OO_DATA_DIR` -> `--data-dir`."""
        return '--' + self.name.replace('_', '-')


SETTINGS = (
    Setting('OO_DATA_DIR', 'data', 'everything that must be backed up lives in this folder'),
    Setting('OO_HOST', '127.0.0.1', '0.0.0.0 opens it to the home network, once an owner with a password exists'),
    Setting('OO_PORT', '8080', 'one port for pages, websocket and REST'),
    Setting('OO_LANGUAGE', 'de', 'de or en, for new visitors'),
    Setting('OO_OPEN_BROWSER', '1', '0 = do not open a browser'),
    Setting('OO_TRUSTED_HOSTS', '', 'extra host names allowed in the Host header, separated by commas'),
    Setting('OO_FOLDERS', '', 'folders in which shelves may lie; empty = your own folder, sticks and shared disks'),
    Setting('OO_LOG_LEVEL', 'INFO', 'DEBUG, INFO, WARNING or ERROR'),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """The start settings, checked. `key_dir` holds the encryption key of the secrets, outside the data folder."""

    data_dir: Path
    key_dir: Path
    host: str = '127.0.0.1'
    port: int = 8080
    language: str = 'de'
    open_browser: bool = True
    trusted_hosts: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()
    log_level: str = 'INFO'

    @property
    def is_loopback(self) -> bool:
        """True when only this computer can reach us."""
        return self.host in ('localhost', '::1') or self.host.startswith('127.')


def read_config(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Config:
    """The settings: a flag beats a variable beats the default. `ConfigError` when one cannot be used."""
    env = os.environ if environment is None else environment
    values = {setting.name: env.get(setting.variable) or setting.default for setting in SETTINGS}
    values |= {name: value for name, value in vars(_parser().parse_args(arguments)).items() if value is not None}
    return Config(
        data_dir=Path(values['data_dir']).expanduser().absolute(),
        key_dir=_key_dir(env),
        host=values['host'].strip('[]'),
        port=_port(values['port']),
        language=_one_of('language', values['language'].lower(), ('de', 'en')),
        open_browser=values['open_browser'].lower() not in ('0', 'false', 'no', 'off'),
        trusted_hosts=tuple(name.strip().lower() for name in values['trusted_hosts'].split(',') if name.strip()),
        folders=_folders(values['folders'], env),
        log_level=_one_of('log_level', values['log_level'].upper(), ('DEBUG', 'INFO', 'WARNING', 'ERROR')),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog='start', description='openOrchestrator')
    for setting in SETTINGS:
        if setting.name != 'open_browser':
            parser.add_argument(setting.flag, help=f'{setting.help} ({setting.variable}, default {setting.default!r})')
    parser.add_argument('--open-browser', help='1 or 0 (OO_OPEN_BROWSER)')
    parser.add_argument('--no-browser', dest='open_browser', action='store_const', const='0', help='same as 0')
    return parser


def _port(text: str) -> int:
    try:
        port = int(text)
    except ValueError as error:
        raise ConfigError('config_port', value=text) from error
    if not 1 <= port <= 65535:
        raise ConfigError('config_port', value=text)
    return port


def _one_of(name: str, value: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise ConfigError('config_choice', name=name, value=value, choices=', '.join(choices))
    return value


def _folders(text: str, env: Mapping[str, str]) -> tuple[Path, ...]:
    """Where a person may point the program to; the system's own folders are not among them."""
    if text:
        return tuple(Path(name).expanduser().absolute() for name in text.split(os.pathsep) if name.strip())
    home = Path(env.get('HOME') or env.get('USERPROFILE') or '~').expanduser()
    return (home, *(Path(name) for name in ('/media', '/mnt', '/run/media', '/srv', '/Volumes')))


def _key_dir(env: Mapping[str, str]) -> Path:
    base = (
        env.get('APPDATA') or env.get('XDG_CONFIG_HOME') or str(Path(env.get('HOME') or '~').expanduser() / '.config')
    )
    return Path(base) / 'openorchestrator'
