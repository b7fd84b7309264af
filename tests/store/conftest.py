from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.made import checked, drafted
from translator.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store.sqlite3") as opened:
        yield opened


@pytest.fixture
def article_id(store: Store) -> int:
    """The sample article with drafts in both languages."""
    return store.articles.add(drafted(checked()), name="harian.txt")
