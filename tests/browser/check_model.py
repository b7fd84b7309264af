"""The model that the program ships, once through the page."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.screen import served, settled, until
from translator.review.context import Desk, engine_of
from translator.store import JobState, Store

TEXT = "Wali Kota Bekasi Tri Adhianto menerima kunjungan resmi dari Jepang pada Kamis, 24 Juli 2025."

CORRECTED = "Bekasi Mayor Tri Adhianto opened a new park for children on Thursday, July 24, 2025."


def test_a_sentence_is_drafted_and_its_japanese_follows_the_corrected_english(browser: Browser, store: Store) -> None:
    desk = Desk.open(store, engine_of)
    with served(desk) as address, settled(browser, desk, address) as screen:
        screen.paste(TEXT)
        screen.rows.first.wait_for()
        until(lambda: store.jobs.list()[0].state is JobState.DONE, "the job is not done", 300)
        english, japanese = screen.cell("b1.1", "en"), screen.cell("b1.1", "ja")
        expect(english.locator(".text")).to_contain_text("Bekasi Mayor Tri Adhianto")
        expect(english.locator(".text")).to_contain_text("July 24, 2025")
        expect(japanese.locator(".text")).to_contain_text("2025年7月24日")

        before = store.articles.page(1).segments[0].targets["ja"].text
        screen.edit("b1.1", "en").fill(CORRECTED)
        screen.page.keyboard.press("Control+Enter")
        until(lambda: len(store.jobs.list()) == 2, "the Japanese is not asked for")
        until(lambda: store.jobs.list()[0].state is JobState.DONE, "the second job is not done", 300)
        renewed = store.articles.page(1).segments[0].targets["ja"]
        assert renewed.text != before
        assert not renewed.stale
        for kept in ("トリ・アディアント", "2025年7月24日", "公園"):  # a park was put in by hand, in English only
            assert kept in renewed.text, renewed.text
        screen.page.keyboard.press("Escape")
        expect(screen.cell("b1.1", "ja").locator(".text, textarea")).to_be_visible()
        screen.page.locator("#grid .bar .title").click()
        expect(japanese.locator(".chip.stale")).to_have_count(0)
