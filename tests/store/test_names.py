import pytest

from tests.store.made import checked, drafted
from translator.fixed import Origin, SpanKind
from translator.names import Registry, SettledName
from translator.result import Draft
from translator.store import Action, State, Store

NISHINOU = SettledName("Kuniaki Nishinou", "Kuniaki Nishino", "西納久仁明")


def test_the_registry_comes_back_as_it_was_settled(store: Store) -> None:
    names = (
        SettledName(
            "Ma’ruf Amin", "Ma'ruf Amin", "マアルフ・アミン", SpanKind.PERSON, (("Ma’ruf", "Ma'ruf", "マアルフ"),)
        ),
        SettledName("Anjar", "Anjar", "アンジャル", SpanKind.PLACE),
    )
    for name in names:
        store.names.settle(name, "sari")
    assert set(store.names.registry().names) == set(names)
    store.names.settle(SettledName("Anjar", "Anjar", "アンジャール", SpanKind.PLACE), "sari")
    settled = store.names.registry().get("Anjar")
    assert settled is not None
    assert settled.ja == "アンジャール"
    assert store.names.forget("Ma'ruf Amin")
    assert not store.names.forget("Ma'ruf Amin")
    assert [n.id for n in store.names.registry().names] == ["Anjar"]


def test_a_project_has_its_own_names_over_the_common_ones(store: Store) -> None:
    store.names.settle(SettledName("Anjar", "Anjar", "アンジャル"), "sari")
    store.names.settle(SettledName("Anjar", "Anyar", "アニャル"), "sari", project="desa")
    assert [n.en for n in store.names.registry().names] == ["Anjar"]
    assert [n.en for n in store.names.registry("desa").names] == ["Anyar"]


def test_settling_a_name_changes_every_text_that_nobody_approved(store: Store, article_id: int) -> None:
    other = store.articles.add(drafted(checked("Tamu Kedua\n\nKuniaki Nishinou datang lagi. Warga senang.")))
    having = [
        s for id in (article_id, other) for s in store.articles.page(id).segments if "Kuniaki Nishinou" in s.source
    ]
    assert len(having) == 3
    approved = having[1]
    store.segments.approve(approved.id, "ja", 1, "budi")
    assert store.names.settle(NISHINOU, "sari") == 5
    for segment in having:
        after = store.segments.get(segment.id)
        for language, new in (("en", "Kuniaki Nishino"), ("ja", "西納久仁明")):
            target = after.targets[language]
            if (segment.id, language) == (approved.id, "ja"):
                assert (target.text, target.state) == (approved.targets["ja"].text, State.APPROVED)
                continue
            assert new in target.text
            assert "ニシノウ" not in target.text
            assert not any(i.issue.span == NISHINOU.id for i in target.open_issues)
            revision = store.segments.history(segment.id, language)[0]
            assert (revision.action, revision.author) == (Action.SETTLE, "sari")
        span = next(s for s in after.spans if s.source == "Kuniaki Nishinou")
        assert (span.ja, span.origin, span.issues) == ("西納久仁明", Origin.REGISTRY, ())
    assert store.names.settle(NISHINOU, "sari") == 0


def test_a_name_inside_a_title_is_changed_with_its_title(store: Store) -> None:
    text = "Kabar Kota\n\nWakil Wali Kota Izumisano, Kuniaki Nishinou, tiba pada Kamis (24/7/2025)."
    article_id = store.articles.add(drafted(checked(text)))
    row = store.articles.page(article_id).segments[1]
    assert "ニシノウ・クニアキ副市長" in row.targets["ja"].text
    assert store.names.settle(NISHINOU, "sari") == 2
    after = store.segments.get(row.id)
    assert "泉佐野市の西納久仁明副市長" in after.targets["ja"].text
    assert any(span.ja == "泉佐野市の西納久仁明副市長" for span in after.spans)


def test_a_name_within_another_name_is_left_alone(store: Store) -> None:
    text = "Kabar Kota\n\nTri Adhianto bertemu Tri kemarin."
    article_id = store.articles.add(drafted(checked(text)))
    row = store.articles.page(article_id).segments[1]
    sources = [s.source for s in row.spans]
    assert {"Tri Adhianto", "Tri"} <= set(sources)
    text_ja = "".join(s.ja + "、" for s in row.spans)
    store.segments.save_draft(row.id, "ja", Draft(text_ja, "engine", None), {})
    store.names.settle(SettledName("Tri", "Tri", "トゥリ"), "sari")
    full = next(s for s in row.spans if s.source == "Tri Adhianto")
    after = store.segments.get(row.id).targets["ja"].text
    assert full.ja in after
    assert "トゥリ、" in after


def test_an_editor_s_own_wording_is_changed_too_and_can_be_undone(store: Store, article_id: int) -> None:
    row = next(s for s in store.articles.page(article_id).segments if s.source.startswith("Wali Kota Bekasi Tri"))
    store.segments.edit(row.id, "ja", "ニシノウ・クニアキ氏を迎えた。", 1, "budi")
    store.names.settle(NISHINOU, "sari")
    target = store.segments.get(row.id).targets["ja"]
    assert (target.text, target.state) == ("西納久仁明氏を迎えた。", State.EDITED)
    undone = store.segments.undo(row.id, "ja", target.version, "budi").targets["ja"]
    assert undone.text == "ニシノウ・クニアキ氏を迎えた。"


def test_only_the_articles_of_the_project_change(store: Store, article_id: int) -> None:
    store.articles.add(drafted(checked()), project="jepang")
    count = sum("Kuniaki Nishinou" in s.source for s in store.articles.page(article_id).segments)
    assert store.names.settle(NISHINOU, "sari", project="jepang") == 2 * count


def test_a_name_of_one_project_is_settled_there_and_stays_there(store: Store, article_id: int) -> None:
    own = store.articles.add(drafted(checked()), project="jepang")
    store.names.settle(NISHINOU, "sari", project="jepang")
    assert NISHINOU.id not in [p.id for p in store.names.proposals(project="jepang")]
    waiting = next(p for p in store.names.proposals() if p.id == NISHINOU.id)
    assert {store.segments.get(id).article_id for id in waiting.segments} == {article_id}
    store.names.settle(SettledName(NISHINOU.id, "K. Nishinou", "西納"), "budi")
    assert all(
        "西納久仁明" in s.targets["ja"].text for s in store.articles.page(own).segments if NISHINOU.id in s.source
    )
    assert [n.ja for n in store.names.own("jepang").names] == ["西納久仁明"]
    assert store.articles.projects() == ("jepang",)


def test_names_to_settle_are_listed_until_they_are(store: Store, article_id: int) -> None:
    first = store.names.proposals()[0]
    assert (first.id, first.ja, first.reason) == ("Kuniaki Nishinou", "ニシノウ・クニアキ", "kanji-wanted")
    assert (first.count, len(first.segments)) == (2, 2)
    assert store.names.proposals(article_id) == store.names.proposals()
    store.names.settle(NISHINOU, "sari")
    assert "Kuniaki Nishinou" not in [p.id for p in store.names.proposals()]


@pytest.mark.parametrize("name", [NISHINOU, SettledName("Anjar", "Anjar", "アンジャル")])
def test_the_stored_registry_finds_what_any_registry_finds(store: Store, name: SettledName) -> None:
    store.names.settle(name, "sari")
    text = f"Menurut {name.id}, warga senang."
    assert store.names.registry().find(text) == Registry((name,)).find(text)
