"""Where log lines go, and what never gets into them: no secret, no address with its parameters, no cookie."""

from __future__ import annotations

import logging
import logging.handlers
import os
import re
import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from app.config import Config

MAX_BYTES, KEEP = 1_000_000, 5
MIN_SECRET = 6  # shorter values would black out half of every line
HIDDEN = '***'
_FORMAT = '%(asctime)s %(levelname)s %(name)s: %(message)s'
# They print addresses, headers or page keys at INFO or DEBUG.
_TALKATIVE = ('httpx', 'httpcore', 'hpack', 'aiohttp', 'asyncio', 'engineio', 'socketio', 'uvicorn', 'watchfiles')
_RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), replacement)
    for pattern, replacement in (
        (r'(\b(?:https?|wss?)://)[^\s/@"\'<>]*@', rf'\1{HIDDEN}@'),
        (r'(\b(?:https?|wss?)://[^\s?#"\'<>]*)[?#][^\s"\'<>]*', rf'\1?{HIDDEN}'),
        (r'(?<=[\s"\'(=])(/[\w./%~-]*)\?[^\s"\'<>]+', rf'\1?{HIDDEN}'),
        (r'\b((?:proxy-)?authorization["\']?\s*[:=]\s*["\']?)(?:\w+\s+)?[^\s"\',}]+', rf'\1{HIDDEN}'),
        (r'\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}', rf'\1 {HIDDEN}'),
        (
            r'\b((?:[a-z0-9]+[-_])*(?:api[-_]?key|token|secret|password|passwort|passwd|set-cookie|cookie|client[-_]id)'
            r'["\']?\s*[:=]\s*["\']?)[^\s"\',;}&]+',
            rf'\1{HIDDEN}',
        ),
        (r'\b(?:sk|pk|rk|gsk|xai|r8|hf|ghp|gho|xox[abps]|oo)[-_][A-Za-z0-9_-]{8,}', HIDDEN),
        (r'\bAIza[A-Za-z0-9_-]{20,}', HIDDEN),
        (r'\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*', HIDDEN),
    )
)


def set_up_logs(config: Config, known_values: Callable[[], Iterable[str]]) -> None:
    """Log to stderr and to `logs/` below the data folder, both redacted; once, right after the store is open."""
    folder = config.data_dir / 'logs'
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = _PrivateFile(folder / 'openorchestrator.log', maxBytes=MAX_BYTES, backupCount=KEEP, encoding='utf-8')
    root = logging.getLogger()
    for old in [handler for handler in root.handlers if handler.get_name() == 'openorchestrator']:
        root.removeHandler(old)
        old.close()
    for handler in (logging.StreamHandler(sys.stderr), file):
        handler.set_name('openorchestrator')
        handler.setFormatter(logging.Formatter(_FORMAT))
        handler.addFilter(Redaction(known_values))
        root.addHandler(handler)
    root.setLevel(config.log_level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook = _log_crash


class Redaction(logging.Filter):
    """Changes the record itself, message and traceback, so that no formatter can bring anything back."""

    def __init__(self, known_values: Callable[[], Iterable[str]]) -> None:
        super().__init__()
        self._known_values = known_values

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True: the line is written, without its secrets."""
        if getattr(record, 'redacted', False):
            return True
        values = sorted(self._known_values(), key=len, reverse=True)
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        # Whoever writes into a name or a header must not be able to forge a line of their own.
        message = _message(record).replace('\r', '\\r').replace('\n', '\\n')
        record.msg, record.args = redacted(message, values), ()
        record.exc_text = redacted(record.exc_text, values) if record.exc_text else record.exc_text
        record.stack_info = redacted(record.stack_info, values) if record.stack_info else record.stack_info
        record.redacted = True
        return True


def redacted(text: str, known_values: Iterable[str] = ()) -> str:
    """`text` without the known secret values, without what looks like one, and without parameters of addresses."""
    for value in known_values:
        if len(value) >= MIN_SECRET:
            text = text.replace(value, HIDDEN).replace(quote(value, safe=''), HIDDEN)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A rotating log file that only this user can read."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).touch(mode=0o600)
        if os.name == 'posix':
            os.chmod(self.baseFilename, 0o600)
        return super()._open()


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):  # wrong arguments in a log call: keep the line, drop the arguments
        return str(record.msg)


def _log_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger('app').critical('the program broke off', exc_info=(kind, error, trace))
