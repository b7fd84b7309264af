"""Speed, in processor time where the machine's load would blur it, and in wall time for what an editor waits for."""

import random
import statistics
import time
from collections.abc import Iterator
from functools import partial

import pytest

from tests.store.made import checked, drafted, long_text
from tests.timing import processor_seconds
from translator import values
from translator.fixed import FixedSpan
from translator.store import Store, Unit

UNITS = 50_000
SENTENCE = "pemerintah kota menerima kunjungan resmi dari jepang untuk membahas kerja sama pengelolaan limbah warga"
WORDS = SENTENCE.split()
KANJI = "政府市公式訪問協力廃棄物管理教育市場価格米上昇大臣大統領道路洪水地震村県病院学校基金予算"


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A memory of 50,000 units of 10 to 20 words, four fifths of them English."""
    rng = random.Random(1)
    with Store(tmp_path_factory.mktemp("memory") / "store.sqlite3") as store:
        spans = tuple(values.find("5 Juli 2025"))
        store.memory.add_many(_unit(rng, spans) for _ in range(UNITS))
        assert store.memory.count() == UNITS
        yield store


def _unit(rng: random.Random, spans: tuple[FixedSpan, ...]) -> Unit:
    words = rng.choices(WORDS, k=rng.randint(10, 20))
    source = f"5 Juli 2025 {' '.join(words)} {rng.randrange(10**6)}x."
    if rng.random() < 0.8:
        return Unit(0, "en", source, "July 5, 2025 " + " ".join(word[::-1] for word in words), spans)
    return Unit(0, "ja", source, "2025年7月5日" + "".join(rng.choices(KANJI, k=40)), spans)


def test_the_memory_answers_at_once_over_50000_units(memory: Store) -> None:
    unit = memory.memory.units("en")[20_000]
    source = unit.source.replace("5 Juli", "6 Juli")
    spans = tuple(values.find("6 Juli 2025"))
    match = memory.memory.exact(source, spans, "en")
    assert match is not None
    assert match.text.startswith("July 6, 2025")
    similar = source.replace("x.", "y.")
    assert memory.memory.fuzzy(similar, spans, "en")[0].unit == unit
    assert processor_seconds(lambda: memory.memory.exact(source, spans, "en")) < 0.005
    assert processor_seconds(lambda: memory.memory.fuzzy(similar, spans, "en")) < 0.2
    japanese = memory.memory.units("ja")[5_000].target[20:25]
    for query in ("kunjungan resmi", japanese, japanese[:2], "zz", "tidak ada di sini"):
        assert processor_seconds(partial(memory.memory.search, query)) < 0.05, query


def test_an_article_of_300_segments_opens_at_once(store: Store) -> None:
    article_id = store.articles.add(drafted(checked(long_text(300))))
    assert len(store.articles.page(article_id).segments) >= 300
    assert processor_seconds(lambda: store.articles.page(article_id)) < 0.05
    assert processor_seconds(store.articles.list) < 0.05


def test_an_edit_is_stored_within_300_ms(store: Store) -> None:
    article_id = store.articles.add(drafted(checked(long_text(300))))
    row = store.articles.page(article_id).segments[150]
    taken = []
    for version in range(1, 31):
        start = time.perf_counter()
        store.segments.edit(row.id, "en", f"Edit {version}", version, "sari")
        taken.append(1000 * (time.perf_counter() - start))
    assert statistics.median(taken) < 300


def test_a_file_finds_its_article_among_20000(store: Store) -> None:
    result = drafted(checked("Warga menanam pohon."))
    first = store.articles.put(result, document=b"first", name="first.txt")
    sql = (
        "INSERT INTO articles (title, name, project, document, format, tail, notes, targets, signature, created,"
        " updated) SELECT '', ?, '', zeroblob(3000), 'txt', '', '[]', '[]', '{}', created, updated FROM articles"
        " WHERE id = 1"
    )
    with store.database.writing():
        store.database.run_many(sql, ((f"{n}.txt",) for n in range(20_000)))
    assert store.articles.put(result, document=b"first", name="first.txt") == first
    assert processor_seconds(lambda: store.articles.put(result, document=b"first", name="first.txt")) < 0.015
