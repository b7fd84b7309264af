"""Every page fits its window, empty and full, on a laptop and a tablet."""

from __future__ import annotations

import pytest

from tests.browser.check_flow import SEED
from tests.browser.screen import Screen, drafted

TABS = ("New", "Review", "Articles", "Glossary", "Names", "Memory", "Export")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (820, 1180)])
def test_it_fits(screen: Screen, width: int, height: int) -> None:
    screen.page.set_viewport_size({"width": width, "height": height})
    widths = {tab: measured(screen, tab) for tab in TABS}
    assert len(set(widths.values())) == 1, widths
    screen.open(drafted(screen.desk, SEED))
    assert screen.overflow() <= 0
    for tab in TABS:
        assert measured(screen, tab) == widths[tab], tab


def measured(screen: Screen, tab: str) -> int:
    """Width of the page in pixels; it changes with no tab."""
    screen.tab(tab)
    screen.page.wait_for_timeout(700)
    assert screen.overflow() <= 0, tab
    width: int = screen.page.evaluate("Math.round(document.querySelector('#tabs').getBoundingClientRect().width)")
    return width
