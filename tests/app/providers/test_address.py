"""Addresses as people paste them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.providers.address import is_in_house, normal


@pytest.mark.parametrize(
    ('pasted', 'kind', 'tidy'),
    [
        (' https://api.openai.com/v1/ ', 'openai', 'https://api.openai.com/v1'),
        ('https://api.openai.com', 'openai', 'https://api.openai.com/v1'),
        ('api.openai.com', 'openai', 'https://api.openai.com/v1'),
        ('https://openrouter.ai/api/v1/chat/completions', 'openai', 'https://openrouter.ai/api/v1'),
        ('https://generativelanguage.googleapis.com/v1beta/openai/', 'openai', 'https://generativelanguage.googleapis.com/v1beta/openai'),
        ('localhost:1234', 'openai', 'http://localhost:1234/v1'),
        ('http://127.0.0.1:8080/v1/models', 'openai', 'http://127.0.0.1:8080/v1'),
        ('HTTP://Ollama.LOCAL:11434/', 'ollama', 'http://ollama.local:11434'),
        ('http://192.168.1.5:11434/v1', 'ollama', 'http://192.168.1.5:11434'),
        ('192.168.1.5:11434/api/chat', 'ollama', 'http://192.168.1.5:11434'),
        ('http://[::1]:11434', 'ollama', 'http://[::1]:11434'),
        ('[::1]:11434', 'ollama', 'http://[::1]:11434'),
        ('https://api.anthropic.com/v1/messages', 'anthropic', 'https://api.anthropic.com'),
        ('https://generativelanguage.googleapis.com/v1beta/', 'gemini', 'https://generativelanguage.googleapis.com'),
        ('http://127.0.0.1:18789/v1/chat/completions', 'openclaw', 'http://127.0.0.1:18789'),
        ('"http://127.0.0.1:18789//"', 'openclaw', 'http://127.0.0.1:18789'),
    ],
)  # fmt: skip
def test_what_people_paste_becomes_one_address(pasted: str, kind: str, tidy: str) -> None:
    assert normal(pasted, kind) == tidy
    assert normal(tidy, kind) == tidy


@pytest.mark.parametrize(
    'text',
    [
        '',
        '  ',
        'http://',
        'https:///v1',
        'ftp://127.0.0.1',
        'file:///etc/passwd',
        'javascript:alert(1)',
        'http://a b.de',
        'http://user:pass@ki.example',
        'http://ki.example@evil.example',
        'http://ki.example/v1?key=geheim',
        'http://ki.example/#x',
        'http://ki.example:99999',
        'http://ki.example:abc',
        'http://300.1.1.1',
        'http://-x-.de',
        'http://[::1',
        'http://ki.example\\@evil',
        'http://ki\n.example',
        'x' * 600,
        'sk-proj-abc def',
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match='address|port|URL|IPv6|Port|netloc'):
        normal(text, 'openai')


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    for kind in ('openai', 'ollama'):
        try:
            tidy = normal(text, kind)
        except ValueError:
            continue
        assert normal(tidy, kind) == tidy
        assert tidy.startswith(('http://', 'https://'))


@pytest.mark.parametrize(
    ('url', 'inside'),
    [
        ('http://127.0.0.1:1', True),
        ('http://127.9.9.9', True),
        ('http://localhost:1234', True),
        ('http://[::1]:1', True),
        ('http://[::ffff:192.168.1.1]', True),
        ('http://[::ffff:8.8.8.8]', False),
        ('http://10.0.0.5', True),
        ('http://172.16.0.1', True),
        ('http://192.168.178.20', True),
        ('http://169.254.1.1', True),
        ('http://[fd00::1]', True),
        ('http://[fe80::1]', True),
        ('http://rechner.local', True),
        ('http://rechner.local.', True),
        ('http://nas', True),
        ('https://api.openai.com', False),
        ('http://8.8.8.8', False),
        ('http://0.0.0.0', False),
        ('http://local.evil.example', False),
        ('http://127.0.0.1.evil.example', False),
        ('http://2130706433', False),
        ('https://fritz.box', False),
        ('', False),
    ],
)
def test_only_what_is_surely_at_home_counts_as_home(url: str, inside: bool) -> None:
    assert is_in_house(url) is inside
