"""Addresses of AI services: what a person pastes becomes one tidy base address; says whether it is in the house."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

from app.providers.base import Endpoint

MAX_LENGTH = 500
_HOUSE_ENDINGS = ('.local', '.localhost', '.home.arpa', '.internal')
_LABEL = re.compile(r'(?!-)[a-z0-9_-]{1,63}(?<!-)', re.IGNORECASE)
# What people copy from a manual together with the address; the providers add these parts themselves.
_PASTED_TAILS = (
    '/chat/completions',
    '/completions',
    '/responses',
    '/embeddings',
    '/messages',
    '/models',
    '/api/chat',
    '/api/tags',
    '/api/generate',
)
_NATIVE_TAILS = ('/v1beta/openai', '/v1beta', '/v1', '/api')


def normal(text: str, kind: str) -> str:
    """The tidy base address for a connection of `kind`; ValueError when it cannot be one."""
    text = text.strip().strip('"\'<>').strip()
    if not text or len(text) > MAX_LENGTH or re.search(r'[\s\x00-\x1f\x7f\\]', text):
        raise ValueError('not an address')
    if '://' not in text:
        text = f'{"http" if is_house_host(_host_of(urlsplit("//" + text))) else "https"}://{text}'
    parts = urlsplit(text)
    host = _host_of(parts)
    if parts.scheme.lower() not in ('http', 'https') or not _is_host(host) or '@' in parts.netloc:
        raise ValueError('not an http address')
    if parts.query or parts.fragment:
        raise ValueError('an address has no question mark')
    port = f':{parts.port}' if parts.port is not None else ''  # .port itself raises ValueError beyond 65535
    name = f'[{host}]' if ':' in host else host
    return urlunsplit((parts.scheme.lower(), name + port, _path(parts.path, kind), '', ''))


def is_in_house(base_url: str) -> bool:
    """True when text sent there stays on this computer or in the home network."""
    try:
        return is_house_host(_host_of(urlsplit(base_url)))
    except ValueError:
        return False


def is_house_host(host: str) -> bool:
    """Loopback, private and link-local addresses, `.local` names, and names without a dot."""
    host = host.rstrip('.').lower()
    try:
        address = ipaddress.ip_address(host.partition('%')[0])
    except ValueError:
        return bool(host) and ('.' not in host or host.endswith(_HOUSE_ENDINGS)) and not host.isdigit()
    mapped = getattr(address, 'ipv4_mapped', None) or address
    return bool(mapped.is_loopback or mapped.is_link_local or (mapped.is_private and not mapped.is_unspecified))


def service_of(endpoint: Endpoint) -> str:
    """What errors call this service."""
    return endpoint.name or _host_of(urlsplit(endpoint.base_url)) or endpoint.kind


def _host_of(parts: SplitResult) -> str:
    return (parts.hostname or '').lower()


def _is_host(host: str) -> bool:
    if not host or len(host) > 253:
        return False
    if ':' in host:
        try:
            return bool(ipaddress.IPv6Address(host.partition('%')[0]))
        except ValueError:
            return False
    try:
        ascii_name = host.encode('idna').decode()
    except UnicodeError:
        return False
    labels = ascii_name.rstrip('.').split('.')
    if labels[-1].isdigit():  # looks like an IPv4 address, then it must be one
        try:
            return bool(ipaddress.IPv4Address(ascii_name))
        except ValueError:
            return False
    return all(_LABEL.fullmatch(label) for label in labels)


def _path(path: str, kind: str) -> str:
    path = re.sub(r'/{2,}', '/', path).rstrip('/')
    for tail in _PASTED_TAILS:
        path = path.removesuffix(tail)
    if kind == 'openai':
        return path or '/v1'
    for tail in _NATIVE_TAILS:
        if path.endswith(tail):
            return path.removesuffix(tail)
    return path
