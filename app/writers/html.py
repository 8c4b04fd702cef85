"""A web page in one file: loads nothing, runs nothing, prints well."""

from __future__ import annotations

from html import escape

from app.domain.text import Text
from app.writers.base import EMPTY, Letterhead, clean
from app.writers.blocks import parser

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.2rem/1.6 Georgia, serif }}
h1, h2, h3 {{ line-height: 1.25 }}
table {{ border-collapse: collapse }} th, td {{ border: 1px solid; padding: .4rem .7rem; text-align: left }}
pre {{ white-space: pre-wrap }} blockquote {{ margin-left: 0; padding-left: 1rem; border-left: .25rem solid }}
</style>
</head>
<body>
{body}</body>
</html>
"""


class HtmlWriter:
    """For every browser."""

    key = ending = 'html'
    title = Text('Seite für den Browser (.html)', 'Page for the browser (.html)')
    help = Text('Geht in jedem Browser auf.', 'Opens in every browser.')
    rank = 70

    def write(self, text: str, *, title: str, language: str, letterhead: Letterhead = EMPTY) -> bytes:
        """The page; whatever looks like a tag in the text stays text."""
        body = parser().render(clean(text))
        page = PAGE.format(language='en' if language == 'en' else 'de', title=escape(clean(title)), body=body)
        return page.encode('utf-8', 'replace')


PLUGIN = HtmlWriter()
