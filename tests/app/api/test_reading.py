"""Reading a file for somebody: its words come back, and nothing of it stays."""

from __future__ import annotations

import io

import docx

from tests.app.api.conftest import Site


def letter(*paragraphs: str) -> bytes:
    """A Word file."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


async def test_the_words_of_a_word_file_come_back(site: Site) -> None:
    content = letter('Liebe Oma Käthe,', 'am Sonntag gibt es Kuchen.')
    answer = await site.http.post('/api/read', files={'file': ('Brief.docx', content)})
    assert answer.status_code == 200
    assert answer.json()['name'] == 'Brief.docx'
    assert 'Liebe Oma Käthe,\n\nam Sonntag gibt es Kuchen.' in answer.json()['text']


async def test_nothing_of_the_file_is_kept(site: Site) -> None:
    await site.http.post('/api/read', files={'file': ('Tagebuch.txt', b'streng geheim')})
    kept = [path for path in site.services.config.data_dir.rglob('*') if path.is_file()]
    assert all(b'streng geheim' not in path.read_bytes() for path in kept)
    assert not [path for path in kept if 'incoming' in path.name]


async def test_a_file_without_words_is_refused_with_a_sentence(site: Site) -> None:
    answer = await site.http.post('/api/read', files={'file': ('leer.txt', b'')})
    assert (answer.status_code, answer.json()['type']) == (422, '/problems/doc_empty')
    assert answer.json()['title'] and answer.json()['hint']


async def test_a_kind_of_file_nobody_reads_is_named(site: Site) -> None:
    answer = await site.http.post('/api/read', files={'file': ('lied.mp3', b'ID3\x04\x00\x00' + b'\x00' * 900)})
    assert (answer.status_code, answer.json()['type']) == (422, '/problems/type')
