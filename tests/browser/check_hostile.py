"""Texts that try to run, to turn the page around or to break it stay texts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.screen import Screen, drafted
from translator.fixed import SpanKind
from translator.glossary.model import Entry

RUN = "document.body.dataset.ran=1"
HOSTILE = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'"><svg onload={RUN}>',
    "{{" + RUN + "}} ${" + RUN + "}",
    "\u202eesrever\u202c \u2066isolated\u2069 \u200bzero",
    "x" * 10_000,
    "長" * 10_000,
)
PLAIN = "Wali Kota Bekasi bertemu dengan warga di kantor dan mereka berbicara tentang pasar yang baru.\n\n"
FRAME = "Wali Kota Bekasi Tri Adhianto berkata kepada warga: {} dan pergi ke pasar."


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_in_source_and_edits(screen: Screen, text: str) -> None:
    said = "" if text.startswith("長") else text  # a page of Japanese is no Indonesian article: it is refused
    article = drafted(screen.desk, PLAIN + PLAIN + FRAME.format(said))
    screen.open(article)
    key = screen.desk.store.articles.page(article).segments[2].key
    for code in ("en", "ja"):
        screen.edit(key, code).fill(text)
        screen.until_stored(article, key, code, text)
    screen.page.keyboard.press("Alt+h")
    expect(screen.page.locator("#grid .panel li").first).to_be_visible()
    screen.page.keyboard.press("Alt+p")
    expect(screen.page.locator("#grid .preview")).to_be_visible()
    harmless(screen)
    screen.page.keyboard.press("Escape")
    for tab in ("Articles", "Names", "Export"):
        screen.tab(tab)
        harmless(screen)
    screen.load()
    screen.open(article)
    harmless(screen)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_in_glossary_and_memory(screen: Screen, text: str) -> None:
    screen.desk.store.terms.add(Entry((f"istilah {text}",), (text,), (text,), SpanKind.TERM, note=text))
    screen.desk.store.memory.add(f"Kalimat {text}", text, "en", author=text)
    screen.tab("Glossary")
    expect(screen.page.locator("#glossary tbody tr").first).to_be_visible()
    screen.search("glossary", "istilah")
    expect(screen.page.locator("#glossary tbody tr").first).to_contain_text("istilah")
    harmless(screen)
    screen.tab("Memory")
    expect(screen.page.locator("#memory .empty")).to_be_visible()
    screen.search("memory", "Kalimat")
    expect(screen.page.locator("#memory tbody tr").first).to_contain_text("Kalimat")
    harmless(screen)


def harmless(screen: Screen) -> None:
    """Nothing ran, and the page is not wider than the window."""
    assert screen.page.evaluate("document.body.dataset.ran") is None
    assert screen.page.locator("#grid img, #grid svg, #grid script, .desk-table img, .desk-table script").count() == 0
    assert screen.overflow() <= 0
