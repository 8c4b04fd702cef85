"""Our code for every exception of httpx and of aiohttp, the engine below it.

httpx-aiohttp reports a refused or a dropped connection as `httpx.ConnectTimeout`; the aiohttp exception, kept as
the cause, tells them apart. `unreachable` becomes `local_ai` or `net` by the address.
"""

from __future__ import annotations

import aiohttp
import httpx
from aiohttp import http_exceptions

CODES: dict[type[BaseException], str] = {
    # httpx
    httpx.HTTPError: 'trouble',
    httpx.RequestError: 'trouble',
    httpx.TransportError: 'unreachable',
    httpx.TimeoutException: 'timeout',
    httpx.ConnectTimeout: 'unreachable',
    httpx.ReadTimeout: 'timeout',
    httpx.WriteTimeout: 'timeout',
    httpx.PoolTimeout: 'timeout',
    httpx.NetworkError: 'unreachable',
    httpx.ReadError: 'broken',
    httpx.WriteError: 'broken',
    httpx.ConnectError: 'unreachable',
    httpx.CloseError: 'broken',
    httpx.ProxyError: 'net',
    httpx.UnsupportedProtocol: 'garbage',
    httpx.ProtocolError: 'garbage',
    httpx.LocalProtocolError: 'garbage',
    httpx.RemoteProtocolError: 'broken',
    httpx.DecodingError: 'garbage',
    httpx.TooManyRedirects: 'garbage',
    httpx.HTTPStatusError: 'trouble',
    httpx.InvalidURL: 'garbage',
    httpx.CookieConflict: 'garbage',
    httpx.StreamError: 'broken',
    httpx.StreamConsumed: 'broken',
    httpx.StreamClosed: 'broken',
    httpx.ResponseNotRead: 'broken',
    httpx.RequestNotRead: 'broken',
    # aiohttp
    aiohttp.ClientError: 'trouble',
    aiohttp.ClientConnectionError: 'broken',
    aiohttp.ClientConnectionResetError: 'broken',
    aiohttp.ClientOSError: 'broken',
    aiohttp.ClientConnectorError: 'unreachable',
    aiohttp.ClientProxyConnectionError: 'net',
    aiohttp.ClientSSLError: 'unreachable',
    aiohttp.ClientConnectorDNSError: 'unreachable',
    aiohttp.ClientConnectorSSLError: 'unreachable',
    aiohttp.ClientConnectorCertificateError: 'unreachable',
    aiohttp.ConnectionTimeoutError: 'unreachable',
    aiohttp.SocketTimeoutError: 'timeout',
    aiohttp.ServerConnectionError: 'broken',
    aiohttp.ServerTimeoutError: 'timeout',
    aiohttp.ServerDisconnectedError: 'broken',
    aiohttp.ServerFingerprintMismatch: 'unreachable',
    aiohttp.ClientResponseError: 'garbage',
    aiohttp.ClientHttpProxyError: 'net',
    aiohttp.WSServerHandshakeError: 'garbage',
    aiohttp.ContentTypeError: 'garbage',
    aiohttp.TooManyRedirects: 'garbage',
    aiohttp.ClientPayloadError: 'broken',
    aiohttp.UploadAbortedError: 'broken',
    aiohttp.InvalidURL: 'garbage',
    aiohttp.InvalidUrlClientError: 'garbage',
    aiohttp.RedirectClientError: 'garbage',
    aiohttp.NonHttpUrlClientError: 'garbage',
    aiohttp.InvalidUrlRedirectClientError: 'garbage',
    aiohttp.NonHttpUrlRedirectClientError: 'garbage',
    aiohttp.WSMessageTypeError: 'garbage',
    aiohttp.WebSocketError: 'garbage',
    aiohttp.EofStream: 'broken',
    http_exceptions.HttpProcessingError: 'garbage',
    # Python itself
    TimeoutError: 'timeout',
    OSError: 'broken',
}

# What may come out of a request; the StreamErrors are RuntimeErrors, the InvalidURLs ValueErrors.
TRANSPORT_ERRORS = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.CookieConflict,
    httpx.StreamError,
    aiohttp.ClientError,
    aiohttp.WebSocketError,
    aiohttp.EofStream,
    http_exceptions.HttpProcessingError,
    OSError,  # TimeoutError too
)


def code_of(error: BaseException) -> str:
    """The code of an exception: that of the aiohttp cause if there is one, else of its nearest listed class."""
    cause = error.__cause__
    if isinstance(error, httpx.HTTPError) and isinstance(
        cause, aiohttp.ClientError | http_exceptions.HttpProcessingError
    ):
        error = cause
    for kind in type(error).__mro__:
        if kind in CODES:
            return CODES[kind]
    return 'trouble'
