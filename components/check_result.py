"""Whether a connection works: a clear yes, or what is wrong, what to do, and one button to the right place."""

from __future__ import annotations

from app.domain.connections import ConnectionCheck
from components.announcer import announce
from components.buttons import Press, second_button
from components.markup import box, icon, words
from components.texts import t

AT_KEY = ('key', 'credit', 'denied')
AT_ADDRESS = ('garbage', 'model_gone', 'api_off', 'trouble')


def check_result(check: ConnectionCheck, *, to_key: Press, to_address: Press, again: Press) -> None:
    """Draw it; the button leads to the key, to the address, or tries again."""
    if check.ok:
        count = len(check.models)
        announce(t('ai.works'))
        _note('good', 'check', t('ai.works'), t('ai.offers', count=count) if count else t('ai.offers_none'))
        return
    what, todo = t(f'err.{check.key}.what', service=''), t(f'err.{check.key}.do', service='')
    announce(f'{what} {todo}', urgent=True)
    if check.key in AT_KEY:
        _note('bad', 'warning', what, todo, t('ai.check_key'), to_key)
    elif check.key in AT_ADDRESS:
        _note('bad', 'warning', what, todo, t('ai.check_address'), to_address)
    else:
        _note('bad', 'warning', what, todo, t('btn.retry'), again)


def _note(kind: str, sign: str, first: str, second: str, button: str = '', press: Press | None = None) -> None:
    with box(f'note {kind}').mark('check-result'):
        icon(sign)
        with box('words'):
            words(first, 'strong')
            words(second)
            if press is not None:
                second_button(button, press, kind='slim', name='repair')
