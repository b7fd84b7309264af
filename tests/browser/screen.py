"""The desk in a browser: how it is served, and what the tests press and read on it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Playwright, ViewportSize, expect

from translator.review.app import build, launch
from translator.review.context import Desk
from translator.review.intake import take_text
from translator.store import JobState, TargetRow

WIDE: ViewportSize = {"width": 1366, "height": 768}

PATIENCE = 30_000
"""Milliseconds after which what should be on the page is missing; the machine of a test may be busy."""


def chromium(playwright: Playwright) -> Browser:
    """The system's Chromium: none is downloaded."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        raise RuntimeError("there is no Chromium: make test-browser installs it.")
    return playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The desk at an address of this machine."""
    page = build(desk)
    try:
        yield launch(page, desk, port=None, block=False)
    finally:
        desk.worker.stop()
        page.close()


@contextmanager
def settled(browser: Browser, desk: Desk, address: str) -> Iterator[Screen]:
    """The desk in a browser of its own; no error of a script may be left behind."""
    context = browser.new_context(viewport=WIDE, accept_downloads=True, locale="en")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = context.new_page()
    screen = Screen(page, desk, address)
    page.on("pageerror", lambda error: screen.errors.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    screen.load()
    try:
        yield screen
        if screen.errors:
            raise AssertionError(f"scripts of the page raised {screen.errors}")
    finally:
        context.close()


@dataclass(frozen=True)
class Screen:
    """One editor's browser. ``errors``: what its scripts raised."""

    page: Page
    desk: Desk
    address: str
    errors: list[str] = field(default_factory=list)

    def load(self) -> None:
        self.page.goto(self.address)
        self.page.locator("#paste textarea").wait_for()

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name, exact=True).click()

    def paste(self, text: str) -> None:
        self.page.locator("#paste textarea").fill(text)
        self.page.locator("#translate").click()

    def search(self, name: str, query: str) -> None:
        """Type into the search of a page, letter by letter."""
        self.page.locator(f"#{name}-search").locator("textarea, input").first.press_sequentially(query)

    def open(self, article: int) -> None:
        self.tab("Articles")
        self.page.locator(f'#articles tr[data-id="{article}"] button[data-action="open"]').click()
        self.page.locator("#grid .row.segment").first.wait_for()

    @property
    def rows(self) -> Locator:
        return self.page.locator("#grid .row.segment")

    def cell(self, key: str, language: str) -> Locator:
        return self.page.locator(f'#grid .row.segment[data-key="{key}"] .target[data-language="{language}"]')

    def edit(self, key: str, language: str) -> Locator:
        """The open editor of a cell."""
        cell = self.cell(key, language)
        cell.locator(".text").click()
        return cell.locator("textarea.editor")

    def stored(self, article: int, key: str, language: str) -> TargetRow:
        page = self.desk.store.articles.page(article)
        return next(s.targets[language] for s in page.segments if s.key == key)

    def until_stored(self, article: int, key: str, language: str, text: str) -> float:
        """Wait until the store holds a text; how many seconds that took."""
        return until(lambda: self.stored(article, key, language).text == text, f"{key} {language} is not stored")

    def overflow(self) -> int:
        """Pixels by which the page, or what is cut off at its edge, is wider than the window."""
        width: int = self.page.evaluate(
            """() => Math.max(document.documentElement.scrollWidth,
              ...[...document.querySelectorAll('.gradio-container > *, #grid, .desk-table, #desk-title')]
                .map((node) => Math.round(node.getBoundingClientRect().right))) - window.innerWidth"""
        )
        return width


def until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE / 1000) -> float:
    """Wait until it holds; how many seconds that took."""
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() - begin < seconds, what
        time.sleep(0.005)
    return time.monotonic() - begin


def drafted(desk: Desk, text: str, seconds: float = 120) -> int:
    """An article that the worker has drafted within so many seconds."""
    job = take_text(desk, text, ["en", "ja"])
    until(lambda: desk.store.jobs.get(job.id).state in (JobState.DONE, JobState.FAILED), "the job is not done", seconds)
    assert desk.store.jobs.get(job.id).state is JobState.DONE, desk.store.jobs.get(job.id).message
    assert job.article_id is not None
    return job.article_id


def keys_of(desk: Desk, article: int) -> list[str]:
    return [segment.key for segment in desk.store.articles.page(article).segments]


def downloaded(page: Page, folder: Path) -> Path:
    """The file that the page Export offers, fetched as an editor does."""
    with page.expect_download() as waiting:
        page.locator("#export-file a[download]").first.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path
