import pytest

from tests.store.made import checked
from translator.fixed import SpanKind
from translator.glossary.model import Entry
from translator.result import Draft
from translator.store import Store, suggestions
from translator.store.learn import changes


def edit(store: Store, source: str, language: str, before: str, after: str) -> None:
    article_id = store.articles.add(checked(source), targets=(language,))
    row = store.articles.page(article_id).segments[0]
    store.segments.save_draft(row.id, language, Draft(before, "engine", -1.0), {})
    for end in range(len(after) - 3, len(after) + 1):  # saved as typed: what stands in between must not count
        version = store.segments.get(row.id).targets[language].version
        store.segments.edit(row.id, language, after[:end], version, "sari")


@pytest.mark.parametrize(
    ("before", "after", "language", "expected"),
    [
        ("The city mayor came.", "The mayor of the city came.", "en", None),
        ("The regent spoke.", "The regency head spoke.", "en", {("regent", "regency head")}),
        ("Mayor Tri spoke.", "Acting Mayor Tri spoke.", "en", {("Mayor", "Acting Mayor")}),
        ("It is very good.", "It is good.", "en", {("very good", "good")}),
        ("They came.", "They came!", "en", set()),
        ("副市長が訪れた。", "副知事が訪れた。", "ja", {("副市長", "副知事")}),
        (
            "シティーブランディングを学ぶ。",
            "都市ブランディングを学ぶ。",
            "ja",
            {("シティーブランディング", "都市ブランディング")},
        ),
        ("会議を開いた。", "会議を開いた。", "ja", set()),
    ],
)
def test_an_edit_is_read_as_changes_of_wording(
    before: str, after: str, language: str, expected: set[tuple[str, str]] | None
) -> None:
    found = set(changes(before, after, language))
    if expected is None:
        assert all(old != new for old, new in found)
    else:
        assert found == expected


def test_a_change_made_twice_becomes_a_glossary_proposal(store: Store) -> None:
    edit(
        store, "Bupati meninjau pasar kemarin.", "en", "The regent saw the market.", "The regency head saw the market."
    )
    assert suggestions(store) == ()
    edit(store, "Warga menyambut bupati di desa.", "en", "Residents met the regent.", "Residents met the regency head.")
    edit(store, "Menteri tiba di desa.", "en", "The minister arrived.", "The minister has come.")
    (suggestion,) = suggestions(store)
    assert (suggestion.before, suggestion.after, suggestion.count) == ("regent", "regency head", 2)
    assert suggestion.source.casefold() == "bupati"
    assert len(suggestion.segments) == 2
    store.terms.add(Entry(("bupati",), ("regency head",), ("県知事",)), "sari")
    assert suggestions(store) == ()


def test_a_change_without_a_common_term_becomes_a_replacement_rule(store: Store) -> None:
    edit(store, "Harga beras naik.", "ja", "米の値段が上がりました。", "米の値段が上がった。")
    edit(store, "Jumlah warga bertambah.", "ja", "住民の数が増えました。", "住民の数が増えた。")
    edit(store, "Nilai ekspor naik.", "ja", "輸出額が上がりました。", "輸出額が上がった。")
    (suggestion,) = suggestions(store)
    assert (suggestion.before, suggestion.after) == ("がりました", "がった")
    assert suggestion.count == 2
    store.replacements.accept(suggestion.before, suggestion.after, "ja", "sari")
    assert suggestions(store) == ()
    assert store.replacements.apply("気温が上がりました。", "ja") == "気温が上がった。"


def test_a_refused_suggestion_is_not_made_again(store: Store) -> None:
    for source in ("Wali kota datang.", "Warga datang."):
        edit(store, source, "en", "He arrived today.", "He came today.")
    (suggestion,) = suggestions(store)
    store.replacements.refuse(suggestion.before, suggestion.after, "en", "sari")
    assert suggestions(store) == ()
    assert store.replacements.apply("He arrived.", "en") == "He arrived."
    store.replacements.remove(store.replacements.list()[0].id)
    assert len(suggestions(store)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The regent and the regents.", "The regency head and the regents."),
        ("Regent Ade spoke.", "Regency head Ade spoke."),
        ("The regency head spoke.", "The regency head spoke."),
    ],
)
def test_a_rule_changes_whole_words_only(store: Store, text: str, expected: str) -> None:
    store.replacements.accept("regent", "regency head", "en", "sari")
    assert store.replacements.apply(text, "en") == expected


def test_a_rule_of_the_project_wins(store: Store) -> None:
    for before, projects in (("regent", ("desa", "")), ("village", ("", "desa"))):
        for project in projects:
            store.replacements.accept(before, f"{project or 'common'} {before}", "en", "sari", project=project)
    assert store.replacements.apply("A regent, a village.", "en", project="desa") == "A desa regent, a desa village."
    assert store.replacements.apply("A regent, a village.", "en") == "A common regent, a common village."


def test_glossary_additions_come_back_by_project(store: Store) -> None:
    common = Entry(("limbah", "limbah cair"), ("waste",), ("廃棄物", "排水"), SpanKind.TERM, True, False, "a note")
    own = Entry(("bupati",), ("regency head",), ("県知事",))
    store.terms.add(common, "sari")
    store.terms.add(own, "sari", project="desa")
    assert store.terms.entries() == (common,)
    assert store.terms.entries("desa") == (common, own)
    again = Entry(("limbah",), ("sewage",), ("下水",))
    store.terms.add(again, "sari", project="desa")
    assert store.terms.entries("desa") == (own, again)
    assert store.terms.remove("limbah")
    assert not store.terms.remove("limbah")
    assert store.terms.entries() == ()
