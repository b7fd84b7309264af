"""Names: proposals that wait for an editor, and what was settled."""

from __future__ import annotations

from typing import Any

import gradio as gr

from translator.review.context import Desk
from translator.review.i18n import label, say
from translator.review.naming import KINDS, decided
from translator.review.shell import PRIVATE, Shell, in_words
from translator.review.table import Act, Column, rows, table
from translator.review.users import author

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


def build(desk: Desk, shell: Shell, tab: Any) -> None:
    """The page."""
    gr.Markdown(label("names_help"), padding=True)
    proposed = table("names-proposed")
    gr.Markdown(label("settled_names"), padding=True)
    settled = table("names-settled")

    def show() -> tuple[Any, Any]:
        store = desk.store
        waiting = [
            {
                "id": p.id,
                "name": p.id,
                "en": p.en,
                "ja": p.ja,
                "kind": p.kind.value,
                "reason": p.reason,
                "count": p.count,
            }
            for p in store.names.proposals()
        ]
        known = [
            {"id": n.id, "name": n.id, "en": n.en, "ja": n.ja, "kind": n.kind.value}
            for n in store.names.registry().names
        ]
        return (
            rows(PROPOSED, waiting, actions=["settle"], empty="no_proposals"),
            rows(SETTLED, known, actions=["change", "forget"], empty="no_settled"),
        )

    @in_words
    def act(request: gr.Request, event: gr.EventData) -> tuple[Any, Any]:
        pressed = Act.of(event)
        if pressed.action == "forget":
            desk.store.names.forget(pressed.id)
            return show()
        name = decided(desk.store, pressed.id, pressed.fields)
        gr.Info(say(request, "name_settled", count=desk.store.names.settle(name, author(request))))
        return show()

    shown = [proposed, settled]
    tab.select(show, None, shown, **PRIVATE)
    proposed.act(act, None, shown, **PRIVATE)
    settled.act(act, None, shown, **PRIVATE)
