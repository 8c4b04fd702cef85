"""Where tesseract is, the program that recognises text in pictures, and which of our languages it has."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

NEEDED, LANGUAGES = 'deu', ('deu', 'eng')
_WINDOWS = 'C:/Program Files/Tesseract-OCR/tesseract.exe'  # its installer leaves PATH as it is
_DATA = (
    'tessdata',  # Windows: beside the program
    '../share/tessdata',
    '../share/tesseract/tessdata',
    '../share/tesseract-ocr/5/tessdata',
    '../share/tesseract-ocr/4.00/tessdata',
)


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program with the folder of its languages."""

    program: str
    data: Path
    languages: tuple[str, ...]

    @property
    def command(self) -> list[str]:
        """What to start: a picture goes in, its text comes out."""
        return [self.program, 'stdin', 'stdout', '--tessdata-dir', str(self.data), '-l', '+'.join(self.languages)]


def find_tesseract() -> Tesseract | None:
    """Only looks at files (a few microseconds each), so it can be asked as often as one likes."""
    program = shutil.which('tesseract') or shutil.which(_WINDOWS)
    if program is None:
        return None
    home = Path(program).resolve().parent
    for data in (home.joinpath(folder) for folder in _DATA):
        languages = tuple(language for language in LANGUAGES if data.joinpath(f'{language}.traineddata').is_file())
        if NEEDED in languages:
            return Tesseract(program, data.resolve(), languages)
    return None
