"""Rules the source has to keep: what may never be called, who may join paths, which routes are public."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from app.web.sessions import PUBLIC_ROUTES
from tests.sources import ROOT, imports, python_files

UI = python_files('pages', 'components')
ALL = python_files('app', 'pages', 'components')

# They draw text as HTML, fetch what text names, or serve files without asking who wants them.
FORBIDDEN_IN_PAGES = {
    'add_body_html',
    'add_css',
    'add_media_file',
    'add_media_files',
    'add_scss',
    'chat_message',
    'interactive_image',
    'markdown',
    'mermaid',
    'restructured_text',
    'upload',
}
# The one wrapper of each thing that is harmless in one place only.
ONE_PLACE = {
    'html': 'components/rich_text.py',  # what render_untrusted returned
    'add_head_html': 'components/design.py',  # our own lines; they get the nonce
    'add_static_files': 'components/design.py',  # fonts
    'add_static_file': 'components/design.py',
}
# Files that put folders and names together. Each was looked at: the name is made by us, checked by app/paths.py, or
# the end of a path that is already inside. A new file here needs the same look.
PATH_JOINERS = {
    'app/i18n.py': 'one of the two languages',
    'app/paths.py': 'the door itself',
    'app/readers/tesseract.py': 'the folders in which its languages lie',
    'app/storage/files.py': 'names that app/paths.py has checked',
    'app/storage/history.py': 'numbers',
    'app/storage/repair.py': 'version numbers and names of our own files',
    'app/storage/run_files.py': 'the end of a path that is already inside',
    'app/storage/secrets.py': 'an id that was checked',
    'app/storage/store.py': 'ids of collections and our own folder names',
    'app/storage/texts.py': 'hashes of the contents',
    'app/storage/version_book.py': 'digests of ids and numbers',
    'app/web/phrases.py': 'one of the two languages',
}
ARITHMETIC = (
    'app/actions/',
    'app/practice/',
    'app/providers/',
    'app/readers/csv.py',
    'app/readers/pictures.py',
    'app/readers/shown.py',
    'app/search/',
    'app/services/nearest.py',
    'app/sharing/card',
    'app/writers/paper_table.py',
    'components/progress_bar.py',
)


def _calls(files: dict[str, ast.Module]) -> Iterator[tuple[str, ast.Call, str]]:
    for name, tree in files.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                function = node.func
                called = function.attr if isinstance(function, ast.Attribute) else getattr(function, 'id', '')
                yield name, node, called


def _where(name: str, node: ast.AST) -> str:
    return f'{name}:{getattr(node, "lineno", 0)} {ast.unparse(node)[:80]}'


def test_pages_never_draw_or_fetch_what_text_says() -> None:
    assert not [_where(name, node) for name, node, called in _calls(UI) if called in FORBIDDEN_IN_PAGES]


@pytest.mark.parametrize('function', ONE_PLACE)
def test_what_is_safe_in_one_place_is_called_in_one_place(function: str) -> None:
    places = {name for name, node, called in _calls(UI) if called == function and _is_nicegui(node)}
    assert places <= {ONE_PLACE[function]}


def test_html_is_never_turned_on_for_messages_and_rows() -> None:
    switches = {'html', 'text_html', 'html_columns'}
    wrong = [
        _where(name, node)
        for name, node, _ in _calls(UI)
        for keyword in node.keywords
        if keyword.arg in switches and not _is_false(keyword.value)
    ]
    assert not wrong


def test_rich_text_is_always_what_render_untrusted_returned() -> None:
    tree = ALL['components/rich_text.py']
    drawn = [node for name, node, called in _calls({'x': tree}) if called == 'html']
    safe = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and 'render_untrusted' in ast.unparse(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert drawn and all(isinstance(node.args[0], ast.Name) and node.args[0].id in safe for node in drawn)


def test_scripts_sent_to_the_browser_carry_no_loose_data() -> None:
    wrong = [
        _where(name, node)
        for name, node, called in _calls(UI)
        if called in ('run_javascript', 'add_head_html') and node.args and not _is_fixed_script(node.args[0])
    ]
    assert not wrong


def test_pages_lead_only_to_our_own_paths() -> None:
    wrong = []
    for name, node, called in _calls(UI):
        target = node.args[0] if called == 'to' and node.args else None
        if called == 'link' and len(node.args) > 1:
            target = node.args[1]
        if target is not None and not _is_own_path(target):
            wrong.append(_where(name, node))
    assert not wrong


def test_styles_are_ours_and_numbers_at_most() -> None:
    wrong = [
        _where(name, node)
        for name, node, called in _calls(UI)
        if called == 'style' and node.args and not _is_fixed_style(node.args[0])
    ]
    assert not wrong


def test_nothing_turns_text_into_code_or_commands() -> None:
    names = {'eval', 'exec', 'compile', '__import__', 'system', 'popen', 'run_module', 'run_path'}
    modules = {'pickle', 'marshal', 'shelve', 'subprocess', 'runpy', 'code', 'xmlrpc'}
    wrong = [
        _where(name, node)
        for name, node, called in _calls(ALL)
        if called in names and not ast.unparse(node.func).startswith(('re.', 'self.'))
    ]
    wrong += [f'{name}: {sorted(used)}' for name, tree in ALL.items() if (used := imports(tree) & modules)]
    assert not wrong


def test_only_looked_at_files_join_paths() -> None:
    joins = set()
    for name, tree in ALL.items():
        for node in ast.walk(tree):
            is_join = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not _is_plain(node.right)
            if is_join and not name.startswith(ARITHMETIC):
                joins.add(name)
    for name, node, called in _calls(ALL):
        if ast.unparse(node.func).endswith('path.join') or (called == 'joinpath' and name != 'app/api/docs_page.py'):
            joins.add(name)
    assert joins <= set(PATH_JOINERS)


def test_the_armour_is_used_as_it_was_tested() -> None:
    site = ast.unparse(ALL['pages/site.py'])
    assert 'harden(nicegui_app' in site and site.index('harden(nicegui_app') < site.index('ui.run(')
    assert 'storage_secret' not in site and 'access_log=False' in site and 'reload=False' in site
    assert 'server_header=False' in site and 'log_config=None' in site and 'fastapi_docs=True' not in site
    everything = '\n'.join((ROOT / name).read_text('utf-8') for name in ALL)
    assert 'CORSMiddleware' not in everything and 'BaseHTTPMiddleware' not in everything
    for storage in ('storage.user', 'storage.browser', 'storage.general', 'storage.tab'):
        assert storage not in everything, f'{storage}: nicegui keeps that for ever, or in the cookie'


def test_the_public_routes_are_these_and_no_others() -> None:
    """A new one belongs into docs and into this list, after somebody asked why a stranger needs it."""
    assert PUBLIC_ROUTES == (
        '/anmelden',
        '/abmelden',
        '/willkommen',
        '/api/health',
        '/assets/design.css',
        '/assets/entry.js',
        '/assets/theme.js',
        '/assets/icon.svg',
        '/assets/fonts/{file}',
        '/favicon.ico',
    )


@pytest.mark.parametrize('folder', ['components', 'assets', 'app/web', 'app/api'])
def test_our_scripts_and_styles_write_no_html_and_load_nothing_from_outside(folder: str) -> None:
    for path in sorted((ROOT / folder).rglob('*')):
        if path.suffix not in ('.js', '.css', '.svg', '.html'):
            continue
        text = path.read_text('utf-8')
        writes = re.search(
            r'(inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write|v-html|\beval\(|new Function', text
        )
        assert not writes, f'{path.name}: {writes}'
        outside = re.findall(r'(?:https?:)?//(?!www\.w3\.org)[\w-]+\.[a-z]{2,}', re.sub(r'(?m)^\s*//.*$', '', text))
        assert not outside, f'{path.name}: {outside}'


def test_only_one_module_makes_http_clients() -> None:
    makers = {name for name, node, _ in _calls(ALL) if ast.unparse(node.func) in ('httpx.AsyncClient', 'httpx.Client')}
    assert makers <= {'app/providers/http.py'}


def test_only_the_ready_line_goes_to_stdout() -> None:
    wrong = [
        _where(name, node)
        for name, node, called in _calls(ALL)
        if called == 'print'
        and isinstance(node.func, ast.Name)
        and not any(keyword.arg == 'file' for keyword in node.keywords)
        and 'ready http' not in ast.unparse(node)
    ]
    assert not wrong


def _is_nicegui(node: ast.Call) -> bool:
    return ast.unparse(node.func).split('.')[0] in ('ui', 'nicegui_app')


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _is_plain(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


def _is_fixed_script(node: ast.expr) -> bool:
    """A constant, one of our own, or one whose gaps are filled by json.dumps."""
    if isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper()):
        return True
    if isinstance(node, ast.JoinedStr):
        parts = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        return all(ast.unparse(part).startswith('json.dumps(') for part in parts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        gaps = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        return all(ast.unparse(gap).startswith('json.dumps(') or ast.unparse(gap) == 'controls' for gap in gaps)
    return ast.unparse(node) == 'head_html()'


def _is_own_path(node: ast.expr) -> bool:
    """'/...' as it stands, f'/lauf/{...}', or a parameter that the caller fills with one."""
    if isinstance(node, ast.Constant):
        return str(node.value).startswith(('/', '#')) and not str(node.value).startswith('//')
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        return isinstance(first, ast.Constant) and re.match(r'/\w', str(first.value)) is not None
    if isinstance(node, ast.IfExp):
        return _is_own_path(node.body) and _is_own_path(node.orelse)
    return isinstance(node, ast.Name) and node.id in ('target', 'path')


def _is_fixed_style(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return True
    if not isinstance(node, ast.JoinedStr):
        return False
    parts = [part for part in node.values if isinstance(part, ast.FormattedValue)]
    return all(part.format_spec and re.search(r"[0-9]?[df]'$", ast.unparse(part.format_spec)) for part in parts)
