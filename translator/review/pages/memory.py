"""Memory: concordance, TMX in and out, and the changes that editors keep making."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from translator.exchange import import_tmx
from translator.review import projects
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
_WHERE = Column("where", "where", style="short", translate="where_")


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
    with gr.Row(equal_height=True):
        gr.Markdown(label("suggestions_help"), padding=True)
        project = projects.looking("memory")
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

    def learn(project: str | None) -> tuple[Any, Any]:
        data = [
            {
                "id": _id(s),
                "language": s.language,
                "before": s.before,
                "after": s.after,
                "source": s.source,
                "count": s.count,
            }
            for s in suggestions(desk.store, project=project or "")
        ]
        known = [
            {
                "id": r.id,
                "language": r.language,
                "before": r.before,
                "after": r.after,
                "author": r.author,
                "where": "project" if r.project else "everywhere",
                "actions": ["forget"] if r.project == (project or "") else [],
            }
            for r in desk.store.replacements.list(project or "")
            if r.accepted
        ]
        return (
            rows(CHANGES, data, actions=["accept", "refuse"], empty="no_suggestions"),
            rows((*RULES, _WHERE) if project else RULES, known, empty="no_rules"),
        )

    def everything(query: str, language: str, project: str | None, request: gr.Request) -> tuple[Any, ...]:
        value, field = projects.shown(desk, project, request)
        return (show(query, language), *learn(value), field)

    @in_words
    def forget(query: str, language: str, event: gr.EventData) -> Any:
        desk.store.memory.remove(int(Act.of(event).id))
        return show(query, language)

    @in_words
    def decide(project: str | None, request: gr.Request, event: gr.EventData) -> tuple[Any, Any]:
        pressed = Act.of(event)
        found = next((s for s in suggestions(desk.store, project=project or "") if _id(s) == pressed.id), None)
        if found is not None:
            record = desk.store.replacements.accept if pressed.action == "accept" else desk.store.replacements.refuse
            record(found.before, found.after, found.language, author(request), project=project or "")
        return learn(project)

    @in_words
    def drop_rule(project: str | None, event: gr.EventData) -> tuple[Any, Any]:
        desk.store.replacements.remove(int(Act.of(event).id))
        return learn(project)

    for trigger in (query.input, language.input):
        trigger(show, [query, language], listed, **TYPED)
    tab.select(everything, [query, language, project], [listed, proposed, rules, project], **PRIVATE)
    project.input(learn, project, [proposed, rules], **TYPED)
    listed.act(forget, [query, language], listed, **PRIVATE)
    proposed.act(decide, project, [proposed, rules], **PRIVATE)
    rules.act(drop_rule, project, [proposed, rules], **PRIVATE)

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
