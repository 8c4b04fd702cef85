"""Fetches a small file from an address somebody typed in: that computer and no other, nothing sent along."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from urllib.parse import urlsplit

import httpx
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from app.domain.errors import ProviderError
from app.providers.base import Endpoint
from app.providers.http import failure, make_client
from app.providers.transport_errors import TRANSPORT_ERRORS

SECONDS = 10.0
# Nobody keeps files there: addresses that mean everybody or nobody, where clouds answer questions about themselves,
# and addresses that have another one inside.
_NEVER = [
    ipaddress.ip_network(text)
    for text in ('169.254.0.0/16', 'fd00:ec2::254/128', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16', '2001::/32')
]


class Downloads:
    """Several files from one place; use as `async with`."""

    def __init__(self) -> None:
        self._client = make_client(CheckedResolver())

    async def __aenter__(self) -> Downloads:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._client.aclose()

    async def get(self, url: str, limit: int) -> bytes:
        """The file, at most `limit` bytes in ten seconds; `ProviderError` for everything that goes wrong."""
        endpoint = Endpoint(id='download', kind='download', name=urlsplit(url).hostname or '', base_url=url)
        try:
            async with asyncio.timeout(SECONDS):
                return await self._get(url, limit, endpoint)
        except TRANSPORT_ERRORS as error:
            raise failure(error, endpoint) from None

    async def _get(self, url: str, limit: int, endpoint: Endpoint) -> bytes:
        _check_literal(endpoint)
        async with self._client.stream('GET', url, timeout=httpx.Timeout(SECONDS)) as response:
            if response.status_code != 200:  # also a redirect: it would lead somewhere nobody typed in
                raise ProviderError('trouble', service=endpoint.name, http_status=response.status_code)
            found = bytearray()
            async for piece in response.aiter_bytes():
                found += piece
                if len(found) > limit:
                    raise ProviderError('flood', service=endpoint.name)
        return bytes(found)


def is_reachable(address: str) -> bool:
    """True for an address that may belong to a computer with files, in the house or in the internet."""
    ip = ipaddress.ip_address(address.partition('%')[0])
    ip = getattr(ip, 'ipv4_mapped', None) or ip
    is_nobody = ip.is_unspecified or ip.is_multicast or (ip.version == 4 and ip.is_reserved)
    return not is_nobody and not any(ip.version == one.version and ip in one for one in _NEVER)


class CheckedResolver(AbstractResolver):
    """Asks for the addresses of a name and hands on only those we may connect to, in the moment of connecting."""

    def __init__(self) -> None:
        self._inner = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = [one for one in await self._inner.resolve(host, port, family) if is_reachable(one['host'])]
        if not found:
            raise OSError(f'{host} has no address we connect to')
        return found

    async def close(self) -> None:
        await self._inner.close()


def _check_literal(endpoint: Endpoint) -> None:
    """The resolver is not asked about an address that is a number already."""
    try:
        fine = is_reachable(urlsplit(endpoint.base_url).hostname or '')
    except ValueError:
        return  # a name
    if not fine:
        raise ProviderError('net', service=endpoint.name)
