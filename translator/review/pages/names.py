"""Names: proposals that wait for an editor, and what was settled."""

from __future__ import annotations

from typing import Any

import gradio as gr

from translator.names import SettledName
from translator.review import projects
from translator.review.context import Desk
from translator.review.i18n import label, say
from translator.review.naming import KINDS, decided
from translator.review.shell import PRIVATE, TYPED, Shell, in_words
from translator.review.table import Act, Column, rows, table
from translator.review.users import author
from translator.store import NameProposal

PROPOSED = (
    Column("name", "name_id", lang="id"),
    Column("en", "name_en", lang="en", edit=True),
    Column("ja", "name_ja", lang="ja", edit=True),
    Column("kind", "kind", edit=True, translate="kind_", choices=KINDS),
    Column("reason", "reason", style="short", translate="reason_"),
    Column("count", "occurrences", style="number"),
)
SETTLED = (
    Column("name", "name_id", lang="id"),
    Column("en", "name_en", lang="en", edit=True),
    Column("ja", "name_ja", lang="ja", edit=True),
    Column("kind", "kind", edit=True, translate="kind_", choices=KINDS),
)
_WHERE = Column("where", "where", style="short", translate="where_")


def build(desk: Desk, shell: Shell, tab: Any) -> None:
    """The page."""
    with gr.Row(equal_height=True):
        gr.Markdown(label("names_help"), padding=True)
        project = projects.looking("names")
    proposed = table("names-proposed")
    gr.Markdown(label("settled_names"), padding=True)
    settled = table("names-settled")

    @in_words
    def show(project: str | None) -> tuple[Any, Any]:
        names = desk.store.names
        own = {name.id for name in names.own(project or "").names}
        waiting = [_waiting(proposal) for proposal in names.proposals(project=project or "")]
        known = [_settled(name, name.id in own) for name in names.registry(project or "").names]
        return (
            rows(PROPOSED, waiting, actions=["settle"], empty="no_proposals"),
            rows((*SETTLED, _WHERE) if project else SETTLED, known, empty="no_settled"),
        )

    @in_words
    def arrive(project: str | None, request: gr.Request) -> tuple[Any, ...]:
        value, field = projects.shown(desk, project, request)
        return (*show(value), field)

    @in_words
    def act(project: str | None, request: gr.Request, event: gr.EventData) -> tuple[Any, Any]:
        pressed = Act.of(event)
        if pressed.action == "forget":
            desk.store.names.forget(pressed.id, project=project or "")
        else:
            name = decided(desk.store, pressed.id, pressed.fields, project or "")
            count = desk.store.names.settle(name, author(request), project=project or "")
            gr.Info(say(request, "name_settled", count=count))
        return show(project)

    shown = [proposed, settled]
    tab.select(arrive, project, [*shown, project], **PRIVATE)
    project.input(show, project, shown, **TYPED)
    proposed.act(act, project, shown, **PRIVATE)
    settled.act(act, project, shown, **PRIVATE)


def _waiting(proposal: NameProposal) -> dict[str, Any]:
    return {
        "id": proposal.id,
        "name": proposal.id,
        "en": proposal.en,
        "ja": proposal.ja,
        "kind": proposal.kind.value,
        "reason": "copied" if proposal.ja == proposal.id else proposal.reason,
        "count": proposal.count,
    }


def _settled(name: SettledName, own: bool) -> dict[str, Any]:
    return {
        "id": name.id,
        "name": name.id,
        "en": name.en,
        "ja": name.ja,
        "kind": name.kind.value,
        "where": "project" if own else "everywhere",
        "actions": ["change", *(["forget"] if own else [])],
    }
