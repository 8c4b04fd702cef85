"""The look: tokens, style sheet, fonts, icons. The only place with colours, sizes and radii."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from urllib.parse import quote

from nicegui import app as nicegui_app
from nicegui import ui
from starlette.requests import Request
from starlette.responses import FileResponse, Response

ASSETS = Path(__file__).parent.parent / 'assets'
YEAR = 'public, max-age=31536000, immutable'

LIGHT = {
    'paper': '#FAF6EF',
    'card': '#FFFFFF',
    'line': '#E6DCCB',
    'line-strong': '#8A7A63',
    'ink': '#26211B',
    'ink-soft': '#544B3F',
    'main': '#17593F',
    'main-hover': '#0F4430',
    'on-main': '#FFFFFF',
    'main-tint': '#E4F0EA',
    'run': '#123F70',
    'run-tint': '#E5EEF9',
    'done': '#12502A',
    'done-tint': '#E6F3E8',
    'ask': '#6B3A00',
    'ask-tint': '#FCEFD9',
    'fail': '#861522',
    'fail-tint': '#FBE7E7',
    'wait': '#4E453A',
    'wait-tint': '#F0EADF',
    'veil': 'rgba(38, 33, 27, .55)',
    'shadow': '0 1px 2px rgba(60, 45, 20, .06), 0 6px 20px rgba(60, 45, 20, .06)',
}
DARK = {
    'paper': '#1B1814',
    'card': '#25211C',
    'line': '#3D362D',
    'line-strong': '#A8987F',
    'ink': '#F4EDE2',
    'ink-soft': '#CDBFAC',
    'main': '#8FD6B4',
    'main-hover': '#B4E6CE',
    'on-main': '#0E2A1E',
    'main-tint': '#1F3A2E',
    'run': '#A9CBF5',
    'run-tint': '#1C2E44',
    'done': '#9BDCA9',
    'done-tint': '#1D3524',
    'ask': '#F4C27A',
    'ask-tint': '#3D2D12',
    'fail': '#FFB3B5',
    'fail-tint': '#452024',
    'wait': '#CDBFAC',
    'wait-tint': '#322C24',
    'veil': 'rgba(0, 0, 0, .65)',
    'shadow': 'none',
}
SHAPE = {
    's1': '4px',
    's2': '8px',
    's3': '12px',
    's4': '16px',
    's5': '24px',
    's6': '32px',
    's7': '48px',
    'r-card': '20px',
    'r-button': '14px',
    'r-small': '12px',
    't-small': '1rem',
    't-body': '1.125rem',
    't-result': '1.2rem',
    't-card': '1.3rem',
    't-h2': '1.4rem',
    't-h1': '2rem',
}


def install() -> None:
    """Serve our own style sheet, fonts and icons, and put them into every page; once, before the start."""
    nicegui_app.add_static_files('/assets/fonts', ASSETS / 'fonts', max_cache_age=31536000)
    nicegui_app.get('/assets/design.css', include_in_schema=False)(_serve_stylesheet)
    nicegui_app.get('/assets/theme.js', include_in_schema=False)(_serve_theme)
    nicegui_app.get('/assets/icon.svg', include_in_schema=False)(_serve_icon)
    ui.add_head_html(head_html(), shared=True)


def head_html() -> str:
    """The lines every page's head needs; no data of anybody is in them."""
    mark = hashlib.sha256((stylesheet() + _theme()).encode()).hexdigest()[:12]
    font = '/assets/fonts/atkinson-hyperlegible-next-latin-{}-normal.woff2'
    preload = '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>'
    return (
        f'<link rel="stylesheet" href="/assets/design.css?v={mark}">'
        f'<script src="/assets/theme.js?v={mark}"></script>'
        + ''.join(preload.format(font.format(weight)) for weight in (400, 600))
    )


@cache
def stylesheet() -> str:
    """Tokens, light and dark, then the rules of assets/css, then one class per icon."""
    rules = ''.join(path.read_text('utf-8') for path in sorted((ASSETS / 'css').glob('*.css')))
    return _tokens() + rules + _icons()


def _tokens() -> str:
    def block(values: dict[str, str]) -> str:
        return ';'.join(f'--{name}:{value}' for name, value in values.items())

    return (
        f':root{{color-scheme:light;{block(SHAPE)};{block(LIGHT)}}}\n'
        f':root[data-theme=dark]{{color-scheme:dark;{block(DARK)}}}\n'
        f'@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{block(DARK)}}}}}\n'
        f'@media print{{:root:root:root{{color-scheme:light;{block(LIGHT)}}}}}\n'
    )


def _icons() -> str:
    rules = []
    for path in sorted((ASSETS / 'icons').glob('*.svg')):
        picture = quote(path.read_text('utf-8').strip(), safe=" ='/:<>")
        rules.append(f'.icon-{path.stem}{{--icon:url("data:image/svg+xml,{picture}")}}')
    return '\n'.join(rules)


def _theme() -> str:
    return (ASSETS / 'theme.js').read_text('utf-8')


def _serve_stylesheet(request: Request) -> Response:
    return Response(stylesheet(), media_type='text/css', headers={'Cache-Control': _keep(request)})


def _serve_theme(request: Request) -> Response:
    return Response(_theme(), media_type='text/javascript', headers={'Cache-Control': _keep(request)})


def _serve_icon() -> Response:
    return FileResponse(ASSETS / 'icon.svg', media_type='image/svg+xml', headers={'Cache-Control': YEAR})


def _keep(request: Request) -> str:
    """An address with its version may be kept for ever; the plain one (sign-in page) is asked for again."""
    return YEAR if 'v' in request.query_params else 'no-cache'
