"""A whole file as one line, for a QR code and for pasting: `rezept:` and base 32 of the squeezed content.

Base 32 has capitals and digits only: a QR code stores them in 5.5 bits each (base 64 would take 8), and a line break,
a blank or small letters on the way do no harm.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from app.domain.errors import Malformed, TooLarge
from app.sharing.toml_reader import MAX_BYTES

PREFIX = 'REZEPT:'
MAX_PACKED = 200_000  # letters; a file that is larger travels as a file
# What nearly every file holds, the most frequent last: it makes a line some 300 bytes shorter.
# NOTE: never change a letter of it; lines that were printed could not be read any more.
_KNOWN = (
    ' Schreib einen kurzen Text. Antworte nur mit dem Text, ohne Vorrede. Erfinde nichts dazu. Du bist ein erfahrener '
    'Bot. Du schreibst klar und freundlich in kurzen Sätzen. Wenn etwas fehlt, lass eine Lücke in eckigen Klammern. '
    'Prüfe den Text auf Fehler. Nenne die wichtigsten Punkte als Liste. Fasse zusammen. Worum geht es? Zum Beispiel: '
    'An wen geht der Brief? Was soll drin stehen? Ergebnis, Angaben, Namen, Zahlen, Datum, Überschrift, Absatz, '
    'Einleitung, sondern, höchstens, deutsch und der die das ist nicht für mit auf eine von den '
    'kind = "date"kind = "number"kind = "choice"\nchoices = ["idle_timeout_s = timeout_s = retries = '
    'practice = "check"practice = "\n[recipes.steps.settings]\naction = "table"\ndays = then = "approve"'
    'then = "reject"recipe = "into = "\n[recipes.steps.settings.values]\n[recipes.steps.for_each]\nover = "files"'
    'over = "rows"over = "lines"\nat_once = 5\n[recipes.steps.only_if]\nsubject = "question"subject = "input"'
    'subject = "field"\nop = "contains"op = "is_not"op = "more"op = "less"op = "yes"\nvalue = "otherwise = "nothing"'
    'columns = ["\nshape = "fields"\nshape = "table"\noutput_target = ["next", {document = "{date}.md"}]\n'
    'input_source = ["start", {text = "{document = "{step = "s"}, {input = "\nkind = "action"\nkind = "ask"\n'
    'kind = "recipe"\nformat = 1\nkind = "bot"\nmade_by = "\nmade_at = "2026-01-01T08:00:00+00:00"\n\n'
    '[bots.settings]\ntemperature = 0.7\nmax_tokens = 2000\n[recipes.example_inputs]\n\n[[recipes]]\nkey = "r\n'
    'name = "\nemoji = "📰"\ndescription = "\n\n[[recipes.inputs]]\nkey = "\nlabel = "\nkind = "longtext"\n'
    'required = true\ndefault = "\nhelp = "\n[[recipes.steps]]\nkey = "s\nbot = "b\nname = "\ninstruction = """\n'
    '[[bots]]\nkey = "b\nname = "\nemoji = "\ndescription = "\nsystem_prompt = """\n"""'
).encode()


def pack(content: bytes) -> str:
    """The file as one line."""
    writer = zlib.compressobj(9, zdict=_KNOWN)
    squeezed = writer.compress(content) + writer.flush()
    return PREFIX + base64.b32encode(squeezed).decode().rstrip('=')


def is_packed(text: bytes) -> bool:
    """True when it says so itself; then `unpack` gives the file."""
    return text.lstrip()[: len(PREFIX)].upper() == PREFIX.encode()


def unpack(text: bytes) -> bytes:
    """The file in the line; `Malformed` when it is none, `TooLarge` when it would fill the memory."""
    if len(text) > MAX_PACKED:
        raise TooLarge(MAX_BYTES // 1_000_000, 'shared_big')
    letters = re.sub(rb'\s+', b'', text)[len(PREFIX) :].upper().rstrip(b'=')
    reader = zlib.decompressobj(zdict=_KNOWN)
    try:
        squeezed = base64.b32decode(letters + b'=' * (-len(letters) % 8))
        content = reader.decompress(squeezed, MAX_BYTES)
    except (binascii.Error, zlib.error) as error:
        raise Malformed('shared_unreadable') from error
    if reader.unconsumed_tail:
        raise TooLarge(MAX_BYTES // 1_000_000, 'shared_big')
    if not reader.eof:
        raise Malformed('shared_unreadable')
    return content
