"""An article of three hundred segments."""

from __future__ import annotations

import time

import pytest

from tests.browser.screen import Screen, drafted

SEGMENTS = 300
OPEN_IN = 2.0
"""Seconds from the press on Open until the rows stand."""

TEXT = "\n\n".join(
    f"Wali Kota Bekasi Tri Adhianto membuka pasar nomor {n} pada Kamis, 24 Juli 2025, bersama warga kota."
    for n in range(SEGMENTS)
)


@pytest.fixture
def article(screen: Screen) -> int:
    return drafted(screen.desk, TEXT)


def test_it_opens_quickly_and_scrolling_draws_nothing_anew(screen: Screen, article: int) -> None:
    page = screen.page
    taken = []
    for _ in range(3):
        screen.load()
        screen.tab("Articles")
        button = page.locator(f'#articles tr[data-id="{article}"] button[data-action="open"]')
        button.wait_for()
        begin = time.monotonic()
        button.click()
        page.wait_for_function(f"document.querySelectorAll('#grid .row.segment').length === {SEGMENTS}")
        taken.append(time.monotonic() - begin)
    assert min(taken) < OPEN_IN, taken
    page.evaluate(
        """() => { window.drawn = 0;
        new MutationObserver((found) => window.drawn += found.length)
          .observe(document.querySelector('#grid'), { childList: true, subtree: true, characterData: true }); }"""
    )
    before = -1
    while (drawn := page.evaluate("window.drawn")) != before:  # what can be fixed comes after the rows
        before = drawn
        page.wait_for_timeout(3000)
    page.mouse.move(600, 500)
    for _ in range(40):
        page.mouse.wheel(0, 1500)
        page.wait_for_timeout(20)
    assert page.evaluate("window.drawn") == before
    assert screen.overflow() <= 0
