"""XLIFF files that come back: whatever was done to them elsewhere, no text is lost or overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree
from lxml.etree import _Element as Element

from tests.store.made import checked, drafted
from translator.exchange import Merge, Outcome, dumps_xliff, from_page, merge_xliff
from translator.issues import Issue, Severity
from translator.store import SegmentRow, State, Store

pytestmark = pytest.mark.parametrize("version", ["2.0", "1.2"])

Change = Callable[[Mapping[str, Element]], None]
STATES = {"reviewed": "signed-off", "initial": "needs-review-translation"}
"""Names of states in 1.2 that differ from those in 2.0."""


def rows(store: Store, article: int) -> dict[str, SegmentRow]:
    return {segment.key: segment for segment in store.articles.page(article).segments}


def exported(store: Store, article: int, path: Path, version: str, language: str = "en") -> None:
    path.write_bytes(dumps_xliff([from_page(store.articles.page(article), language)], version))


def change(path: Path, version: str, changed: Change) -> None:
    """Change the segments of a file, given by their ids, as a tool does."""
    root = etree.fromstring(path.read_bytes())
    changed({node.get("id", ""): node for node in root.iter("{*}segment" if version == "2.0" else "{*}trans-unit")})
    path.write_bytes(etree.tostring(root, encoding="utf-8"))


def put(node: Element, version: str, text: str | None = None, state: str = "") -> None:
    """Give a segment another text (empty takes it out) and another state."""
    target = node.find("{*}target")
    assert target is not None
    if text is not None:
        assert len(target) == 0
        target.text = text
    if state:
        (node if version == "2.0" else target).set("state", state if version == "2.0" else STATES.get(state, state))
    if version == "1.2" and state in ("reviewed", "final"):
        node.set("approved", "yes")


def merged(store: Store, path: Path, **options: int) -> tuple[dict[str, Outcome], Merge]:
    merge = merge_xliff(store, path, "sari", **options)
    return {m.pair.id: m.outcome for m in merge.segments}, merge


def first(store: Store, article: int) -> SegmentRow:
    return next(iter(rows(store, article).values()))


def test_a_segment_that_another_editor_approved_since(
    store: Store,
    article_id: int,
    tmp_path: Path,
    version: str,
) -> None:
    path, row = tmp_path / "a.xlf", first(store, article_id)
    exported(store, article_id, path, version)
    ours = store.segments.edit(row.id, "en", "From the desk", row.targets["en"].version, "budi")
    store.segments.approve(row.id, "en", ours.targets["en"].version, "budi")
    change(path, version, lambda nodes: put(nodes[row.key], version, "From the file", "reviewed"))
    outcomes, merge = merged(store, path)
    assert outcomes[row.key] is Outcome.CONFLICT
    assert "budi changed it since" in str(merge.problems[0])
    now = store.segments.get(row.id).targets["en"]
    assert (now.text, now.state, now.author) == ("From the desk", State.APPROVED, "budi")
    assert store.memory.recall(row.source, row.spans, "en") == "From the desk"
    assert "From the file" in [r.after for r in store.segments.history(row.id, "en")]


def test_a_file_that_brings_back_an_older_text_changes_nothing(
    store: Store,
    article_id: int,
    tmp_path: Path,
    version: str,
) -> None:
    path, row = tmp_path / "a.xlf", first(store, article_id)
    exported(store, article_id, path, version)
    store.segments.edit(row.id, "en", "From the desk", row.targets["en"].version, "budi")
    outcomes, _ = merged(store, path)
    assert set(outcomes.values()) == {Outcome.UNCHANGED}
    change(path, version, lambda nodes: put(nodes[row.key], version, state="final"))
    assert merged(store, path)[0][row.key] is Outcome.CONFLICT  # an older text was approved
    assert store.segments.get(row.id).targets["en"].text == "From the desk"


def test_an_emptied_target_never_empties_a_text(
    store: Store,
    article_id: int,
    tmp_path: Path,
    version: str,
) -> None:
    path, before = tmp_path / "a.xlf", rows(store, article_id)
    one, two, three = list(before)[:3]
    exported(store, article_id, path, version)

    def emptied(nodes: Mapping[str, Element]) -> None:
        put(nodes[one], version, "", "translated")
        put(nodes[two], version, "  ", "final")
        put(nodes[three], version, "", "initial")

    change(path, version, emptied)
    outcomes, _ = merged(store, path)
    assert [outcomes[key] for key in (one, two, three)] == [Outcome.EMPTIED, Outcome.EMPTIED, Outcome.UNCHANGED]
    assert rows(store, article_id) == before


TEXT = "Bekasi Mayor Receives Guests from Japan"


@pytest.mark.parametrize(
    ("text", "state", "outcome", "stands"),
    [
        (None, "initial", Outcome.UNCHANGED, State.DRAFT),
        (None, "translated", Outcome.UNCHANGED, State.DRAFT),
        (None, "reviewed", Outcome.APPROVED, State.APPROVED),
        (None, "final", Outcome.APPROVED, State.APPROVED),
        (TEXT, "initial", Outcome.EDITED, State.EDITED),
        (TEXT, "translated", Outcome.EDITED, State.EDITED),
        (TEXT, "reviewed", Outcome.APPROVED, State.APPROVED),
        (TEXT, "final", Outcome.APPROVED, State.APPROVED),
    ],
)
def test_states_of_unchanged_and_changed_texts(
    store: Store,
    article_id: int,
    tmp_path: Path,
    version: str,
    text: str | None,
    state: str,
    outcome: Outcome,
    stands: State,
) -> None:
    path, row = tmp_path / "a.xlf", first(store, article_id)
    exported(store, article_id, path, version)
    change(path, version, lambda nodes: put(nodes[row.key], version, text, state))
    assert merged(store, path)[0][row.key] is outcome
    target = store.segments.get(row.id).targets["en"]
    assert (target.text, target.state) == (text or row.targets["en"].text, stands)
    if outcome is Outcome.APPROVED:
        assert store.memory.recall(row.source, row.spans, "en") == target.text
        assert merged(store, path)[0][row.key] is Outcome.UNCHANGED  # the same file again
    if outcome is Outcome.EDITED:
        assert target.author == "sari"
        assert store.memory.recall(row.source, row.spans, "en") is None


def test_a_reviewed_text_with_errors_is_saved_and_held(
    store: Store,
    article_id: int,
    tmp_path: Path,
    version: str,
) -> None:
    path = tmp_path / "a.xlf"
    row = next(row for row in rows(store, article_id).values() if "35 orang" in row.source)
    exported(store, article_id, path, version)
    change(path, version, lambda nodes: put(nodes[row.key], version, "The meeting had 350 guests.", "final"))
    outcomes, merge = merged(store, path)
    assert outcomes[row.key] is Outcome.HELD
    assert "not approved" in str(merge.problems[0])
    target = store.segments.get(row.id).targets["en"]
    assert (target.text, target.state) == ("The meeting had 350 guests.", State.EDITED)
    assert target.has_errors


def note_of(node: Element, version: str) -> tuple[Element, str]:
    """Where the notes of a segment stand, and what theirs begin with."""
    if version == "1.2":
        return node, ""
    unit = node.getparent()
    assert unit is not None
    notes = unit.find("{*}notes")
    if notes is None:
        notes = etree.Element(f"{{{etree.QName(unit).namespace}}}notes")
        unit.insert(0, notes)
    return notes, f"{node.get('id')}: "


def add_note(node: Element, version: str, text: str) -> None:
    place, start = note_of(node, version)
    etree.SubElement(place, f"{{{etree.QName(node).namespace}}}note").text = start + text


def messages(row: SegmentRow) -> list[str]:
    return [i.issue.message for i in row.targets["en"].open_issues if i.issue.check == "note"]


def test_notes_come_to_their_segment_once_and_changed_ones_replace_what_went_out(
    store: Store,
    article_id: int,
    tmp_path: Path,
    version: str,
) -> None:
    path, keys = tmp_path / "a.xlf", list(rows(store, article_id))
    second = keys[2]  # the second sentence of its paragraph
    other = Issue("number", Severity.WARNING, "Compare the number.")
    store.segments.set_issues(rows(store, article_id)[second].id, "en", [other])
    exported(store, article_id, path, version)
    change(path, version, lambda nodes: add_note(nodes[second], version, "Who are they?"))
    for _ in range(2):
        merged(store, path)
        found = rows(store, article_id)
        assert [key for key in keys if messages(found[key])] == [second]
        assert messages(found[second]) == ["Who are they?"]
        assert other in [i.issue for i in found[second].targets["en"].open_issues]
    exported(store, article_id, path, version)
    merged(store, path)
    assert messages(rows(store, article_id)[second]) == ["Who are they?"]
    path.write_bytes(path.read_bytes().replace(b"Who are they?", b"Who came?"))
    merged(store, path)
    assert messages(rows(store, article_id)[second]) == ["Who came?"]
    exported(store, article_id, path, version)
    store.segments.set_issues(rows(store, article_id)[second].id, "en", [Issue("note", Severity.INFO, "Mine.")])
    path.write_bytes(path.read_bytes().replace(b"Who came?", b"Who went?"))
    merged(store, path)  # what came to the desk after the export stays
    assert messages(rows(store, article_id)[second]) == ["Mine.", "Who went?"]


def test_ids_that_the_store_does_not_have_stop_no_other(
    store: Store,
    article_id: int,
    tmp_path: Path,
    version: str,
) -> None:
    path, (one, two, *_) = tmp_path / "a.xlf", rows(store, article_id)
    exported(store, article_id, path, version)

    def changed(nodes: Mapping[str, Element]) -> None:
        nodes[one].set("id", "b99.1")
        put(nodes[two], version, "Edited elsewhere", "translated")

    change(path, version, changed)
    outcomes, merge = merged(store, path)
    assert (outcomes["b99.1"], outcomes[two]) == (Outcome.UNKNOWN, Outcome.EDITED)
    assert "no segment b99.1" in str(merge.problems[0])
    path.write_bytes(path.read_bytes().replace(b'="en"', b'="fr"'))
    assert set(merged(store, path)[0].values()) == {Outcome.UNKNOWN}


def test_a_file_of_another_article_changes_none(
    store: Store,
    article_id: int,
    tmp_path: Path,
    version: str,
) -> None:
    path, text = tmp_path / "a.xlf", "Kabar lain\n\nWarga menanam pohon. Mereka senang.\n"
    other = store.articles.add(drafted(checked(text)), name="lain.txt")
    exported(store, other, path, version)
    key = next(iter(rows(store, other)))
    change(path, version, lambda nodes: put(nodes[key], version, "Other news", "translated"))
    before = rows(store, article_id)
    # its own name under the other's number, as from another newsroom's store
    own = path.read_bytes()
    path.write_bytes(own.replace(f"{other}/lain.txt".encode(), f"{article_id}/lain.txt".encode()))
    assert set(merged(store, path)[0].values()) == {Outcome.UNKNOWN}
    # the user names the wrong article: no sentence fits
    path.write_bytes(own)
    outcomes, _ = merged(store, path, article_id=article_id)
    assert set(outcomes.values()) <= {Outcome.SOURCE_CHANGED, Outcome.UNKNOWN}
    assert rows(store, article_id) == before
    store.articles.delete(other)
    assert set(merged(store, path)[0].values()) == {Outcome.UNKNOWN}
    store.articles.undelete(other)
    assert merged(store, path)[0][key] is Outcome.EDITED
