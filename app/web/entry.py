"""Sign in, sign out, create the owner: plain forms, because only an HTTP answer can set a cookie."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from app.clock import Clock
from app.domain.accounts import Account
from app.domain.errors import AppError, Malformed, UnsupportedMedia
from app.i18n import LANGUAGES
from app.services.accounts import AccountService
from app.web.answers import LANGUAGE_COOKIE, THEME_COOKIE, cookie, language_of, refusal
from app.web.entry_pages import Filled, Look, login_page, welcome_page
from app.web.phrases import propose_phrase
from app.web.sessions import LOGIN, LOGOUT, WELCOME, cookie_name, current_person, give_cookie, is_local, take_cookie
from app.web.setup_code import SetupCode

Handler = Callable[[Request], Awaitable[Response]]
SCRIPT = Path(__file__).parent / 'entry.js'
YEAR = 365 * 24 * 3600


class Entry:
    """The routes before the door."""

    def __init__(self, accounts: AccountService, clock: Clock, language: str, code: SetupCode | None = None) -> None:
        self._accounts = accounts
        self._language = language
        self._code = code or SetupCode(clock)

    def routes(self) -> list[Route]:
        """To be put in front of all others."""
        return [
            Route(LOGIN, self._told(self._show_login), methods=['GET']),
            Route(LOGIN, self._told(self._sign_in), methods=['POST']),
            Route(LOGOUT, self._told(self._sign_out), methods=['POST']),
            Route(WELCOME, self._told(self._show_welcome), methods=['GET']),
            Route(WELCOME, self._told(self._create_owner), methods=['POST']),
            Route('/assets/entry.js', _script, methods=['GET']),
        ]

    def _told(self, handler: Handler) -> Handler:
        """The same handler; trouble it does not know how to show on its page becomes a page of its own."""

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except AppError as error:
                return refusal(request.scope, error, language_of(request.scope, self._language))

        return answer

    async def _show_login(self, request: Request) -> Response:
        target = own_path(request.query_params.get('weiter', ''))
        if not self._accounts.exist():
            return RedirectResponse('/' if is_local(request.scope) else WELCOME, 303)
        if current_person(request) is not None:
            return RedirectResponse(target, 303)
        look, answer = self._look(request)
        return answer(login_page(look, Filled(), target))

    async def _sign_in(self, request: Request) -> Response:
        look, answer = self._look(request)
        form = await _form(request)
        name, target = form.get('name', ''), own_path(form.get('weiter', ''))
        if not self._accounts.exist():
            return RedirectResponse(WELCOME, 303)
        try:
            account = await self._accounts.sign_in(name, form.get('password', ''), _address(request))
        except AppError as error:
            page = login_page(look, Filled.after(error, name, look.language), target)
            return answer(page, error)
        return await self._let_in(request, account, target)

    async def _sign_out(self, request: Request) -> Response:
        await self._accounts.end_session(cookie(request.scope, cookie_name(self._accounts)))
        response = RedirectResponse(LOGIN, 303)
        take_cookie(response, request.scope, self._accounts)
        return response

    async def _show_welcome(self, request: Request) -> Response:
        if self._accounts.exist():
            return RedirectResponse('/' if current_person(request) else LOGIN, 303)
        look, answer = self._look(request)
        if not is_local(request.scope):
            self._code.offer()
        return answer(self._welcome(request, look, Filled()))

    async def _create_owner(self, request: Request) -> Response:
        look, answer = self._look(request)
        form = await _form(request)
        try:
            if not self._accounts.exist() and not is_local(request.scope):
                self._code.check(form.get('code', ''))
            account = await self._accounts.create_owner(form.get('name', ''), form.get('password', ''))
        except AppError as error:
            if self._accounts.exist():
                raise
            filled = Filled.after(error, form.get('name', ''), look.language)
            return answer(self._welcome(request, look, filled), error)
        self._code.use_up()
        return await self._let_in(request, account, '/')

    async def _let_in(self, request: Request, account: Account, target: str) -> Response:
        await self._accounts.end_session(cookie(request.scope, cookie_name(self._accounts)))
        fresh = await self._accounts.start_session(account, device_name(request.headers.get('user-agent', '')))
        response = RedirectResponse(target, 303)
        give_cookie(response, request.scope, self._accounts, fresh)
        return response

    def _welcome(self, request: Request, look: Look, filled: Filled) -> str:
        return welcome_page(look, filled, propose_phrase(look.language), needs_code=not is_local(request.scope))

    def _look(self, request: Request) -> tuple[Look, _Answer]:
        wanted = request.query_params.get('sprache', '')
        chosen = wanted if wanted in LANGUAGES else ''
        language = chosen or language_of(request.scope, self._language)
        return Look(language=language, theme=cookie(request.scope, THEME_COOKIE)), _Answer(chosen)


class _Answer:
    """Makes the response to a page, and remembers a language that was just chosen."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, page: str, error: AppError | None = None) -> Response:
        response = HTMLResponse(page, 200 if error is None else error.status)
        if self._language:
            response.set_cookie(LANGUAGE_COOKIE, self._language, max_age=YEAR, samesite='lax')
        if error is not None and 'seconds' in error.params:
            response.headers['Retry-After'] = str(error.params['seconds'])
        return response


def own_path(target: str) -> str:
    """`target` if it is a path of ours, else the home page: nobody is sent to another site after signing in."""
    printable = target.isprintable() and target.isascii()
    is_own = target.startswith('/') and not target.startswith(('//', '/\\')) and '\\' not in target
    return target if printable and is_own and len(target) < 500 else '/'


def device_name(agent: str) -> str:
    """Browser and system in two words, for the list of sign-ins: 'Firefox · Android'."""
    browsers = {'Edg': 'Edge', 'OPR': 'Opera', 'Firefox': 'Firefox', 'FxiOS': 'Firefox', 'Chrome': 'Chrome'}
    systems = {'iPhone': 'iPhone', 'iPad': 'iPad', 'Android': 'Android', 'Windows': 'Windows', 'Mac OS': 'Mac'}
    browser = next((name for mark, name in browsers.items() if mark in agent), 'Safari' if 'Safari' in agent else '')
    system = next((name for mark, name in systems.items() if mark in agent), 'Linux' if 'Linux' in agent else '')
    return ' · '.join(part for part in (browser, system) if part) or '?'


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form; each once, text only."""
    if request.headers.get('content-type', '').split(';')[0].strip().lower() != 'application/x-www-form-urlencoded':
        raise UnsupportedMedia('form_only')
    try:
        pairs = parse_qsl((await request.body()).decode('ascii'), keep_blank_values=True, max_num_fields=20)
    except ValueError as error:
        raise Malformed('malformed') from error
    if len(dict(pairs)) != len(pairs):
        raise Malformed('malformed')
    return dict(pairs)


async def _script(request: Request) -> Response:
    return FileResponse(SCRIPT, media_type='text/javascript', headers={'Cache-Control': 'no-cache'})


def _address(request: Request) -> str:
    return request.client.host if request.client else ''
