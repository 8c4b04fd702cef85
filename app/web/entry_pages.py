"""The pages before the door, as plain HTML: sign in, and create the owner. They work without any script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from app.domain.errors import AppError, Invalid
from app.i18n import translate
from app.services.passwords import MIN_LENGTH
from app.web.gate import OWN_REFERRER

# Only what a missing design.css would leave out; colours are the system's own then.
_STYLE = """
:root{color-scheme:light dark}
body{font-family:Atkinson,system-ui,sans-serif;font-size:1.125rem;line-height:1.5;margin:0}
.door{max-width:34rem;margin:0 auto;padding:32px 16px 64px;display:grid;gap:24px}
.door form{display:grid;gap:24px}
.door input,.door button{min-height:52px;font-size:1.125rem}
.door input{width:100%;box-sizing:border-box}
.door .phrase{font-size:1.25rem;font-weight:600}
.door .note .words{align-items:stretch;width:100%}
.door [hidden]{display:none!important}
.bar{position:relative}
.bar,.bar .tools{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.bar .logo{margin-right:auto}
.help-here summary{cursor:pointer;list-style:none;display:inline-flex;align-items:center;min-height:48px}
.help-here p{position:absolute;right:16px;top:calc(100% + 8px);width:min(26rem,calc(100vw - 32px));z-index:30;margin:0;
border:2px solid var(--line-strong,GrayText);background:var(--card,Canvas)}
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How this visitor sees pages."""

    language: str
    theme: str = ''  # light | dark | '' = as the system wants it

    def text(self, key: str, **params: object) -> str:
        """A sentence, safe inside HTML."""
        return escape(translate(self.language, key, **params))


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """What was typed and what was wrong with it. Passwords are never shown again."""

    name: str = ''
    error: AppError | None = None
    field_errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def after(cls, error: AppError, name: str, language: str) -> Filled:
        """The form as it comes back after `error`."""
        problems = error.problems if isinstance(error, Invalid) else ()
        errors = {problem.path: translate(language, f'field.{problem.key}', **problem.params) for problem in problems}
        return cls(name=name, error=error, field_errors=errors)


def login_page(look: Look, filled: Filled, target: str) -> str:
    """Name and password."""
    form = (
        '<form method="post" action="/anmelden" class="card">'
        f'<input type="hidden" name="weiter" value="{escape(target)}">'
        + _name_field(look, filled)
        + _password_field(look, filled, 'current-password', help_key='')
        + f'<button class="btn big full" type="submit">{look.text("entry.sign_in")}</button></form>'
    )
    content = f'<h1>{look.text("entry.login.title")}</h1>{_error(look, filled)}{form}'
    return _page(look, 'entry.login.title', content, 'entry.login.help', '/anmelden')


def welcome_page(look: Look, filled: Filled, phrase: str, *, needs_code: bool) -> str:
    """Create the owner: name and password, with a proposal; from another device also the code."""
    proposal = (
        '<div class="note info"><div class="words">'
        f'<p>{look.text("entry.phrase")}</p><p class="phrase" id="phrase">{escape(phrase)}</p>'
        f'<button class="btn two" type="button" hidden data-take="phrase">{look.text("entry.take_phrase")}</button>'
        '</div></div>'
    )
    form = (
        '<form method="post" action="/willkommen" class="card">'
        + (_code_field(look) if needs_code else '')
        + _name_field(look, filled)
        + _password_field(look, filled, 'new-password', help_key='entry.password.help')
        + proposal
        + f'<button class="btn big full" type="submit">{look.text("entry.create")}</button></form>'
    )
    content = (
        f'<h1>{look.text("entry.welcome.title")}</h1><p>{look.text("entry.welcome.text")}</p>'
        f'{_error(look, filled)}{form}'
    )
    return _page(look, 'entry.welcome.title', content, 'entry.welcome.help', '/willkommen')


def _page(look: Look, title_key: str, content: str, help_key: str, path: str) -> str:
    theme = f' data-theme="{look.theme}"' if look.theme in ('light', 'dark') else ''
    other = 'en' if look.language == 'de' else 'de'
    switch = f'<a class="btn text" lang="{other}" href="{path}?sprache={other}">{look.text("entry.other_language")}</a>'
    return (
        f'<!doctype html><html lang="{look.language}"{theme}><head><meta charset="utf-8">'
        f'{OWN_REFERRER.decode()}'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{look.text(title_key)} – openOrchestrator</title><link rel="icon" href="/assets/icon.svg">'
        f'<style>{_STYLE}</style><link rel="stylesheet" href="/assets/design.css">'
        '<script src="/assets/entry.js" defer></script></head><body>'
        f'<header class="bar"><span class="logo"><span>{look.text("entry.product")}</span></span>'
        f'<div class="tools">{switch}<details class="help-here">'
        f'<summary class="btn two">{look.text("btn.help")}</summary>'
        f'<p class="card">{look.text(help_key)}</p></details></div></header>'
        f'<main class="door">{content}</main></body></html>'
    )


def _error(look: Look, filled: Filled) -> str:
    """What happened and what to do, at the top, with the focus on it."""
    if filled.error is None:
        return ''
    sentences = list(filled.field_errors.values()) or [
        translate(look.language, f'err.{filled.error.key}.{part}', **filled.error.params) for part in ('what', 'do')
    ]
    lines = ''.join(f'<p>{escape(sentence)}</p>' for sentence in sentences)
    return (
        f'<div class="note bad" id="error" role="alert" tabindex="-1" autofocus><div class="words">{lines}</div></div>'
    )


def _name_field(look: Look, filled: Filled) -> str:
    return _field(
        look,
        filled,
        'name',
        f'type="text" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="200" required '
        f'value="{escape(filled.name)}"',
    )


def _password_field(look: Look, filled: Filled, autocomplete: str, help_key: str) -> str:
    least = f'minlength="{MIN_LENGTH}" ' if autocomplete == 'new-password' else ''
    box = _field(
        look,
        filled,
        'password',
        f'type="password" autocomplete="{autocomplete}" autocapitalize="none" spellcheck="false" {least}required',
        help_key,
    )
    show = (
        f'<button class="btn text edge" type="button" hidden aria-pressed="false" data-show="password" '
        f'data-hide-text="{look.text("entry.hide_password")}">{look.text("entry.show_password")}</button>'
    )
    return f'<div>{box}{show}</div>'


def _code_field(look: Look) -> str:
    return _field(
        look,
        Filled(),
        'code',
        'type="text" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" required',
        'entry.code.help',
    )


def _field(look: Look, filled: Filled, name: str, attributes: str, help_key: str = '') -> str:
    wrong = filled.field_errors.get(name, '')
    notes, described = '', []
    if help_key:
        notes += f'<span class="help" id="{name}-help">{look.text(help_key, limit=MIN_LENGTH)}</span>'
        described.append(f'{name}-help')
    if wrong:
        notes += f'<span class="error" id="{name}-error">{escape(wrong)}</span>'
        described.append(f'{name}-error')
    extra = f' aria-describedby="{" ".join(described)}"' if described else ''
    extra += ' aria-invalid="true"' if wrong else ''
    return (
        f'<div class="field{" wrong" if wrong else ""}"><label for="{name}">{look.text(f"entry.{name}")}</label>'
        f'<input class="control" id="{name}" name="{name}" {attributes}{extra}>{notes}</div>'
    )
