"""An editor who chose Japanese or Indonesian reads messages of checks and faults in that language."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.screen import Screen, drafted, keys_of

TEXT = "Wali Kota Bekasi Tri Adhianto membuka pasar pada Kamis, 24 Juli 2025."


def choose(screen: Screen, language: str) -> None:
    with screen.page.expect_navigation():
        screen.page.locator(f'.desk-languages button[data-language="{language}"]').click()
    screen.page.locator("#paste textarea").wait_for()


def test_messages_are_japanese_on_a_japanese_desk(screen: Screen) -> None:
    article = drafted(screen.desk, TEXT)
    key = keys_of(screen.desk, article)[0]
    choose(screen, "ja")
    screen.tab("記事")
    screen.page.get_by_role("button", name="開く").first.click()
    screen.edit(key, "en").fill("He opened a market.")
    remark = screen.page.locator('#grid [data-check="span-missing"] .message').first
    expect(remark).to_contain_text("訳文に「Bekasi Mayor Tri Adhianto」が一度必要です。")


def test_a_fault_is_told_in_indonesian(screen: Screen) -> None:
    choose(screen, "id")
    for target in screen.page.locator("#targets input").all():
        target.uncheck()
    screen.paste(TEXT)
    expect(screen.page.locator(".toast-body")).to_contain_text("Bahasa sasaran belum dipilih.")
