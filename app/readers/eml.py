"""Mails as mail programs save them: from, to, subject, date, the text, and the names of what is attached."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from pathlib import Path

from app.domain.documents import Page, Reading, ReadProblem
from app.readers.base import Unreadable
from app.readers.markup import text_of_html
from app.readers.tables import Blocks

MOST_PARTS, MOST_DEEP = 1_000, 100
_NESTED = re.compile(rb'^content-type:\s*multipart/', re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(
    rb'^(from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|content-type):',
    re.IGNORECASE | re.MULTILINE,
)
_SHOWN = (('Von', 'from'), ('An', 'to'), ('Kopie', 'cc'))


class EmlReader:
    """A mail without its envelope."""

    key = 'eml'
    endings = ('eml',)
    media_type = 'message/rfc822'

    def accepts(self, head: bytes, name: str) -> bool:
        """Called a mail and begins with a header, or begins like one without doubt."""
        top = re.split(rb'\r?\n\r?\n', head, maxsplit=1)[0]
        headers = {found.lower() for found in _HEADER.findall(top)}
        is_mail = {b'from', b'date'} <= headers and bool(headers & {b'mime-version', b'message-id', b'received'})
        return is_mail or (name.endswith('.eml') and bool(headers))

    def read(self, path: Path) -> Reading:
        """One page."""
        data = path.read_bytes()
        # Each part begins with a line like that; each part with parts in it says so.
        if data.count(b'\n--') > 4 * MOST_PARTS or len(_NESTED.findall(data)) > MOST_DEEP:
            raise Unreadable(ReadProblem.BOMB)
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        blocks = Blocks()
        blocks.heading(_header(message, 'subject'), 1)
        blocks.paragraph('\n'.join(_heads(message)))
        blocks.paragraph(_body(message))
        blocks.paragraph(_attachments(message))
        return Reading(pages=(Page(number=1, text=blocks.text),), media_type=self.media_type)


def _heads(message: EmailMessage) -> list[str]:
    lines = [f'{label}: {value}' for label, name in _SHOWN if (value := _header(message, name))]
    try:
        moment = parsedate_to_datetime(_header(message, 'date'))
    except (ValueError, TypeError):
        return lines
    return [*lines, f'Datum: {moment:%d.%m.%Y %H:%M}']


def _header(message: EmailMessage, name: str) -> str:
    """Decoded, on one line; '' for one that Python's own parser stumbles over."""
    try:
        return ' '.join(str(message[name] or '').split())
    except (AttributeError, IndexError, TypeError, ValueError):
        return ''


def _body(message: EmailMessage) -> str:
    part = message.get_body(('plain', 'html'))
    if part is None:
        return ''
    text = _content(part)
    return text_of_html(text) if part.get_content_type() == 'text/html' else text


def _content(part: MIMEPart) -> str:
    """Its text; unknown encodings are taken for the one Windows has."""
    try:
        return str(part.get_content())
    except (LookupError, ValueError):
        data = part.get_payload(decode=True)
        return data.decode('cp1252', 'replace') if isinstance(data, bytes) else ''


def _attachments(message: EmailMessage) -> str:
    names = [name for part in message.walk() if (name := part.get_filename())]
    return 'Anhänge:\n' + '\n'.join(f'- {name}' for name in names) if names else ''


PLUGIN = EmlReader()
