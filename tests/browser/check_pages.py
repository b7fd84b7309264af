"""Every page fits its window, empty and full, on a laptop and a tablet."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.check_flow import SEED
from tests.browser.screen import Screen, drafted
from translator.fixed import SpanKind
from translator.glossary.model import Entry
from translator.names import SettledName

TABS = ("New", "Review", "Articles", "Glossary", "Names", "Memory", "Export")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (820, 1180)])
def test_it_fits(screen: Screen, width: int, height: int) -> None:
    screen.page.set_viewport_size({"width": width, "height": height})
    widths = {tab: measured(screen, tab) for tab in TABS}
    assert len(set(widths.values())) == 1, widths
    worked_on(screen)
    assert screen.overflow() <= 0
    assert cut_off(screen) == []
    for tab in TABS:
        assert measured(screen, tab) == widths[tab], tab
        assert cut_off(screen) == [], tab


def worked_on(screen: Screen) -> None:
    """Open an article with what makes rows wide: changed English, a name, a term, a unit of the memory."""
    store = screen.desk.store
    article = drafted(screen.desk, SEED)
    segment = next(s for s in store.articles.page(article).segments if all(t.text for t in s.targets.values()))
    corrected = store.segments.edit(segment.id, "en", "Corrected.", segment.targets["en"].version, "sari")
    store.segments.approve(segment.id, "en", corrected.targets["en"].version, "sari")
    store.names.settle(SettledName("Kuniaki Nishinou", "Kuniaki Nishino", "西納久仁明", SpanKind.PERSON), "sari")
    store.terms.add(Entry(("pasar murah",), ("subsidised market",), ("廉価市",), SpanKind.TERM), "sari")
    screen.open(article)
    expect(screen.page.locator("#grid .chip.stale")).to_be_visible()


def cut_off(screen: Screen) -> list[str]:
    """What reaches beyond its list or its cell, where it is seen only by scrolling or not at all."""
    found: list[str] = screen.page.evaluate(
        """() => [...document.querySelectorAll('.desk-table .scroll, #grid .head, #grid .bar')]
          .filter((node) => node.offsetParent && node.scrollWidth > node.clientWidth)
          .map((node) => node.innerText.slice(0, 80))"""
    )
    return found


def measured(screen: Screen, tab: str) -> int:
    """Width of the page in pixels; it changes with no tab."""
    screen.tab(tab)
    screen.page.wait_for_timeout(700)
    assert screen.overflow() <= 0, tab
    width: int = screen.page.evaluate("Math.round(document.querySelector('#tabs').getBoundingClientRect().width)")
    return width
