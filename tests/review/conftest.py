from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.review.fake import FakeEngine
from translator.review.context import Desk
from translator.store import Store

TEXT = "Wali Kota Bekasi Tri Adhianto bertemu warga.\n\nPertemuan berlangsung pada Kamis, 24 Juli 2025.\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store.sqlite3") as opened:
        yield opened


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def desk(store: Store, engine: FakeEngine) -> Desk:
    return Desk.open(store, lambda name: engine)
