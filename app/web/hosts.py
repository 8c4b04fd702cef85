"""Which host names are ours, and whether a page of ours is asking. Pure functions on header values."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

_NAME = re.compile(r'[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*')
_HOST = re.compile(r'(?P<host>\[[0-9a-fA-F:.%]+\]|[^:\[\]/@?#\\\s]+)(:(?P<port>[0-9]{1,5}))?')
_DEFAULT_PORTS = {'http': 80, 'https': 443, 'ws': 80, 'wss': 443}


@dataclass(frozen=True, slots=True)
class Authority:
    """A host in its one canonical spelling, and the port that was written, if any."""

    host: str
    port: int | None

    @property
    def is_loopback(self) -> bool:
        """True for this computer's own loop: localhost, 127.x.x.x, ::1."""
        return self.host == 'localhost' or is_loopback(self.host)


def parse_authority(text: str) -> Authority | None:
    """`Host` header or the part after `//` of an origin; None when it is not clearly one."""
    match = _HOST.fullmatch(text)
    if match is None:
        return None
    host = canonical_host(match['host'])
    port = int(match['port']) if match['port'] else None
    return Authority(host, port) if host and (port is None or 1 <= port <= 65535) else None


def canonical_host(text: str) -> str:
    """Lower case, no trailing dot, IP addresses in their shortest form, IPv4 inside IPv6 as IPv4; '' if it is none."""
    host = text.lower().removesuffix('.')
    is_v6 = host.startswith('[') and host.endswith(']')
    try:
        ip = ipaddress.ip_address(host[1:-1] if is_v6 else host)
    except ValueError:
        # A last label of digits is how browsers spell IPv4 in strange ways; we take only the plain spelling above.
        is_name = not is_v6 and len(host) <= 253 and _NAME.fullmatch(host) and not host.rsplit('.', 1)[-1].isdigit()
        return host if is_name else ''
    if is_v6 != (ip.version == 6):
        return ''
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return str(mapped or ip)


def is_loopback(address: str) -> bool:
    """True when an IP address is this computer's own loop."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return (mapped or ip).is_loopback


def machine_names() -> frozenset[str]:
    """How other devices in the home network may call this computer."""
    name = canonical_host(socket.gethostname())
    short = name.split('.')[0]
    return frozenset({name, short, f'{short}.local'} - {'', '.local'})


class KnownHosts:
    """The host names we answer to."""

    def __init__(self, trusted: Sequence[str], machine: frozenset[str] | None = None) -> None:
        self._machine = machine_names() if machine is None else machine
        self._trusted = frozenset(filter(None, map(_configured, trusted)))

    def knows(self, host: Authority, local_address: str) -> bool:
        """True when `host` is this computer; `local_address` is the own address the connection came in on."""
        own_address = canonical_host(f'[{local_address}]' if ':' in local_address else local_address)
        is_own = bool(own_address) and is_address(own_address) and host.host == own_address
        return host.is_loopback or is_own or host.host in self._machine or host.host in self._trusted


def is_address(host: str) -> bool:
    """True for an IP address, False for a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def same_origin(origin: str, host: Authority) -> bool:
    """True when a page of `host` itself is asking. `null`, several values and anything unclear are not."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    default = _DEFAULT_PORTS.get(parts.scheme)
    asking = parse_authority(parts.netloc)
    if default is None or asking is None or origin != f'{parts.scheme}://{parts.netloc}':
        return False
    # The scheme is left out on purpose: behind a proxy with TLS the page is https and we are spoken to in http.
    return asking.host == host.host and (asking.port or default) == (host.port or default)


def _configured(name: str) -> str:
    authority = parse_authority(name.strip())
    return authority.host if authority else ''
