"""The strict reader of template files: every mistake is named with its file and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.pipelines import (
    ForEach,
    InputKind,
    InputPart,
    OnlyIf,
    Op,
    Otherwise,
    Over,
    Shape,
    StepKind,
    Subject,
)
from app.services.template_files import read_file, read_folder
from app.services.template_tables import TemplateFileError

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


KINDS = (
    GOOD
    + """
[[steps]]
id = "zwei"
bot = "bot"
practice = "details"
shape = "fields"
columns = { de = ["Datum", "Betrag"], en = ["Date", "Amount"] }
for_each = { over = "rows", at_once = 2 }
only_if = { subject = "field", name = { de = "Art", en = "Kind" }, op = "is", value = "x", otherwise = "nothing" }
name = { de = "Zwei", en = "Two" }
instruction = { de = "Lies.", en = "Read." }

[[steps]]
id = "drei"
kind = "action"
settings = { action = "sum_table", column = { de = "Betrag", en = "Amount" }, how = "sum" }
name = { de = "Drei", en = "Three" }

[[steps]]
id = "vier"
kind = "ask"
input_source = ["previous", { text = { de = "## Hier", en = "## Here" } }]
only_if = { subject = "input", name = "thema", op = "not_empty" }
settings = { days = 3, then = "approve" }
name = { de = "Vier", en = "Four" }
instruction = { de = "Passt das?", en = "Is it fine?" }
"""
)


def test_steps_of_all_kinds_are_read_in_both_languages(tmp_path: Path) -> None:
    file = read_file(write(tmp_path, KINDS))
    (_, two, three, four), german = file.in_language('en').steps, file.in_language('de').steps
    assert (two.shape, two.columns, german[1].columns) == (Shape.FIELDS, ('Date', 'Amount'), ('Datum', 'Betrag'))
    assert two.for_each == ForEach(over=Over.ROWS, at_once=2)
    assert two.only_if == OnlyIf(subject=Subject.FIELD, name='Kind', op=Op.IS, value='x', otherwise=Otherwise.NOTHING)
    assert (three.kind, three.bot_id, three.practice) == (StepKind.ACTION, '', '')
    assert three.settings == {'action': 'sum_table', 'column': 'Amount', 'how': 'sum'}
    assert german[2].settings['column'] == 'Betrag'
    assert (four.kind, four.settings, four.instruction) == (StepKind.ASK, {'days': 3, 'then': 'approve'}, 'Is it fine?')
    assert four.input_source == (InputPart('previous'), InputPart('text', ref='## Here'))
    assert german[3].only_if == OnlyIf(subject=Subject.INPUT, name='thema', op=Op.NOT_EMPTY)


@pytest.mark.parametrize(
    ('old', 'new', 'field'),
    [
        ('kind = "action"', 'kind = "robot"', 'steps.2.kind'),
        ('kind = "action"', 'kind = "recipe"', 'steps.2.kind'),
        ('kind = "action"', 'kind = "action"\nbot = "bot"', 'steps.2.bot'),
        ('kind = "action"', 'kind = "action"\npractice = "details"', 'steps.2.practice'),
        ('kind = "ask"', 'kind = "ask"\nshape = "table"', 'steps.3.shape'),
        ('kind = "ask"', 'kind = "ask"\nbot = "anderer"', 'steps.3.bot'),
        ('practice = "details"', 'practice = "details"\nsettings = {}', 'steps.1.settings'),
        ('action = "sum_table"', 'action = "format_disk"', 'steps.2.settings.action'),
        ('action = "sum_table", ', '', 'steps.2.settings.action'),
        ('how = "sum"', 'how = "guess"', 'steps.2.settings.how'),
        ('how = "sum"', 'hwo = "sum"', 'steps.2.settings.hwo'),
        ('column = { de = "Betrag", en = "Amount" }, ', '', 'steps.2.settings.column'),
        ('column = { de = "Betrag", en = "Amount" }', 'column = { de = "Betrag" }', 'steps.2.settings.column.en'),
        ('column = { de = "Betrag", en = "Amount" }', 'column = 3', 'steps.2.settings.column'),
        ('then = "approve"', 'then = "shrug"', 'steps.3.settings.then'),
        ('days = 3', 'days = 0', 'steps.3.settings.days'),
        ('days = 3', 'hours = 3', 'steps.3.settings.hours'),
        ('shape = "fields"', 'shape = "cloud"', 'steps.1.shape'),
        ('shape = "fields"', '', 'steps.1.columns'),
        ('["Date", "Amount"]', '["Date"]', 'steps.1.columns.en'),
        ('["Date", "Amount"]', '["Date", "Date"]', 'steps.1.columns.en'),
        ('over = "rows"', 'over = "moons"', 'steps.1.for_each.over'),
        ('at_once = 2', 'at_once = 0', 'steps.1.for_each.at_once'),
        ('at_once = 2', 'at_once = true', 'steps.1.for_each.at_once'),
        ('subject = "field"', 'subject = "weather"', 'steps.1.only_if.subject'),
        ('subject = "field"', 'subject = "text"', 'steps.1.only_if.name'),
        ('op = "is"', 'op = "yes"', 'steps.1.only_if.op'),
        ('otherwise = "nothing"', 'otherwise = "panic"', 'steps.1.only_if.otherwise'),
        ('name = "thema", op', 'name = "titel", op', 'steps.3.only_if.name'),
        ('{ de = "## Hier", en = "## Here" }', '{ de = "## Hier" }', 'steps.3.input_source.1.text.en'),
        ('{ text = { de = "## Hier", en = "## Here" } }', '{ text = 3 }', 'steps.3.input_source'),
        ('subject = "input", name = "thema", op = "not_empty"', 'subject = "question", name = "Ja?", op = "yes"',
         'steps.3.only_if.subject'),
    ],
)  # fmt: skip
def test_a_mistake_in_a_step_of_any_kind_is_named(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in KINDS
    with pytest.raises(TemplateFileError) as caught:
        read_file(write(tmp_path, KINDS.replace(old, new, 1)))
    assert (caught.value.params['file'], caught.value.params['field']) == ('probe.toml', field)


def test_an_example_is_one_of_the_choices(tmp_path: Path) -> None:
    choices = 'kind = "choice"\nchoices = { de = ["Rot", "Blau"], en = ["Red", "Blue"] }'
    with pytest.raises(TemplateFileError) as caught:
        read_file(write(tmp_path, GOOD.replace('required = true', f'required = true\n{choices}', 1)))
    assert caught.value.params['field'] == 'inputs.0.example.de'


WITH_FOLDER = (
    GOOD.replace(
        """input_source = ["start"]
""",
        """input_source = ["start", { workspace = "belege" }, { workspace = "belege", document = "Preise.txt" }]
output_target = ["next", { workspace = "belege", document = { de = "Liste {date}.docx", en = "List {date}.docx" } }]
""",
    )
    + """
[[folders]]
key = "belege"
emoji = "🧾"
name = { de = "Belege", en = "Receipts" }
description = { de = "Alle Belege.", en = "All receipts." }
bots = ["bot"]
"""
)


def test_folders_are_read_with_who_may_read_them_and_what_is_put_there(tmp_path: Path) -> None:
    template = read_file(write(tmp_path, WITH_FOLDER)).in_language('en')
    [folder], [step] = template.folders, template.steps
    assert (folder.key, folder.name, folder.emoji, folder.bots) == ('belege', 'Receipts', '🧾', ('bot',))
    assert [part.to_json() for part in step.input_source[1:]] == [
        {'workspace': 'belege'},
        {'workspace': 'belege', 'document': 'Preise.txt'},
    ]
    assert step.output_target[1].to_json() == {'workspace': 'belege', 'document': 'List {date}.docx'}


@pytest.mark.parametrize(
    ('old', 'new', 'field'),
    [
        ('bots = ["bot"]', 'bots = ["fremd"]', 'folders.0.bots'),
        ('bots = ["bot"]', 'bots = []', 'steps.0.input_source'),
        ('bots = ["bot"]', 'bots = "bot"', 'folders.0.bots'),
        ('key = "belege"', 'key = "anders"', 'folders'),
        ('bots = ["bot"]', 'bots = ["bot"]\nowner = "anna"', 'folders.0.owner'),
        ('de = "Liste {date}.docx"', 'de = "../Liste.docx"', 'steps.0.output_target.1.document'),
        ('de = "Liste {date}.docx"', 'de = "Liste {secret}.docx"', 'steps.0.output_target.1.document'),
        (
            '["next", { workspace = "belege", document',
            '["next", { workspace = "weg", document',
            'steps.0.output_target',
        ),
        (
            '["next", { workspace = "belege", document',
            '["next", { ordner = "belege", document',
            'steps.0.output_target.1.ordner',
        ),
    ],
)
def test_a_folder_that_does_not_fit_is_named(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in WITH_FOLDER
    with pytest.raises(TemplateFileError) as caught:
        read_file(write(tmp_path, WITH_FOLDER.replace(old, new)))
    assert caught.value.params['field'] == field


def test_a_folder_nobody_uses_is_named(tmp_path: Path) -> None:
    folder = WITH_FOLDER[WITH_FOLDER.index('[[folders]]') :]
    with pytest.raises(TemplateFileError, match='no step uses belege'):
        read_file(write(tmp_path, GOOD + folder))
