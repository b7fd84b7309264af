from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.made import TEXT, checked, drafted, reader
from translator.fixed import FixedSpan, Origin, SpanKind
from translator.store import Store, Unit
from translator.store.keys import key


def spans_of(source: str) -> tuple[FixedSpan, ...]:
    return reader().check(source).segments[0].spans


@pytest.fixture
def learn(store: Store) -> Store:
    """A memory with a handful of units, spans and values marked as in an article."""
    for source, en, ja in (
        (
            "Rapat digelar di Bekasi pada Kamis (24/7).",
            "The meeting was held in Bekasi on Thursday (July 24).",
            "会議は7月24日（木）にブカシで開かれた。",
        ),
        (
            "Anggaran naik Rp1,2 triliun menjadi Rp3 triliun.",
            "The budget rose by Rp1.2 trillion to Rp3 trillion.",
            "予算は1兆2000億ルピア増えて3兆ルピアになった。",
        ),
        ("Sebanyak 35 orang hadir.", "There were 35 people present.", "35人が出席した。"),
        (
            "Warga mengeluh soal sampah di sungai.",
            "Residents complain of rubbish in the river.",
            "住民は川のごみに不満だ。",
        ),
    ):
        for language, target in (("en", en), ("ja", ja)):
            store.memory.add(source, target, language, spans=spans_of(source), author="sari")
    return store


@pytest.mark.parametrize(
    ("source", "language", "text"),
    [
        (
            "Rapat digelar di Bekasi pada Kamis (24/7).",
            "en",
            "The meeting was held in Bekasi on Thursday (July 24).",
        ),
        (
            "Rapat digelar di Bekasi pada Jumat (25/7).",
            "en",
            "The meeting was held in Bekasi on Friday (July 25).",
        ),
        ("Rapat digelar di Bekasi pada Jumat (25/7).", "ja", "会議は7月25日（金）にブカシで開かれた。"),
        (
            "Anggaran naik Rp500 miliar menjadi Rp1,2 triliun.",
            "en",
            "The budget rose by Rp500 billion to Rp1.2 trillion.",
        ),
        (
            "Anggaran naik Rp500 miliar menjadi Rp1,2 triliun.",
            "ja",
            "予算は5000億ルピア増えて1兆2000億ルピアになった。",
        ),
        ("Sebanyak 350 orang hadir.", "ja", "350人が出席した。"),
        ("Sebanyak  35 orang\u00a0hadir.", "en", "There were 35 people present."),
    ],
)
def test_the_same_wording_is_served_with_its_own_values(learn: Store, source: str, language: str, text: str) -> None:
    match = learn.memory.exact(source, spans_of(source), language)
    assert match is not None
    assert (match.text, match.score, match.exact) == (text, 100.0, True)


@pytest.mark.parametrize(
    "source",
    [
        "Rapat digelar di Bogor pada Kamis (24/7).",  # another place
        "Rapat digelar di Bekasi pada Kamis (24/7)!",  # other punctuation
        "Sebanyak 1 orang hadir.",  # English would need another number
        "Anggaran naik 5 persen menjadi Rp3 triliun.",  # another kind of value
        "",
    ],
)
def test_what_is_not_the_same_is_not_served(learn: Store, source: str) -> None:
    assert learn.memory.exact(source, spans_of(source) if source else (), "en") is None


def test_a_value_that_the_editor_worded_otherwise_is_not_guessed(store: Store) -> None:
    source = "Rapat digelar pada Kamis (24/7)."
    store.memory.add(source, "The meeting was held the day before yesterday.", "en", spans=spans_of(source))
    assert store.memory.exact(source, spans_of(source), "en") is not None
    later = "Rapat digelar pada Jumat (25/7)."
    assert store.memory.exact(later, spans_of(later), "en") is None


def test_an_accepted_form_stays_in_its_shape(store: Store) -> None:
    source, later = "Rapat digelar pada Kamis (24/7).", "Rapat digelar pada Jumat (25/7)."
    store.memory.add(source, "The meeting was on Thursday, July 24.", "en", spans=spans_of(source))
    match = store.memory.exact(later, spans_of(later), "en")
    assert match is not None
    assert match.text == "The meeting was on Friday, July 25."


def test_a_name_that_was_settled_since_is_written_anew(store: Store) -> None:
    source = "Nishinou tiba."
    old = FixedSpan(0, 8, "Nishinou", SpanKind.PERSON, "Nishinou", "ニシノウ", Origin.RULE)
    new = FixedSpan(0, 8, "Nishinou", SpanKind.PERSON, "Nishino", "西納", Origin.REGISTRY)
    store.memory.add(source, "ニシノウ氏が到着した。", "ja", spans=[old])
    match = store.memory.exact(source, [new], "ja")
    assert match is not None
    assert match.text == "西納氏が到着した。"


def test_a_term_decided_after_the_text_was_written_is_no_hindrance(store: Store) -> None:
    source = "Nelayan pulang."
    old = FixedSpan(0, 7, "Nelayan", SpanKind.TERM, "fishermen", "漁師", Origin.GLOSSARY)
    new = FixedSpan(0, 7, "Nelayan", SpanKind.TERM, "fishers", "漁業者", Origin.GLOSSARY)
    store.memory.add(source, "漁業者が帰った。", "ja", spans=[old])
    match = store.memory.exact(source, [new], "ja")
    assert match is not None
    assert match.text == "漁業者が帰った。"


def test_a_new_fixed_span_must_stand_in_the_text(store: Store) -> None:
    source = "Program itu dimulai."
    store.memory.add(source, "The scheme began.", "en")
    term = FixedSpan(0, 7, "Program", SpanKind.TERM, "programme", "プログラム", Origin.GLOSSARY)
    assert store.memory.exact(source, [term], "en") is None


def test_the_newest_of_two_wordings_serves(learn: Store) -> None:
    source = "Sebanyak 35 orang hadir."
    learn.memory.add(source, "35 people came.", "en", spans=spans_of(source))
    match = learn.memory.exact(source, spans_of(source), "en")
    assert match is not None
    assert match.text == "35 people came."


def test_similar_wordings_come_with_their_differences(learn: Store) -> None:
    source = "Warga mengeluh soal sampah di pasar."
    (match,) = learn.memory.fuzzy(source, (), "en")
    assert 75 <= match.score < 100
    assert match.text == "Residents complain of rubbish in the river."
    (difference,) = match.differences
    assert match.unit.source[difference.start : difference.end] == "sungai"
    assert source[difference.to_start : difference.to_end] == "pasar"
    assert learn.memory.fuzzy(source, (), "en", threshold=99) == ()
    assert learn.memory.fuzzy("Sama sekali lain.", (), "en") == ()


def test_other_values_cost_a_fuzzy_match_nothing(learn: Store) -> None:
    source = "Sebanyak 350 orang hadir."
    (match,) = learn.memory.fuzzy(source, spans_of(source), "ja")
    assert (match.score, match.text) == (100.0, "350人が出席した。")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sampah", 2),
        ("SAMPAH", 2),
        ("residents complain", 1),
        ("不満だ", 1),
        ("ごみ", 1),
        ("予", 1),
        ("Rp1.2 trillion", 1),
        ("tidak ada di sini", 0),
        ('"', 0),
        ('AND OR NEAR("', 0),
        ("sam*", 0),
        ("source:sampah", 0),
        ("%", 0),
        ("__", 0),
        ("'; DROP TABLE units;--", 0),
        ("\0", 0),
        ("  ", 0),
    ],
)
def test_concordance_finds_the_words_as_they_are_typed(learn: Store, query: str, found: int) -> None:
    units = learn.memory.search(query)
    assert len(units) == found
    assert all(query.casefold() in (u.source + u.target).casefold() for u in units)


def test_concordance_can_be_kept_to_one_language(learn: Store) -> None:
    assert {u.language for u in learn.memory.search("sampah", language="ja")} == {"ja"}
    assert [u.language for u in learn.memory.search("di", language="en", limit=1)] == ["en"]


def test_approved_segments_are_learnt_and_forgotten_when_reopened(store: Store, article_id: int) -> None:
    row = store.articles.page(article_id).segments[1]
    approved = store.segments.approve(row.id, "en", 1, "sari")
    (unit,) = store.memory.units("en")
    assert (unit.source, unit.target, unit.segment_id) == (row.source, row.targets["en"].text, row.id)
    assert (unit.author, unit.spans) == ("sari", row.spans)
    store.segments.edit(row.id, "en", "Not yet.", approved.targets["en"].version, "budi")
    assert store.memory.units() == ()


def test_the_next_article_gets_the_editor_s_wording(store: Store, article_id: int) -> None:
    row = next(s for s in store.articles.page(article_id).segments if s.source.startswith("Pertemuan"))
    target = store.segments.edit(row.id, "en", "The meeting drew 35 people.", 1, "sari").targets["en"]
    store.segments.approve(row.id, "en", target.version, "sari")
    following = reader().check(TEXT.replace("35 orang", "50 orang"))
    segment = next(s for s in following.segments if s.segment.source.startswith("Pertemuan"))
    match = store.memory.exact(segment.segment.source, segment.spans, "en")
    assert match is not None
    assert match.text == "The meeting drew 50 people."


def test_what_was_learnt_outlives_its_segment(store: Store, article_id: int) -> None:
    store.segments.approve_all(article_id, "en", "sari")
    count = store.memory.count()
    store.articles.replace(article_id, drafted(checked("Judul Baru\n\nSama sekali lain.")))
    assert store.memory.count() == count > 0


def test_units_are_imported_once(store: Store, tmp_path: Path) -> None:
    units = [
        Unit(0, "en", "Harga naik 5 persen.", "Prices rose by 5 percent."),
        Unit(0, "ja", "Harga naik.", "値上がり。"),
    ]
    assert store.memory.add_many(units) == 2
    assert store.memory.add_many(units) == 0
    source = "Harga naik 7 persen."
    match = store.memory.exact(source, spans_of(source), "en")
    assert match is not None
    assert match.text == "Prices rose by 7 percent."
    store.memory.remove(store.memory.units("ja")[0].id)
    assert [u.language for u in store.memory.units()] == ["en"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_keys_differ_when_wordings_differ(one: str, other: str) -> None:
    same = key(one, ()) == key(other, ())
    assert same or one != other
    assert key(key(one, ()), ()) == key(one, ())
