"""What an OpenDocument file says besides its text: how headings and lists look, the sheet, the title."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape

MEDIA_TYPE = 'application/vnd.oasis.opendocument.text'
_OASIS = 'urn:oasis:names:tc:opendocument:xmlns'
NAMES = {
    'office': f'{_OASIS}:office:1.0',
    'style': f'{_OASIS}:style:1.0',
    'text': f'{_OASIS}:text:1.0',
    'table': f'{_OASIS}:table:1.0',
    'meta': f'{_OASIS}:meta:1.0',
    'fo': f'{_OASIS}:xsl-fo-compatible:1.0',
    'svg': f'{_OASIS}:svg-compatible:1.0',
    'dc': 'http://purl.org/dc/elements/1.1/',
    'xlink': 'http://www.w3.org/1999/xlink',
}
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MEDIA_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
MONO = "'Liberation Mono', 'Courier New'"
_SPACES = ' '.join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
_SHEET = """<office:automatic-styles>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 style:print-orientation="portrait" fo:margin-top="2.5cm" fo:margin-bottom="1.5cm" fo:margin-left="2.5cm"
 fo:margin-right="2cm"/><style:footer-style><style:header-footer-properties fo:min-height="1cm"
 fo:margin-top="0.4cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
"""
_HEADINGS = (18, 15, 13, 12, 11, 11)
_LEVELS = 6
_PAGE = {'de': ('Seite ', ' von '), 'en': ('Page ', ' of ')}


def styles(language: str) -> str:
    """How everything looks, in sheets of A4 with page numbers."""
    name = 'en' if language == 'en' else 'de'
    before, between = _PAGE[name]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles {_SPACES} office:version="1.3">
<office:font-face-decls>
<style:font-face style:name="Sans" svg:font-family="'Atkinson Hyperlegible Next', 'Liberation Sans', Arial"
 style:font-family-generic="swiss"/>
<style:font-face style:name="Mono" svg:font-family="{MONO}"
 style:font-family-generic="modern"/>
</office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:line-height="130%" fo:orphans="2"
 fo:widows="2"/><style:text-properties style:font-name="Sans" fo:font-size="11pt" fo:language="{name}"
 fo:country="{'GB' if name == 'en' else 'DE'}"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
{_style('Text_20_body', 'Text body', 'fo:margin-bottom="0.25cm"')}
{''.join(_heading(level, size) for level, size in enumerate(_HEADINGS, 1))}
{_style('List', 'List', 'fo:margin-bottom="0.1cm"')}
{
        _style(
            'Quotations',
            'Quotations',
            'fo:margin-left="0.5cm" fo:padding-left="0.3cm" fo:margin-bottom="0.25cm"'
            ' fo:border-left="2pt solid #b9ad9b"',
        )
    }
{_style('Code', 'Code', 'fo:margin-bottom="0.25cm" fo:background-color="#f4efe7"', 'style:font-name="Mono"')}
{_style('Rule', 'Rule', 'fo:margin-bottom="0.4cm" fo:border-bottom="0.75pt solid #b9ad9b"')}
{_style('Table_20_Contents', 'Table Contents', '')}
{_style('Table_20_Heading', 'Table Heading', '', 'fo:font-weight="bold"')}
{_style('Footer', 'Footer', 'fo:text-align="end"', 'fo:font-size="9pt"')}
{
        _list(
            'Bullets',
            lambda level: (
                f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="{"•" if level % 2 else "–"}">'
            ),
            'bullet',
        )
    }
{
        _list(
            'Numbers',
            lambda level: (
                f'<text:list-level-style-number text:level="{level}" style:num-format="1" style:num-suffix=".">'
            ),
            'number',
        )
    }
{_list('Boxes', lambda level: f'<text:list-level-style-number text:level="{level}" style:num-format="">', 'number')}
</office:styles>
{_SHEET}<office:master-styles>
<style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer><text:p
 text:style-name="Footer">{before}<text:page-number/>{between}<text:page-count/></text:p></style:footer>
</style:master-page>
</office:master-styles>
</office:document-styles>
"""


def meta(title: str) -> str:
    """The title of the file."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta {_SPACES} office:version="1.3">
<office:meta><meta:generator>openOrchestrator</meta:generator><dc:title>{escape(title)}</dc:title></office:meta>
</office:document-meta>
"""


def _style(name: str, shown: str, paragraph: str, text: str = '') -> str:
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph"'
        f' style:parent-style-name="Standard"><style:paragraph-properties {paragraph}/>'
        f'<style:text-properties {text}/></style:style>'
    )


def _heading(level: int, size: int) -> str:
    return (
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" style:family="paragraph"'
        f' style:parent-style-name="Standard" style:next-style-name="Text_20_body"'
        f' style:default-outline-level="{level}"><style:paragraph-properties fo:margin-top="0.5cm"'
        ' fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>'
        f'<style:text-properties fo:font-size="{size}pt" fo:font-weight="bold"/></style:style>'
    )


def _list(name: str, opened: Callable[[int], str], kind: str) -> str:
    levels = ''.join(
        f'{opened(level)}<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        f'<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.6cm"'
        f' fo:margin-left="{0.6 * level:.1f}cm"/></style:list-level-properties></text:list-level-style-{kind}>'
        for level in range(1, _LEVELS + 1)
    )
    return f'<text:list-style style:name="{name}">{levels}</text:list-style>'
