"""All hostile texts and names on one page in a real browser: nothing is loaded, asked for, run or covered."""

from __future__ import annotations

import html
import json

from playwright.sync_api import Browser

from app.domain.errors import Invalid
from app.domain.names import clean_name
from app.web.untrusted import render_untrusted
from tests.security.sites import web_server
from tests.security.vectors import VECTORS


def test_no_text_reaches_out_even_without_the_policy_of_our_pages(browser: Browser) -> None:
    with web_server(b'', '127.0.0.2') as (sink, asked):
        bodies = [render_untrusted(text.replace('SINK', sink)) for text in VECTORS.values()]
        with web_server(_page(bodies)) as (address, _):
            found = _look(browser, address)
        assert asked == []
    assert found == {'forbidden': [], 'attributes': [], 'covered': 'marker', 'complaints': []}


def test_the_control_shows_that_the_page_would_notice(browser: Browser) -> None:
    with web_server(b'', '127.0.0.2') as (sink, asked):
        bodies = [VECTORS[name].replace('SINK', sink) for name in ('img', 'video poster', 'style attribute', 'overlay')]
        with web_server(_page(bodies)) as (address, _):
            found = _look(browser, address)
    assert asked and found['forbidden'] and found['covered'] != 'marker'


def test_hostile_names_are_harmless_wherever_text_is_drawn(browser: Browser) -> None:
    with web_server(b'', '127.0.0.2') as (sink, asked):
        names = [name for text in VECTORS.values() if (name := _name(text.replace('SINK', sink)))]
        bodies = [f'<p>{html.escape(name)}</p>' for name in names]
        with web_server(_page(bodies)) as (address, _):
            found = _look(browser, address)
        assert asked == [] and len(names) > 20
    assert found == {'forbidden': [], 'attributes': [], 'covered': 'marker', 'complaints': []}


def _name(text: str) -> str:
    try:
        return clean_name(text)
    except Invalid:
        return ''


def _page(bodies: list[str]) -> bytes:
    content = ''.join(f'<div class="rich">{body}</div>' for body in bodies)
    marker = '<div id="marker" style="position:fixed;left:0;top:0;width:40px;height:40px"></div>'
    page = f'<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">{content}{marker}'
    return page.encode('utf-8', 'replace')


def _look(browser: Browser, address: str) -> dict[str, object]:
    page = browser.new_page()
    complaints: list[str] = []
    page.on('console', lambda message: complaints.append(message.text) if message.type == 'error' else None)
    page.on('pageerror', lambda error: complaints.append(str(error)))
    page.on('dialog', lambda dialog: (complaints.append(f'dialog {dialog.message}'), dialog.dismiss()))
    page.goto(address, wait_until='networkidle')
    found = json.loads(
        page.evaluate(
            """() => {
              const all = [...document.querySelectorAll(".rich *")];
              const fine = new Set(("H1 H2 H3 H4 H5 H6 P BR HR UL OL LI STRONG EM CODE PRE BLOCKQUOTE " +
                "TABLE THEAD TBODY TR TH TD A DEL S").split(" "));
              return JSON.stringify({
                forbidden: [...new Set(all.map((e) => e.tagName).filter((tag) => !fine.has(tag)))],
                attributes: [...new Set(all.flatMap((e) => [...e.attributes].map((a) => e.tagName + " " + a.name)))]
                  .filter((name) => !["A href", "A rel"].includes(name)),
                covered: document.elementFromPoint(20, 20)?.id,
              });
            }"""
        )
    )
    page.close()
    return {**found, 'complaints': complaints}
