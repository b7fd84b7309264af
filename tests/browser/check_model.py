"""The model that the program ships, once through the page."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.screen import served, settled, until
from translator.review.context import Desk, engine_of
from translator.store import JobState, Store

TEXT = "Wali Kota Bekasi Tri Adhianto menerima kunjungan resmi dari Jepang pada Kamis, 24 Juli 2025."


def test_a_sentence_is_drafted_in_both_languages(browser: Browser, store: Store) -> None:
    desk = Desk.open(store, engine_of)
    with served(desk) as address, settled(browser, desk, address) as screen:
        screen.paste(TEXT)
        screen.rows.first.wait_for()
        until(lambda: store.jobs.list()[0].state is JobState.DONE, "the job is not done", 300)
        english, japanese = screen.cell("b1.1", "en"), screen.cell("b1.1", "ja")
        expect(english.locator(".text")).to_contain_text("Bekasi Mayor Tri Adhianto")
        expect(english.locator(".text")).to_contain_text("July 24, 2025")
        expect(japanese.locator(".text")).to_contain_text("2025年7月24日")
