"""The strict reader of template files: every mistake is named with its file and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.pipelines import InputKind, InputPart
from app.services.template_files import TemplateFileError, read_file, read_folder

GOOD = """
order = 1
emoji = "📋"
name = { de = "Test", en = "Test" }
description = { de = "Ein Test.", en = "A test." }
category = { de = "Alltag", en = "Everyday" }

[[inputs]]
key = "thema"
required = true
label = { de = "Worum geht es?", en = "What about?" }
help = { de = "Ein Satz.", en = "One sentence." }
example = { de = "Rosen", en = "Roses" }

[[bots]]
key = "bot"
emoji = "🤖"
name = { de = "Bot", en = "Bot" }
description = { de = "Hilft.", en = "Helps." }
system_prompt = { de = "Hilf.", en = "Help." }

[[steps]]
id = "eins"
bot = "bot"
practice = "article"
input_source = ["start"]
name = { de = "Eins", en = "One" }
instruction = { de = "Tu es.", en = "Do it." }
"""


def write(folder: Path, text: str, name: str = 'probe.toml') -> Path:
    path = folder / name
    path.write_text(text, 'utf-8')
    return path


def test_a_good_file_is_read_in_both_languages(tmp_path: Path) -> None:
    file = read_file(write(tmp_path, GOOD))
    template = file.in_language('en')
    assert (template.id, template.name, template.category) == ('probe', 'Test', 'Everyday')
    assert template.inputs[0].kind is InputKind.TEXT and template.inputs[0].required
    assert template.steps[0].input_source == (InputPart('start'),)
    assert dict(template.example_inputs) == {'thema': 'Roses'}


@pytest.mark.parametrize(
    ('old', 'new', 'field'),
    [
        ('order = 1', 'order = "1"', 'order'),
        ('emoji = "📋"', 'emoji = ""', 'emoji'),
        ('name = { de = "Test", en = "Test" }', 'name = { de = "Test" }', 'name.en'),
        ('name = { de = "Test", en = "Test" }', 'name = "Test"', 'name'),
        ('order = 1', 'order = 1\ncolour = "red"', 'colour'),
        ('required = true', 'required = "ja"', 'inputs.0.required'),
        ('required = true', 'kind = "slider"', 'inputs.0.kind'),
        ('required = true', 'kind = "choice"', 'inputs.0.choices'),
        ('key = "thema"', 'key = "Thema!"', 'inputs.0.key'),
        ('help = { de = "Ein Satz.", en = "One sentence." }', '', 'inputs.0.help'),
        ('example = { de = "Rosen", en = "Roses" }', 'example = { de = "", en = "Roses" }', 'inputs.0.example.de'),
        ('system_prompt = { de = "Hilf.", en = "Help." }', '', 'bots.0.system_prompt'),
        ('bot = "bot"', 'bot = "anderer"', 'steps.0.bot'),
        ('practice = "article"', '', 'steps.0.practice'),
        ('input_source = ["start"]', 'input_source = [{ step = "zwei" }]', 'steps.0.input_source'),
        ('input_source = ["start"]', 'input_source = [{ input = "titel" }]', 'steps.0.input_source'),
        ('input_source = ["start"]', 'input_source = ["irgendwas"]', 'steps.0.input_source'),
        ('input_source = ["start"]', 'input_source = [{ step = "eins" }]', 'steps.0.input_source'),
        ('id = "eins"', 'id = "eins"\ncode = "import os"', 'steps.0.code'),
    ],
)
def test_a_mistake_is_named_with_its_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in GOOD
    with pytest.raises(TemplateFileError) as caught:
        read_file(write(tmp_path, GOOD.replace(old, new, 1)))
    assert (caught.value.params['file'], caught.value.params['field']) == ('probe.toml', field)


@pytest.mark.parametrize('text', ['name = ', '\udcff', 'order = 1\norder = 2'])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / 'probe.toml'
    path.write_bytes(text.encode('utf-8', 'surrogateescape'))
    with pytest.raises(TemplateFileError) as caught:
        read_file(path)
    assert caught.value.params['file'] == 'probe.toml'


def test_a_bot_nobody_uses_is_a_mistake(tmp_path: Path) -> None:
    extra = GOOD.replace(
        '[[steps]]', GOOD[GOOD.index('[[bots]]') : GOOD.index('[[steps]]')].replace('"bot"', '"b2"') + '[[steps]]'
    )
    with pytest.raises(TemplateFileError, match='config_template'):
        read_file(write(tmp_path, extra))


def test_a_folder_is_read_in_gallery_order(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace('order = 1', 'order = 7'), 'a.toml')
    write(tmp_path, GOOD, 'b.toml')
    assert list(read_folder(tmp_path)) == ['b', 'a']
