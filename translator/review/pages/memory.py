"""Memory: concordance, TMX in and out, and the changes that editors keep making."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from translator.exchange import import_tmx
from translator.review.context import Desk
from translator.review.files import offered
from translator.review.i18n import label, say
from translator.review.publish import dumps_tmx
from translator.review.shell import PRIVATE, TYPED, Shell, in_words
from translator.review.table import Act, Column, rows, table
from translator.review.users import author
from translator.store import Suggestion, suggestions

UNITS = (
    Column("source", "sentence", lang="id"),
    Column("target", "translation"),
    Column("language", "language", style="short"),
    Column("author", "author"),
    Column("updated", "updated", style="short"),
)
CHANGES = (
    Column("language", "language", style="short"),
    Column("before", "before"),
    Column("after", "after"),
    Column("source", "term_id", lang="id"),
    Column("count", "occurrences", style="number"),
)
RULES = (
    Column("language", "language", style="short"),
    Column("before", "before"),
    Column("after", "after"),
    Column("author", "author"),
)


def build(desk: Desk, shell: Shell, tab: Any) -> None:
    """The page."""
    with gr.Row():
        query = gr.Textbox(label=label("search"), placeholder=label("search_memory"), elem_id="memory-search", scale=4)
        language = gr.Radio(
            [("English + 日本語", ""), ("English", "en"), ("日本語", "ja")],
            value="",
            label=label("language"),
            scale=2,
            min_width=320,
        )
    listed = table("memory")
    gr.Markdown(label("suggestions_help"), padding=True)
    proposed = table("suggestions")
    rules = table("rules")
    with gr.Accordion(label("files"), open=False), gr.Row():
        upload = gr.File(label=label("import_tmx"), file_types=[".tmx"], height=120, elem_id="tmx-import")
        with gr.Column():
            export = gr.Button(label("export_tmx"))
            document = gr.File(label=label("download"), interactive=False, visible=False)

    def show(query: str, language: str) -> Any:
        memory = desk.store.memory
        found = memory.search(query, language=language or None) if query.strip() else ()
        data = [
            {
                "id": u.id,
                "source": u.source,
                "target": u.target,
                "language": u.language,
                "author": u.author,
                "updated": u.updated.astimezone().strftime("%Y-%m-%d") if u.updated else "",
                "updated_style": "quiet",
            }
            for u in found
        ]
        return rows(
            UNITS, data, actions=["forget"], empty="nothing_found" if query.strip() else "search_first", query=query
        )

    def learn() -> tuple[Any, Any]:
        data = [
            {
                "id": _id(s),
                "language": s.language,
                "before": s.before,
                "after": s.after,
                "source": s.source,
                "count": s.count,
            }
            for s in suggestions(desk.store)
        ]
        known = [
            {"id": r.id, "language": r.language, "before": r.before, "after": r.after, "author": r.author}
            for r in desk.store.replacements.list()
            if r.accepted
        ]
        return (
            rows(CHANGES, data, actions=["accept", "refuse"], empty="no_suggestions"),
            rows(RULES, known, actions=["forget"], empty="no_rules"),
        )

    def everything(query: str, language: str) -> tuple[Any, Any, Any]:
        return (show(query, language), *learn())

    @in_words
    def forget(query: str, language: str, event: gr.EventData) -> Any:
        desk.store.memory.remove(int(Act.of(event).id))
        return show(query, language)

    @in_words
    def decide(request: gr.Request, event: gr.EventData) -> tuple[Any, Any]:
        pressed = Act.of(event)
        found = next((s for s in suggestions(desk.store) if _id(s) == pressed.id), None)
        if found is not None:
            record = desk.store.replacements.accept if pressed.action == "accept" else desk.store.replacements.refuse
            record(found.before, found.after, found.language, author(request))
        return learn()

    @in_words
    def drop_rule(event: gr.EventData) -> tuple[Any, Any]:
        desk.store.replacements.remove(int(Act.of(event).id))
        return learn()

    for trigger in (query.input, language.input):
        trigger(show, [query, language], listed, **TYPED)
    tab.select(everything, [query, language], [listed, proposed, rules], **PRIVATE)
    listed.act(forget, [query, language], listed, **PRIVATE)
    proposed.act(decide, None, [proposed, rules], **PRIVATE)
    rules.act(drop_rule, None, [proposed, rules], **PRIVATE)

    @in_words
    def take(file: str | None, request: gr.Request) -> None:
        if file:
            count = import_tmx(desk.store.memory, Path(file)).added
            gr.Info(say(request, "units_imported", count=count))

    def give() -> Any:
        return gr.File(offered(dumps_tmx(desk.store.memory.units()), "memory.tmx"), visible=True)

    upload.upload(take, upload, None, **PRIVATE)
    export.click(give, None, document, **PRIVATE)


def _id(suggestion: Suggestion) -> str:
    return "\x1f".join((suggestion.language, suggestion.before, suggestion.after))
