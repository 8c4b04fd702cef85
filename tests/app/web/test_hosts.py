"""Which names are ours, in every spelling, and what counts as a page of ours asking."""

from __future__ import annotations

import pytest

from app.web.hosts import Authority, KnownHosts, canonical_host, parse_authority, same_origin

HOSTS = KnownHosts(('mein-haus.example', 'BOTS.example:8443'), machine=frozenset({'stube', 'stube.local'}))


@pytest.mark.parametrize(
    'header',
    [
        'localhost',
        'LOCALHOST:8080',
        'localhost.',
        '127.0.0.1',
        '127.0.0.1:8080',
        '127.1.2.3:1',
        '[::1]',
        '[::1]:8080',
        '[0:0:0:0:0:0:0:1]:8080',
        '[::ffff:127.0.0.1]:8080',
        'stube',
        'Stube.Local:8080',
        'stube.local.',
        'mein-haus.example',
        'bots.example',
        'bots.example:8443',
        '192.168.1.20:8080',  # the own address the connection came in on, see below
    ],
)
def test_own_names_in_every_spelling_are_known(header: str) -> None:
    host = parse_authority(header)
    assert host is not None and HOSTS.knows(host, '192.168.1.20')


@pytest.mark.parametrize(
    'header',
    [
        'evil.example',
        'evil.example:8080',
        'localhost.evil.example',
        '127.0.0.1.evil.example',
        'stube.local.evil.example',
        'mein-haus.example.evil.example',
        'xmein-haus.example',
        '192.168.1.21',
        '10.0.0.1:8080',
        '[fe80::1]',
        '0.0.0.0:8080',
        '8.8.8.8',
    ],
)
def test_other_names_are_not(header: str) -> None:
    host = parse_authority(header)
    assert host is not None and not HOSTS.knows(host, '192.168.1.20')


@pytest.mark.parametrize(
    'header',
    [
        '',
        ' ',
        ':8080',
        'localhost:',
        'localhost:0',
        'localhost:99999',
        'localhost:80x',
        'localhost:8080:1',
        'a@localhost',
        'localhost/x',
        'localhost#',
        'local host',
        'localhost\t',
        '[::1',
        '::1',
        '[127.0.0.1]',
        '[::1]x',
        '[fe80::1%eth0',
        '2130706433',
        '0x7f.1',
        '127.1',
        '0177.0.0.1',
        'ⓛocalhost',
        '-localhost',
        'a..b',
        'x' * 300,
    ],
)
def test_what_is_no_clear_name_is_none(header: str) -> None:
    host = parse_authority(header)
    assert host is None or not HOSTS.knows(host, '192.168.1.20')


def test_the_own_address_counts_only_as_an_address() -> None:
    assert not HOSTS.knows(Authority('evil.example', None), 'evil.example')
    assert not HOSTS.knows(Authority('evil.example', None), '')
    assert HOSTS.knows(Authority('fd00::5', 8080), 'fd00::5')


@pytest.mark.parametrize(
    ('origin', 'host'),
    [
        ('http://localhost:8080', 'localhost:8080'),
        ('http://LOCALHOST:8080', 'localhost.:8080'),
        ('https://bots.example', 'bots.example'),  # behind a proxy with TLS
        ('https://bots.example', 'bots.example:443'),
        ('https://bots.example:443', 'bots.example'),
        ('http://bots.example', 'bots.example:80'),
        ('http://[::1]:8080', '[::1]:8080'),
        ('http://[0::1]:8080', '[::1]:8080'),
    ],
)
def test_our_own_pages_are_the_same_origin(origin: str, host: str) -> None:
    authority = parse_authority(host)
    assert authority is not None and same_origin(origin, authority)


@pytest.mark.parametrize(
    'origin',
    [
        'null',
        '',
        'http://localhost',
        'http://localhost:8081',
        'http://127.0.0.1:8080',
        'http://evil.example',
        'http://localhost:8080.evil.example',
        'http://localhost:8080@evil.example',
        'http://evil.example/localhost:8080',
        'http://localhost:8080/',
        'http://localhost:8080, http://evil.example',
        'http://localhost:8080 http://evil.example',
        'localhost:8080',
        '//localhost:8080',
        'file://localhost:8080',
        'chrome-extension://localhost:8080',
        'http://[',
    ],
)
def test_everybody_else_is_another_origin(origin: str) -> None:
    assert not same_origin(origin, Authority('localhost', 8080))


def test_names_have_one_spelling() -> None:
    assert canonical_host('[::FFFF:192.168.1.2]') == '192.168.1.2'
    assert canonical_host('[2001:DB8::0:1]') == '2001:db8::1'
    assert canonical_host('WWW.Example.') == 'www.example'
