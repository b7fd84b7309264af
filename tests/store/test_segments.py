from dataclasses import replace

import pytest

from tests.store.made import SIGNATURE, checked, drafted
from translator.errors import StoreConflict, StoreError
from translator.issues import Issue, Severity
from translator.result import Draft
from translator.store import Action, SegmentRow, State, Store

LOOK = Issue("length", Severity.WARNING, "The draft is unusually long.")


@pytest.fixture
def row(store: Store, article_id: int) -> SegmentRow:
    return store.articles.page(article_id).segments[1]


def test_an_edit_is_stored_with_author_and_revision(store: Store, row: SegmentRow) -> None:
    before = row.targets["en"]
    after = store.segments.edit(row.id, "en", "Corrected.", before.version, "sari").targets["en"]
    assert (after.text, after.state, after.version, after.author) == ("Corrected.", State.EDITED, 2, "sari")
    assert (after.origin, after.draft) == ("editor", before.text)
    revision = store.segments.history(row.id, "en")[0]
    assert (revision.before, revision.after, revision.author) == (before.text, "Corrected.", "sari")
    assert (revision.action, revision.state_before, revision.version) == (Action.EDIT, State.DRAFT, 2)


def test_the_second_editor_is_told_and_both_texts_are_kept(store: Store, row: SegmentRow) -> None:
    store.segments.edit(row.id, "en", "By Sari.", 1, "sari")
    with pytest.raises(StoreConflict, match="sari changed this segment") as caught:
        store.segments.edit(row.id, "en", "By Budi.", 1, "budi")
    error = caught.value
    assert (error.text, error.other, error.author, error.version) == ("By Budi.", "By Sari.", "sari", 2)
    assert store.segments.get(row.id).targets["en"].text == "By Sari."
    kept = store.segments.history(row.id, "en")[0]
    assert (kept.action, kept.after, kept.author) == (Action.CONFLICT, "By Budi.", "budi")
    assert store.segments.edit(row.id, "en", "By Budi.", error.version, "budi").targets["en"].text == "By Budi."


def test_two_anonymous_editors_conflict_too(store: Store, row: SegmentRow) -> None:
    store.segments.edit(row.id, "en", "One.", 1, "")
    with pytest.raises(StoreConflict):
        store.segments.edit(row.id, "en", "Two.", 1, "")


def test_the_same_text_from_two_editors_is_no_conflict(store: Store, row: SegmentRow) -> None:
    store.segments.edit(row.id, "en", "Same.", 1, "sari")
    assert store.segments.edit(row.id, "en", "Same.", 1, "budi").targets["en"].author == "sari"


def test_an_editor_who_types_while_drafts_come_in_wins(store: Store) -> None:
    article_id = store.articles.add(checked(), targets=("en",))
    row = store.articles.page(article_id).segments[0]
    store.segments.save_draft(row.id, "en", Draft("Machine.", "engine", -1.0), SIGNATURE)
    assert store.segments.edit(row.id, "en", "Mine.", 0, "sari").targets["en"].text == "Mine."


@pytest.mark.parametrize("state", [State.EDITED, State.APPROVED])
def test_a_draft_never_replaces_an_editor_s_text(store: Store, row: SegmentRow, state: State) -> None:
    target = store.segments.edit(row.id, "en", "Mine.", 1, "sari").targets["en"]
    if state is State.APPROVED:
        target = store.segments.approve(row.id, "en", target.version, "sari").targets["en"]
    after = store.segments.save_draft(row.id, "en", Draft("Machine.", "engine", -1.0), SIGNATURE).targets["en"]
    assert (after.text, after.draft, after.state, after.version) == ("Mine.", "Machine.", state, target.version)


def test_a_draft_with_issues_needs_review_until_they_are_settled(store: Store, row: SegmentRow) -> None:
    draft = Draft("Long draft.", "engine", -1.0, (LOOK, replace(LOOK, severity=Severity.INFO, message="Remark.")))
    target = store.segments.save_draft(row.id, "en", draft, SIGNATURE).targets["en"]
    assert (target.state, len(target.open_issues), target.score) == (State.NEEDS_REVIEW, 2, -1.0)
    settled = store.segments.settle_issue(target.issues[0].id, "false-alarm", "sari").targets["en"]
    assert settled.state is State.DRAFT
    assert (settled.issues[0].settled, settled.issues[0].settled_by) == ("false-alarm", "sari")
    assert store.segments.reopen_issue(target.issues[0].id).targets["en"].state is State.NEEDS_REVIEW


def test_a_settled_issue_stays_settled_when_it_comes_again(store: Store, row: SegmentRow) -> None:
    target = store.segments.set_issues(row.id, "en", [LOOK]).targets["en"]
    store.segments.settle_issue(target.issues[0].id, "ignored", "sari")
    fresh = Issue("script", Severity.ERROR, "Wrong script.")
    after = store.segments.edit(row.id, "en", "New text.", 1, "sari", issues=[LOOK, fresh]).targets["en"]
    assert [i.issue for i in after.open_issues] == [fresh]
    assert after.has_errors


def test_approving_what_somebody_changed_is_refused(store: Store, row: SegmentRow) -> None:
    store.segments.edit(row.id, "en", "Changed.", 1, "budi")
    for act in (store.segments.approve, store.segments.reject, store.segments.undo):
        with pytest.raises(StoreConflict, match="budi"):
            act(row.id, "en", 1, "sari")


def test_an_empty_text_cannot_be_approved(store: Store) -> None:
    article_id = store.articles.add(checked(), targets=("en",))
    row = store.articles.page(article_id).segments[0]
    with pytest.raises(StoreError, match=r"no translation to approve\. Write one first"):
        store.segments.approve(row.id, "en", 0, "sari")
    assert store.segments.approve_all(article_id, "en", "sari") == 0


def test_undo_takes_changes_back_one_by_one(store: Store, row: SegmentRow) -> None:
    first = row.targets["en"].text
    store.segments.edit(row.id, "en", "One.", 1, "sari")
    store.segments.edit(row.id, "en", "Two.", 2, "sari")
    store.segments.approve(row.id, "en", 3, "sari")
    seen = []
    for version in range(4, 9):
        target = store.segments.undo(row.id, "en", version, "sari").targets["en"]
        seen.append((target.text, target.state))
        if target.version == version:
            break
    assert seen == [("Two.", State.EDITED), ("One.", State.EDITED), (first, State.DRAFT), (first, State.DRAFT)]


def test_undoing_an_edit_of_an_approved_text_approves_it_again(store: Store, row: SegmentRow) -> None:
    store.segments.approve(row.id, "en", 1, "sari")
    store.segments.edit(row.id, "en", "Oops.", 2, "sari")
    assert store.memory.count() == 0
    assert store.segments.undo(row.id, "en", 3, "sari").targets["en"].state is State.APPROVED
    assert [u.target for u in store.memory.units()] == [row.targets["en"].text]


def test_any_revision_can_be_put_back(store: Store, row: SegmentRow) -> None:
    for version, text in enumerate(("One.", "Two.", "Three."), 1):
        store.segments.edit(row.id, "en", text, version, "sari")
    one = next(r for r in store.segments.history(row.id, "en") if r.after == "One.")
    assert store.segments.revert(one.id, 4, "budi").targets["en"].text == "One."
    assert store.segments.history(row.id, "en")[0].action is Action.REVERT


def test_correcting_the_english_marks_the_japanese_stale(store: Store, row: SegmentRow) -> None:
    after = store.segments.edit(row.id, "en", "Corrected.", 1, "sari")
    assert after.targets["ja"].stale
    pending = store.segments.pending(row.article_id, "ja", {}, SIGNATURE)
    assert [s.id for s in pending] == [row.id]
    redone = store.segments.save_draft(row.id, "ja", Draft("直した。", "engine", -1.0), SIGNATURE)
    assert not redone.targets["ja"].stale


def test_correcting_the_japanese_leaves_the_english_alone(store: Store, row: SegmentRow) -> None:
    assert not store.segments.edit(row.id, "ja", "直した。", 1, "sari").targets["en"].stale


def test_hostile_text_is_stored_as_it_is(store: Store, row: SegmentRow) -> None:
    text = "'); DROP TABLE segments;--\n<script>alert(1)</script>\u202e\0\U0001f600" + "x" * 10_000
    assert store.segments.edit(row.id, "en", text, 1, "o'sari\"").targets["en"].text == text


def test_all_drafts_of_a_result_can_be_saved_twice(store: Store, article_id: int) -> None:
    before = store.articles.page(article_id).segments
    store.articles.save(article_id, drafted(checked()))
    assert store.articles.page(article_id).segments == before


def test_the_place_and_the_fix_of_an_issue_are_kept(store: Store, row: SegmentRow) -> None:
    issue = Issue("span-missing", Severity.ERROR, "Bekasi is missing.", "Bekasi", 3, 9, "Bekasi")
    assert store.segments.set_issues(row.id, "en", [issue]).targets["en"].issues[0].issue == issue


def test_spans_are_kept_whole(store: Store, row: SegmentRow) -> None:
    issue = Issue("name-proposal", Severity.INFO, "Settle it.", "Bekasi", 0, 6, "ブカシ")
    span = replace(row.spans[0], never_en=("Bekassi",), never_ja=("ベカシ",), issues=(issue,))
    store.segments.set_spans(row.id, [span])
    assert store.segments.get(row.id).spans == (span,)
