"""The only way from text that a model or a stranger wrote to HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MAX_BYTES = 100_000
TAGS = set(
    'h1 h2 h3 h4 h5 h6 p br hr ul ol li strong em code pre blockquote table thead tbody tr th td a del s'.split()
)
SCHEMES = {'http', 'https', 'mailto'}
# Nothing relative: a stranger's link is no way into our pages.
_LINK = re.compile(r'(https?://|mailto:)\S+', re.IGNORECASE)
MAX_BRACKETS = 4_000  # each may open a link, and the search for its end makes many of them slow


def render_untrusted(text: str) -> str:
    """`text` (Markdown or plain) as HTML that loads nothing, sends nothing, looks like text and leads only to links.

    May take tens of milliseconds for long texts: call it in a worker thread.
    """
    cut = text.encode('utf-8', 'replace')[:MAX_BYTES].decode('utf-8', 'ignore')
    if cut.count('[') > MAX_BRACKETS:
        return f'<pre>{html.escape(cut, quote=False)}</pre>'
    return nh3.clean(
        _MARKDOWN.render(cut),
        tags=TAGS,
        attributes={'a': {'href'}, '*': set()},  # `*`: by itself nh3 also keeps title and lang
        url_schemes=SCHEMES,
        url_relative='deny',
        link_rel='noopener noreferrer nofollow',
        strip_comments=True,
    )


def pieces_of(text: str) -> list[str]:
    """The paragraphs, lists, tables, ... of a text (Markdown or plain), in order, each as it was written.

    Call it in a worker thread, as `render_untrusted`.
    """
    cut = text.encode('utf-8', 'replace')[:MAX_BYTES].decode('utf-8', 'ignore')
    lines = cut.splitlines()
    if cut.count('[') > MAX_BRACKETS:
        return [cut]
    maps = [token.map for token in _MARKDOWN.parse('\n'.join(lines)) if token.level == 0 and token.map]
    starts = sorted({first for first, _ in maps})
    ends = [*starts[1:], len(lines)]
    found = (
        ['\n'.join(lines[first:last]).strip('\n') for first, last in zip(starts, ends, strict=True)]
        if starts
        else [cut]
    )
    return [piece for piece in found if piece.strip()]


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """What is no link for us stays as the text it was written as."""
        return _LINK.fullmatch(url) is not None


def _markdown() -> MarkdownIt:
    """CommonMark with tables and strikethrough. No raw HTML and no pictures: their text stays readable."""
    parser = _Parser('commonmark', {'html': False, 'maxNesting': 60}).enable(['table', 'strikethrough'])
    parser.disable(['html_block', 'html_inline', 'image'])
    parser.core.ruler.push('name_link_targets', _name_link_targets)
    return parser


def _name_link_targets(state: StateCore) -> None:
    """Say where a link really leads when its words do not: `Meine Bank (evil.example)`."""
    for block in state.tokens:
        if block.children:
            block.children = _with_targets(block.children)


def _with_targets(tokens: Sequence[Token]) -> list[Token]:
    result: list[Token] = []
    host, words = '', ''
    for token in tokens:
        result.append(token)
        if token.type == 'link_open':
            host, words = _target(str(token.attrs.get('href', ''))), ''
        elif token.type == 'link_close':
            if host and not re.search(rf'(?<![\w.-]){re.escape(host)}(?![\w.-])', words.lower()):
                result.append(Token('text', '', 0, content=f' ({host})'))
            host = ''
        else:
            words += token.content
    return result


def _target(address: str) -> str:
    try:
        parts = urlsplit(address)
        return parts.path if parts.scheme == 'mailto' else (parts.hostname or '').lower()
    except ValueError:
        return ''


_MARKDOWN = _markdown()
