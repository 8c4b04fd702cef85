"""Documents made here, one function per kind, all with umlauts and (where the kind has them) a table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from docx import Document
from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from tests.sources import ROOT

SENTENCE = 'Über den Wölfen heißt es: Größe zählt für 12,50 € – „schön“.'
ROWS = (('Name', 'Betrag'), ('Jürgen Weiß', '1.234,50 €'), ('Änne | Söhne', '−3,00'))
TABLE = '| Name | Betrag |\n| --- | --- |\n| Jürgen Weiß | 1.234,50 € |\n| Änne \\| Söhne | −3,00 |'
FONT = ROOT / 'assets' / 'fonts' / 'dejavu-sans-400.ttf'


def txt(encoding: str = 'utf-8') -> bytes:
    """A text as Windows, the web or an old editor stores it."""
    return f'{SENTENCE}\r\n\r\nZweiter Absatz.'.encode(encoding)


def pdf(
    pages: int = 1, password: str = '', pictures: Sequence[Image.Image] = (), lines: int = 0, first: str = ''
) -> bytes:
    """Pages with a number, a divided word and two columns; then one for each picture, or an empty one."""
    made = io.BytesIO()
    encrypt = StandardEncryption(password, strength=128) if password else None
    paper = canvas.Canvas(made, encrypt=encrypt, pageCompression=1)
    for number in range(1, pages + 1):
        paper.setFont(_font(), 12)
        paper.drawString(60, 780, first or f'Seite {number} von {pages}')
        paper.drawString(60, 740, SENTENCE)
        paper.drawString(60, 725, 'Heute feiern wir im Vereins-')
        paper.drawString(60, 710, 'haus, mit E-Mail-')
        paper.drawString(60, 695, 'Adresse und Vor-')
        paper.drawString(60, 680, 'und Nachteilen.')
        for row, (left, right) in enumerate(ROWS):
            paper.drawString(60, 600 - 15 * row, left)
            paper.drawString(300, 600 - 15 * row, right)
        for line in range(lines):
            paper.drawString(60, 540 - 13 * line, SENTENCE)
        paper.showPage()
    for picture in pictures:
        paper.drawImage(ImageReader(picture), 0, 0, 595, 842)
        paper.showPage()
    if not pages and not pictures:
        paper.showPage()
    paper.save()
    return made.getvalue()


def form() -> bytes:
    """A PDF form in which somebody has written their name."""
    made = io.BytesIO()
    paper = canvas.Canvas(made)
    paper.drawString(60, 780, 'Antrag auf einen Kleingarten, bitte ausfüllen:')
    paper.acroForm.textfield(value='Jürgen Weiß', x=60, y=700, width=300, height=40)
    paper.save()
    return made.getvalue()


def written_picture(lines: Sequence[str] = ('Größe und Öl', 'für schöne Äpfel', 'Straße 12')) -> Image.Image:
    """A page as a scanner makes it: the letters are drawn."""
    picture = Image.new('RGB', (1240, 1754), 'white')
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        pen.text((120, 150 + 90 * row), line, fill='black', font=ImageFont.truetype(str(FONT), 48))
    return picture


def image(kind: str, picture: Image.Image | None = None, **more: object) -> bytes:
    """A picture file."""
    made = io.BytesIO()
    (picture or written_picture()).save(made, kind, **more)
    return made.getvalue()


def docx(empty: bool = False) -> bytes:
    """With a heading, lists, a table, a header, a footer."""
    document = Document()
    if empty:
        return _saved(document)
    document.sections[0].header.paragraphs[0].text = 'Verein der Bücherwürmer'
    document.sections[0].footer.paragraphs[0].text = 'Fußzeile'
    document.add_heading('Jahresbericht', 0)
    document.add_heading('Über uns', 1)
    document.add_paragraph(SENTENCE)
    for text in ('Äpfel', 'Öl'):
        document.add_paragraph(text, style='List Bullet')
    for text in ('zuerst', 'danach'):
        document.add_paragraph(text, style='List Number')
    table = document.add_table(0, 2)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph('Danach kommt noch ein Absatz.')
    return _saved(document)


def odt(body: str = '', extra: dict[str, bytes] | None = None) -> bytes:
    """The least that LibreOffice opens."""
    rows = ''.join(
        '<table:table-row>'
        + ''.join(f'<table:table-cell><text:p>{cell}</text:p></table:table-cell>' for cell in row)
        + '</table:table-row>'
        for row in ROWS
    )
    body = body or (
        '<text:h text:outline-level="2">Über uns</text:h>'
        f'<text:p>{SENTENCE}<text:note><text:note-citation>1</text:note-citation>'
        '<text:note-body><text:p>Eine Fußnote</text:p></text:note-body></text:note>'
        ' Und<text:s text:c="2"/>weiter.</text:p>'
        '<text:list><text:list-item><text:p>Äpfel</text:p></text:list-item>'
        '<text:list-item><text:p>Öl</text:p><text:list><text:list-item><text:p>Rapsöl</text:p></text:list-item>'
        '</text:list></text:list-item></text:list>'
        f'<table:table>{rows}</table:table>'
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        + ' '.join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ('office', 'text', 'table')
        )
        + f'><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    )
    return archive(
        {
            'mimetype': b'application/vnd.oasis.opendocument.text',
            'content.xml': content.encode(),
            'META-INF/manifest.xml': b'<manifest/>',
            **(extra or {}),
        }
    )


def xlsx(empty: bool = False) -> bytes:
    """Two sheets; numbers, money, days, a postcode and a percentage as numbers with formats."""
    book = Workbook()
    if empty:
        return _saved(book)
    sheet = book.active
    assert sheet is not None
    sheet.title = 'Ausgaben März'
    sheet.append(['Haushaltsbuch'])
    sheet.append(['Was', 'Wann', 'Betrag', 'Anteil', 'PLZ', 'Zahl'])
    sheet.append(['Äpfel', datetime(2026, 3, 2), 1234.5, 0.19, 1067, 1.234])
    for cell, shape in (('C3', '#,##0.00\\ "€"'), ('D3', '0%'), ('E3', '00000')):
        sheet[cell].number_format = shape
    second = book.create_sheet('Größen')
    second.append(['Straße', 'Größe'])
    second.append(['Höhenweg', 42])
    return _saved(book)


def csv(encoding: str = 'utf-8-sig', sign: str = ';') -> bytes:
    """As a German Excel or a bank writes it."""
    lines = (sign.join(f'"{cell}"' if sign in cell else cell for cell in row) for row in ROWS)
    return '\r\n'.join(lines).encode(encoding, 'replace')


def html(encoding: str = 'utf-8') -> bytes:
    """A page with everything round about that nobody wants to read."""
    rows = ''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for row in ROWS)
    return (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>Titel</title>'
        '<style>p{color:red}</style></head>'
        '<body><nav>Menü</nav><h1>Über uns</h1><script>alert("böse")</script>'
        f'<p>{SENTENCE} <b>Fett</b> und<br>neue Zeile.</p><p style="display: none">versteckt</p>'
        f'<ul><li>Äpfel</li><li>Öl<ol><li>Rapsöl</li></ol></li></ul><table>{rows}</table><footer>Impressum</footer>'
        '</body></html>'
    ).encode(encoding, 'xmlcharrefreplace')


def eml(only_html: bool = False) -> bytes:
    """A mail in two forms with an attachment."""
    message = EmailMessage()
    message['Subject'] = 'Grüße aus Köln'
    message['From'] = 'Jürgen Weiß <juergen@example.org>'
    message['To'] = 'Änne <aenne@example.org>'
    message['Date'] = 'Mon, 02 Mar 2026 14:30:00 +0100'
    message['Message-ID'] = '<1@example.org>'
    if only_html:
        message.set_content(f'<p>{SENTENCE}</p><script>x</script>', subtype='html')
    else:
        message.set_content(SENTENCE)
        message.add_alternative(f'<p>{SENTENCE} <img src="http://x/"></p>', subtype='html')
    message.add_attachment(b'%PDF', maintype='application', subtype='pdf', filename='Übersicht.pdf')
    return message.as_bytes()


def old_office(encrypted: bool) -> bytes:
    """The beginning of a file of Office 97, or of a newer one behind a password."""
    name = 'EncryptedPackage' if encrypted else 'WordDocument'
    return b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(5000) + name.encode('utf-16-le') + bytes(500)


def archive(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP with these entries."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, 'w', compression) as packed:
        for name, data in entries.items():
            packed.writestr(name, data, zipfile.ZIP_STORED if name == 'mimetype' else compression)
    return made.getvalue()


def changed(office_file: bytes, entry: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same Office file with one entry changed, or added."""
    with zipfile.ZipFile(io.BytesIO(office_file)) as packed:
        entries = {name: packed.read(name) for name in packed.namelist()}
    return archive(entries | {entry: change(entries.get(entry, b''))})


def _saved(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _font() -> str:
    if 'Corpus' not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont('Corpus', str(FONT)))
    return 'Corpus'
