"""Colours, letters and language of this browser."""

from __future__ import annotations

from app.bootstrap import Services
from components.browser_choice import BrowserChoice
from components.frame import page, page_heading
from components.markup import box, heading, words
from components.texts import t
from components.viewer import language


def create(services: Services) -> None:
    """Draw the page."""
    with page(t('settings.look'), help='help.look', width='medium'):
        page_heading(t('settings.look'), below=t('look.below'))
        with box('card', tag='section'):
            heading(t('look.letters'))
            sizes = [(size, t(f'look.letters.{size}')) for size in ('normal', 'large', 'huge')]
            BrowserChoice('Letters', t('look.letters'), sizes, 'normal')
            words(t('look.sample'), 'sample')
        with box('card', tag='section'):
            heading(t('look.colours'))
            themes = [('auto', t('menu.auto')), ('light', t('menu.light')), ('dark', t('menu.dark'))]
            BrowserChoice('Theme', t('look.colours'), themes, 'auto')
        with box('card', tag='section'):
            heading(t('menu.language'))
            BrowserChoice(
                'Language', t('menu.language'), [('de', 'Deutsch', 'de'), ('en', 'English', 'en')], language()
            )
