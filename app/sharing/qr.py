"""Makes the small squares of a QR code."""

from __future__ import annotations

from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel

Matrix = tuple[tuple[bool, ...], ...]
MAX_LETTERS = 3_729  # a code of 165 squares; phones give up on larger ones


def matrix(text: str) -> Matrix | None:
    """The code of a text of capitals and digits; None when it would be too fine to read."""
    if len(text) > MAX_LETTERS:
        return None
    code = QRCode(None, QRErrorCorrectLevel.L)
    code.addData(QRAlphaNum(text))
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)
