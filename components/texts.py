"""Sentences, times and numbers in the viewer's language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.i18n import translate
from components.viewer import language


def t(key: str, **params: Any) -> str:
    """The sentence for `key`."""
    return translate(language(), key, **params)


def when(moment: datetime, now: datetime) -> str:
    """'heute um 8 Uhr', 'gestern um 14:30 Uhr', 'am Montag um 8 Uhr', 'am 3. Mai um 8 Uhr', 'morgen um 8 Uhr'."""
    local, today = moment.astimezone(), now.astimezone()
    return t('time.at', day=day(local, today), clock=clock(local))


def day(local: datetime, today: datetime) -> str:
    """The day of a local time in words, seen from `today`."""
    distance = (today.date() - local.date()).days
    if distance == 0:
        return t('time.today')
    if distance == 1:
        return t('time.yesterday')
    if distance == -1:
        return t('time.tomorrow')
    if 1 < abs(distance) < 7:
        return t('time.on_weekday', weekday=t(f'time.weekday.{local.weekday()}'))
    key = 'time.on_date' if local.year == today.year else 'time.on_date_year'
    return t(key, day=local.day, month=t(f'time.month.{local.month}'), year=local.year)


def clock(local: datetime) -> str:
    """'8 Uhr', '14:30 Uhr'; 'English: 8:00'."""
    if local.minute == 0:
        return t('time.hour', hour=local.hour)
    return t('time.minute', hour=local.hour, minute=f'{local.minute:02d}')


def duration(seconds: float) -> str:
    """'12 Sekunden', '1 Minute 5 Sekunden', '2 Stunden 3 Minuten'."""
    whole = max(1, round(seconds))
    if whole < 60:
        return t('time.seconds', count=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        first, second = t('time.minutes', count=minutes), t('time.seconds', count=rest)
    else:
        hours, rest = divmod(minutes, 60)
        first, second = t('time.hours', count=hours), t('time.minutes', count=rest)
    return f'{first} {second}' if rest else first


def number(value: float, decimals: int = 0) -> str:
    """`1234.5` -> '1.235' or, with decimals, '1.234,50'; English the other way round."""
    plain = f'{value:,.{decimals}f}'
    return plain if language() == 'en' else plain.translate(str.maketrans(',.', '.,'))
