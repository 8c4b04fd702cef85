"""The logs: every handler redacts, whatever way a secret takes."""

from __future__ import annotations

import io
import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.config import Config
from app.logs import Redaction, redacted, set_up_logs

CANARY = 'canary/value+with=signs'
log = logging.getLogger('tests.logs')


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """What a handler with the filter writes; with a formatter that knows nothing of it."""
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(logging.Formatter('%(levelname)s %(message)s'))
    handler.addFilter(Redaction(lambda: {CANARY, 'kurz'}))
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    yield output
    log.removeHandler(handler)


def test_known_values_vanish_from_message_arguments_and_traceback(stream: io.StringIO) -> None:
    log.info('key %s and %r', CANARY, {'api': CANARY})
    try:
        raise ValueError(f'bad key {CANARY}')
    except ValueError:
        log.exception('calling with %s', CANARY)
    log.warning('in an address: %s', 'x canary%2Fvalue%2Bwith%3Dsigns')
    log.warning('with the stack', stack_info=True)
    assert 'canary' not in stream.getvalue() and 'ValueError: bad key ***' in stream.getvalue()


@pytest.mark.parametrize(
    ('line', 'left'),
    [
        ('Incorrect API key provided: sk-proj-abcDEF1234567890', 'sk-proj'),
        ('Authorization: Bearer abcdef0123456789', 'abcdef'),
        ("{'Authorization': 'Bearer abcdef0123456789'}", 'abcdef'),
        ('authorization=Basic dXNlcjpwYXNz', 'dXNl'),
        ('sent bearer eyAbcdefghijk', 'eyAb'),
        ('GET https://api.example/v1?key=AIzaSyA1234567890123456789012&x=1', 'AIza'),
        ('x-goog-api-key: AIzaSyA1234567890123456789012', 'AIza'),
        ('"api_key": "geheim123"', 'geheim123'),
        ('api-key=geheim123', 'geheim123'),
        ('password=geheim123 next', 'geheim123'),
        ('Set-Cookie: oo_abc=geheim123; Path=/', 'geheim123'),
        ('cookie: oo_abc=geheim123', 'geheim123'),
        ('client_id=0b1f9a7e-1111-2222-3333-444455556666', '0b1f9a7e'),
        ('"GET /_nicegui_ws/socket.io/?client_id=0b1f9a7e&EIO=4 HTTP/1.1" 200', '0b1f9a7e'),
        ('http://user:geheim123@host/path', 'geheim123'),
        ('wss://host/path?token=geheim123', 'geheim123'),
        ('https://host/path#geheim123', 'geheim123'),
        ('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', 'c2ln'),
        ('token oo_abcdefghijklmnop', 'abcdefgh'),
        ('ghp_abcdefghijklmnop1234', 'abcdefgh'),
    ],
)
def test_what_looks_like_a_secret_vanishes(line: str, left: str) -> None:
    assert left not in redacted(line)


@pytest.mark.parametrize(
    'line',
    [
        'run brief-ans-amt-k3v9x2qa moved to running after 12 s',
        'refused GET /api/bots: origin',
        'POST https://api.example/v1/chat/completions answered 429',
        'the secret connection.openai-abc cannot be read with this key; it has to be entered again',
        'the file collections/bots.json.bak was used (tokens 120/48)',
    ],
)
def test_ordinary_lines_stay_readable(line: str) -> None:
    assert redacted(line) == line


def test_nobody_forges_a_line_of_their_own(stream: io.StringIO) -> None:
    log.info('bot %s', 'x\nERROR forged\r\nline')
    assert stream.getvalue().count('\n') == 1 and 'x\\nERROR forged' in stream.getvalue()


def test_a_wrong_log_call_still_leaves_its_line(stream: io.StringIO) -> None:
    log.info('%d of %s', 'no number')
    assert '%d of %s' in stream.getvalue()


def test_everything_goes_to_stderr_and_a_private_file_and_nowhere_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    level, hook = root.level, __import__('sys').excepthook
    try:
        for _ in range(2):  # a second set-up replaces the first one
            set_up_logs(Config(data_dir=tmp_path, key_dir=tmp_path), lambda: {CANARY})
        logging.getLogger('httpx').info('GET https://api.example/?key=%s', CANARY)
        logging.getLogger('app.x').info('hello %s', CANARY)
        logging.getLogger('app.x').debug('a prompt')
    finally:
        for handler in [handler for handler in root.handlers if handler not in before]:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)
        logging.captureWarnings(False)
        __import__('sys').excepthook = hook
    path = tmp_path / 'logs' / 'openorchestrator.log'
    shown = capsys.readouterr()
    for text in (path.read_text('utf-8'), shown.err):
        assert text.count('hello ***') == 1 and 'prompt' not in text and 'httpx' not in text
    assert shown.out == ''
    if os.name == 'posix':
        assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700
