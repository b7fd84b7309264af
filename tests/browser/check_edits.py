"""Edits are kept: two browsers, five hundred fast ones, a server that is away, and the time that a save takes."""

from __future__ import annotations

import statistics
import time

from playwright.sync_api import Browser, expect

from tests.browser.screen import Screen, drafted, keys_of, settled, until
from translator.store import Action

TEXT = "\n\n".join(f"Wali Kota Bekasi Tri Adhianto membuka pasar nomor {n} pada Kamis, 24 Juli 2025." for n in range(5))

STORED_IN = 0.3
"""Seconds from the last key until the store holds the text."""


def test_two_browsers_on_one_text(browser: Browser, screen: Screen) -> None:
    article = drafted(screen.desk, TEXT)
    key = keys_of(screen.desk, article)[0]
    with settled(browser, screen.desk, screen.address) as second:
        screen.open(article)
        second.open(article)
        own = second.edit(key, "en")
        screen.edit(key, "en").fill("The first editor was here.")
        until(lambda: screen.stored(article, key, "en").text == "The first editor was here.", "not stored")
        own.fill("The second editor came later.")
        conflict = second.cell(key, "en").locator(".conflict")
        expect(conflict).to_contain_text("The first editor was here.")
        expect(conflict).to_contain_text("The second editor came later.")
        assert screen.stored(article, key, "en").text == "The first editor was here."
        segment = next(s for s in screen.desk.store.articles.page(article).segments if s.key == key)
        history = screen.desk.store.segments.history(segment.id, "en")
        assert history[0].action is Action.CONFLICT
        assert history[0].after == "The second editor came later."
        conflict.locator('button[data-action="mine"]').click()
        until(lambda: screen.stored(article, key, "en").text == "The second editor came later.", "not stored")
        screen.page.locator("#grid .bar .title").click()
        screen.cell(key, "ja").locator(".text").click()  # leaves the text, so that it is renewed
        expect(screen.cell(key, "en").locator(".text")).to_have_text("The second editor came later.")


def test_five_hundred_fast_edits(screen: Screen) -> None:
    """Typed without a pause over all texts of the article; each text ends as typed, on the page and in the store."""
    article = drafted(screen.desk, TEXT)
    screen.open(article)
    cells = [(key, code) for key in keys_of(screen.desk, article) for code in ("en", "ja")]
    per_cell = 500 // len(cells)
    expected = {}
    for key, code in cells:
        editor = screen.edit(key, code)
        editor.fill("")
        typed = "".join(chr(ord("a") + n % 26) for n in range(per_cell))
        screen.page.keyboard.type(typed)
        expected[key, code] = typed
    assert per_cell * len(cells) == 500
    for (key, code), text in expected.items():
        screen.until_stored(article, key, code, text)
    screen.load()
    screen.open(article)
    for (key, code), text in expected.items():
        expect(screen.cell(key, code).locator(".text")).to_have_text(text)


def test_an_edit_is_stored_at_once(screen: Screen) -> None:
    article = drafted(screen.desk, TEXT)
    screen.open(article)
    key = keys_of(screen.desk, article)[1]
    screen.edit(key, "en").fill("Warm.")
    screen.until_stored(article, key, "en", "Warm.")
    taken = []
    for number in range(9):
        screen.page.keyboard.press("x")
        begin = time.monotonic()
        text = "Warm." + "x" * (number + 1)
        screen.until_stored(article, key, "en", text)
        taken.append(time.monotonic() - begin)
    assert statistics.median(taken) < STORED_IN, taken


def test_a_text_waits_for_a_server_that_is_away(screen: Screen) -> None:
    article = drafted(screen.desk, TEXT)
    screen.open(article)
    key = keys_of(screen.desk, article)[0]
    editor = screen.edit(key, "en")
    screen.page.context.set_offline(True)
    editor.fill("Typed in a tunnel.")
    expect(screen.cell(key, "en")).to_have_attribute("data-saving", "failed")
    expect(screen.page.locator("#grid .notice.unsaved")).to_contain_text("does not answer")
    screen.page.context.set_offline(False)
    until(lambda: screen.stored(article, key, "en").text == "Typed in a tunnel.", "not stored")


def test_a_text_that_was_never_saved_is_found_again(screen: Screen) -> None:
    article = drafted(screen.desk, TEXT)
    screen.open(article)
    key = keys_of(screen.desk, article)[0]
    screen.edit(key, "ja")
    screen.page.context.set_offline(True)
    screen.page.keyboard.press("Control+A")
    screen.page.keyboard.insert_text("トンネルの中で書いた。")
    expect(screen.cell(key, "ja")).to_have_attribute("data-saving", "failed")
    screen.page.context.set_offline(False)
    screen.load()
    screen.open(article)
    until(lambda: screen.stored(article, key, "ja").text == "トンネルの中で書いた。", "not stored")


def test_a_text_that_was_never_saved_takes_nobody_s_place(screen: Screen) -> None:
    article = drafted(screen.desk, TEXT)
    screen.open(article)
    segment = screen.desk.store.articles.page(article).segments[0]
    editor = screen.edit(segment.key, "en")
    screen.page.context.set_offline(True)
    editor.fill("Typed in a tunnel.")
    expect(screen.cell(segment.key, "en")).to_have_attribute("data-saving", "failed")
    screen.desk.store.segments.edit(segment.id, "en", "Written meanwhile.", segment.targets["en"].version, "sari")
    screen.page.context.set_offline(False)
    screen.load()
    screen.open(article)
    conflict = screen.cell(segment.key, "en").locator(".conflict")
    expect(conflict).to_contain_text("sari")
    expect(conflict).to_contain_text("Typed in a tunnel.")
    assert screen.stored(article, segment.key, "en").text == "Written meanwhile."


def test_approve_and_undo_by_keyboard(screen: Screen) -> None:
    article = drafted(screen.desk, TEXT)
    screen.open(article)
    first, second = keys_of(screen.desk, article)[:2]
    before = screen.stored(article, first, "en").text
    screen.edit(first, "en").fill("Approved text.")
    screen.page.keyboard.press("Control+Enter")
    expect(screen.cell(first, "en")).to_have_attribute("data-state", "approved")
    expect(screen.cell(first, "ja").locator("textarea.editor")).to_be_focused()
    screen.page.keyboard.press("Alt+ArrowDown")
    expect(screen.cell(second, "ja").locator("textarea.editor")).to_be_focused()
    screen.edit(first, "en")
    screen.page.keyboard.press("Alt+z")
    expect(screen.cell(first, "en")).to_have_attribute("data-state", "edited")
    screen.page.keyboard.press("Alt+z")
    until(lambda: screen.stored(article, first, "en").text == before, "not undone")
