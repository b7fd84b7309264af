from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.screen import Screen, chromium, served, settled
from tests.browser.speech import invented
from tests.review.fake import FakeEngine
from translator.review.context import Desk
from translator.store import Store


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = chromium(playwright)
        yield opened
        opened.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store.sqlite3") as opened:
        yield opened


@pytest.fixture
def engine() -> FakeEngine:
    """Stands in for the model, so that a page is tested in seconds: see speech.py."""
    return FakeEngine(speech=invented)


@pytest.fixture
def desk(store: Store, engine: FakeEngine) -> Desk:
    return Desk.open(store, lambda name: engine)


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    with served(desk) as at:
        yield at


@pytest.fixture
def screen(browser: Browser, desk: Desk, address: str) -> Iterator[Screen]:
    with settled(browser, desk, address) as opened:
        yield opened
