"""What is handed on comes out as it went in; what was touched on the way is refused."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import AppError, Invalid
from app.domain.sharing import Shared
from app.sharing import seal
from app.sharing.file import file_name, read_file, write_file
from app.sharing.strict import from_table
from app.sharing.table import BOT_SETTINGS, to_table
from app.sharing.toml_writer import write
from tests.app.sharing.samples import EVERYTHING, MAIN, WITH_FOLDERS, shared
from tests.sources import ROOT

KEY, OTHER_KEY = seal.new_key(), seal.new_key()


def altered(content: bytes, old: str, new: str) -> bytes:
    assert old.encode() in content
    return content.replace(old.encode(), new.encode())


@settings(deadline=None, max_examples=60)
@given(shared())
def test_whatever_a_file_may_hold_comes_back(given_: Shared) -> None:
    assert read_file(write_file(given_)).shared == given_


def test_all_step_kinds_travel() -> None:
    opened = read_file(write_file(EVERYTHING))
    assert opened.shared == EVERYTHING
    assert opened.signature is None


def test_the_file_is_something_a_person_can_read() -> None:
    text = write_file(EVERYTHING).decode()
    assert 'name = "Rechnungen prüfen"' in text and '\nLies die Rechnung.\nNenne den Betrag."""' in text
    assert 'timeout_s = 600' not in text and 'idle_timeout_s = 30' in text  # what is as usual is left out
    table = tomllib.loads(text)
    assert (table['format'], table['kind'], list(table)[-1]) == (1, 'recipe', 'seal')


def test_spaces_comments_and_line_ends_do_no_harm() -> None:
    content = write_file(EVERYTHING, KEY, 'Anna').replace(b' = ', b'   =  ').replace(b'\n\n[', b'\n# hier\n\n\n[')
    assert read_file(content.replace(b'\n', b'\r\n')).shared == EVERYTHING


@pytest.mark.parametrize(('old', 'new'), [('Kürze.', 'Kürze!'), ('retries = 0', 'retries = 1'), ('Anna', 'Anni')])
def test_a_letter_changed_breaks_the_seal(old: str, new: str) -> None:
    with pytest.raises(seal.BrokenSeal):
        read_file(altered(write_file(EVERYTHING), old, new))


def test_a_file_without_a_seal_is_unsigned_and_fine() -> None:
    opened = read_file(write(to_table(EVERYTHING)).encode())
    assert opened.shared == EVERYTHING and opened.signature is None
    assert opened.sha256 == read_file(write_file(EVERYTHING)).sha256


def test_a_signature_says_who_vouches() -> None:
    opened = read_file(write_file(EVERYTHING, KEY, 'Anna Müller'))
    assert opened.signature is not None
    assert (opened.signature.name, opened.signature.public_key) == ('Anna Müller', seal.public_key_of(KEY))


def test_a_signature_under_another_name_or_content_or_key_is_refused() -> None:
    content = write_file(EVERYTHING, KEY, 'Anna')
    sealed = seal.sealed(to_table(EVERYTHING), KEY, 'Anna')
    by_other = seal.sealed(to_table(replace(EVERYTHING, made_by='Ben')), OTHER_KEY, 'Anna')
    forged = [
        altered(content, 'name = "Anna"', 'name = "Ben"'),
        write({**sealed, 'seal': {**sealed['seal'], 'public_key': seal.public_key_of(OTHER_KEY)}}).encode(),
        write({**sealed, 'seal': {**sealed['seal'], 'signature': by_other['seal']['signature']}}).encode(),
        write({**sealed, 'seal': {name: sealed['seal'][name] for name in ('sha256', 'signature')}}).encode(),
        write({**sealed, 'seal': {**sealed['seal'], 'public_key': 'A' * 43 + '='}}).encode(),
    ]
    for file in forged:
        with pytest.raises(seal.BrokenSeal):
            read_file(file)


def test_two_keys_have_two_fingerprints() -> None:
    assert seal.fingerprint(seal.public_key_of(KEY)) != seal.fingerprint(seal.public_key_of(OTHER_KEY))
    assert seal.fingerprint(seal.public_key_of(KEY)) == seal.fingerprint(seal.public_key_of(KEY))


HARMFUL = {
    'an unknown field': ({'command': 'rm -rf /'}, 'command'),
    'a schedule': ({'recipes.0.schedule': {'kind': 'cron'}}, 'recipes.0.schedule'),
    'switched on': ({'recipes.0.is_on': True}, 'recipes.0.is_on'),
    'an owner': ({'recipes.0.owner': 'owner'}, 'recipes.0.owner'),
    'a connection': ({'connections': [{'base_url': 'http://evil.example'}]}, 'connections'),
    'a model': ({'bots.0.model': 'practice/x'}, 'bots.0.model'),
    'an address in the settings of a bot': ({'bots.0.settings': {'base_url': 'http://x'}}, 'bots.0.settings.base_url'),
    'a bot of ours by its id': ({'recipes.0.steps.0.bot': 'texter-k3v9x2qa'}, 'recipes.0.steps.0.bot'),
    'a recipe by its id': (
        {'recipes.0.steps.4.settings': {'recipe': 'x1'}},
        'recipes.0.steps.4.settings.recipe',
    ),
    'a folder by its id': ({'recipes.0.steps.0.input_source': [{'workspace': 'x'}]}, 'recipes.0.steps.0'),
    'a folder by a path': (
        {'recipes.0.steps.0.input_source': [{'workspace': '../../etc'}]},
        'recipes.0.steps.0.input_source.0.workspace',
    ),
    'a folder nobody needs': ({'folders': [{'key': 'f', 'name': 'Falle'}]}, 'folders'),
    'a folder with an owner': ({'folders': [{'key': 'f', 'name': 'Falle', 'owner': 'anna'}]}, 'folders.0.owner'),
    'a folder for a bot of ours': ({'folders': [{'key': 'f', 'name': 'F', 'bots': ['texter-k3']}]}, 'folders.0.bots.0'),
    'files in a folder': ({'folders': [{'key': 'f', 'name': 'F', 'documents': ['a.txt']}]}, 'folders.0.documents'),
    'a kind nobody knows': ({'recipes.0.steps.0.kind': 'shell'}, 'recipes.0.steps.0.kind'),
    'a kind that is no word': ({'recipes.0.steps.0.kind': 5}, 'recipes.0.steps.0.kind'),
    'a day in place of a text': ({'recipes.0.name': {'x': 1}}, 'recipes.0.name'),
    'a number that is none': ({'recipes.0.steps.0.timeout_s': float('nan')}, 'recipes.0.steps.0.timeout_s'),
    'a huge number': ({'recipes.0.steps.0.retries': 10**4000}, 'recipes.0.steps.0.retries'),
    'yes for a number': ({'recipes.0.steps.0.retries': True}, 'recipes.0.steps.0.retries'),
    'a name that runs backwards': ({'recipes.0.name': 'Brief\u202egpj'}, 'recipes.0.name'),
    'a maker nobody can see': ({'made_by': '\u200b'}, 'made_by'),
    'a picture that is a text': ({'bots.0.emoji': 'Geprüft'}, 'bots.0.emoji'),
    'a NUL': ({'recipes.0.steps.0.instruction': 'a\x00b'}, 'recipes.0.steps.0.instruction'),
    'a text without end': ({'recipes.0.steps.0.instruction': 'x' * 50_001}, 'recipes.0.steps.0.instruction'),
    'a thousand steps': ({'recipes.0.steps': [{'key': 's'}] * 1000}, 'recipes.0.steps'),
    'the same key twice': ({'recipes.0.steps': [{'key': 's', 'bot': 'texter'}] * 2}, 'recipes.0.steps.1.key'),
    'a key that is a path': ({'recipes.0.key': '../../etc'}, 'recipes.0.key'),
    'a bot nobody needs': ({'bots.1.key': 'spion'}, 'bots'),
    'an example for no field': ({'recipes.0.example_inputs': {'pin': '1'}}, 'recipes.0.example_inputs.pin'),
    'no recipe at all': ({'recipes': []}, 'recipes'),
    'another kind than it says': ({'kind': 'bot'}, 'bots'),
    'a seal that is no seal': ({'seal': {'sha256': 'x'}}, 'seal.sha256'),
}


@pytest.mark.parametrize('name', HARMFUL)
def test_what_has_no_place_in_a_file_is_refused_with_its_path(name: str) -> None:
    changes, path = HARMFUL[name]
    table = to_table(EVERYTHING)
    for place, value in changes.items():
        *way, last = place.split('.')
        holder = table
        for step in way:
            holder = holder[int(step) if step.isdigit() else step]
        holder[last] = value
    with pytest.raises(Invalid) as refused:
        from_table(table)
    assert path in [problem.path for problem in refused.value.problems]
    assert refused.value.key == 'shared_invalid'


def test_recipes_inside_each_other_or_inside_none_are_refused() -> None:
    table = to_table(EVERYTHING)
    table['recipes'][1]['steps'].append({'key': 'z', 'kind': 'recipe', 'settings': {'recipe': 'haupt'}})
    with pytest.raises(Invalid) as refused:
        from_table(table)
    assert {problem.key for problem in refused.value.problems} == {'recipe_circle'}
    loose = replace(EVERYTHING, recipes=(*EVERYTHING.recipes, replace(MAIN, key='loose')))
    with pytest.raises(Invalid) as refused:
        from_table(to_table(loose))
    assert [problem.key for problem in refused.value.problems] == ['shared_loose']


def test_a_file_of_a_later_version_says_so() -> None:
    with pytest.raises(AppError, match='shared_newer'):
        from_table({**to_table(EVERYTHING), 'format': 3})


def test_folders_travel_by_name_and_say_so_to_older_programs() -> None:
    assert read_file(write_file(WITH_FOLDERS, KEY, 'Anna')).shared == WITH_FOLDERS
    assert to_table(WITH_FOLDERS)['format'] == 2 and to_table(EVERYTHING)['format'] == 1


def test_a_folder_that_is_not_there_is_no_folder() -> None:
    table = to_table(WITH_FOLDERS)
    table['folders'][0]['key'] = 'andere'
    with pytest.raises(Invalid) as refused:
        from_table(table)
    assert {problem.key for problem in refused.value.problems} == {'shared_missing', 'shared_loose'}


@given(st.text(max_size=60))
def test_every_title_makes_a_file_name(title: str) -> None:
    name = file_name(title)
    assert name and not set(name) & set('/\\:*?"<>|\x00\n') and not name.startswith('.') and len(name) <= 80


def test_the_file_in_the_documentation_is_one() -> None:
    page = (ROOT / 'docs' / 'sharing.md').read_text('utf-8')
    [example] = re.findall(r'```toml\n(.*?)```', page, re.DOTALL)
    shared = read_file(example.encode()).shared
    assert [step.id for step in shared.recipes[0].steps] == ['schreiben', 'fragen']
    assert all(f'`{name}`' in page for name in BOT_SETTINGS)
