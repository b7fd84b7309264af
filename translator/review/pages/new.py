"""New: paste or upload, choose, and see the drafts come."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from translator.errors import TranslatorError
from translator.review import projects
from translator.review.context import Desk
from translator.review.i18n import label, say, told
from translator.review.intake import MAX_FILES, take_file, take_text
from translator.review.pages.articles import columns, row, working
from translator.review.shell import PRIVATE, Shell, in_words, opened
from translator.review.table import Act, rows, table
from translator.store import Job

TYPES = [".txt", ".md", ".markdown", ".html", ".htm", ".docx"]
GLOSSARIES = [".tsv", ".csv", ".tbx", ".xml"]


def build(desk: Desk, shell: Shell, page: Any) -> None:
    """The page."""
    with gr.Row():
        with gr.Column(scale=3):
            text = gr.Textbox(
                label=label("paste"), placeholder=label("paste_here"), lines=16, max_lines=16, elem_id="paste"
            )
        with gr.Column(scale=2, min_width=300):
            files = gr.File(
                label=label("upload"), file_count="multiple", file_types=TYPES, height=140, elem_id="upload"
            )
            to = gr.CheckboxGroup(
                [("English", "en"), ("日本語", "ja")], value=["en", "ja"], label=label("targets"), elem_id="targets"
            )
            project = projects.setting()
            with gr.Accordion(label("more_choices"), open=False):
                engine = gr.Dropdown(
                    list(desk.offered), value=desk.offered[0], label=label("engine"), allow_custom_value=False
                )
                glossaries = gr.File(
                    label=label("extra_glossaries"), file_count="multiple", file_types=GLOSSARIES, height=110
                )
            button = gr.Button(label("translate"), variant="primary", elem_id="translate")
    jobs = gr.State([])
    last = gr.BrowserState("", storage_key="desk-project", secret="desk")  # no secret: a name in this browser
    listed = table("new-articles")
    timer = gr.Timer(2.0, active=False)

    @in_words
    def start(
        text: str,
        files: list[str] | None,
        to: list[str],
        project: str | None,
        engine: str,
        extra: list[str] | None,
        request: gr.Request,
    ) -> tuple[Any, ...]:
        kept = [desk.glossaries.keep(Path(file)) for file in extra or []]
        options = {"engine": engine, "glossaries": kept, "project": projects.named(project)}
        queued, faults = _take(desk, text, files or [], to, options)
        if not queued and not faults:
            raise gr.Error(say(request, "nothing_given"), print_exception=False)
        for fault in faults:
            gr.Warning(told(fault, request))
        if not queued:
            return (text, files, [], gr.skip(), gr.Timer(active=False), *(gr.skip(),) * 5)
        ids = [job.article_id for job in queued if job.article_id is not None]
        shown = _listed(desk, ids, request)
        opening = opened(ids[0]) if len(ids) == 1 else (gr.skip(), gr.skip(), ids[0])
        chosen = projects.named(project)
        return ("", None, ids, shown, gr.Timer(active=True), chosen, projects.choices(desk, chosen), *opening)

    def poll(ids: list[int], request: gr.Request) -> tuple[Any, Any]:
        busy = any(working(desk, id) for id in ids)
        return _listed(desk, ids, request), gr.Timer(active=busy)

    def act(event: gr.EventData) -> tuple[Any, Any, Any]:
        return opened(int(Act.of(event).id))

    button.click(
        start,
        [text, files, to, project, engine, glossaries],
        [text, files, jobs, listed, timer, last, project, *shell.opening],
        api_visibility="private",
    )
    page.load(lambda chosen: projects.choices(desk, chosen or ""), last, project, **PRIVATE)
    timer.tick(poll, jobs, [listed, timer], **PRIVATE)
    listed.act(act, None, shell.opening, **PRIVATE)


def _take(
    desk: Desk, text: str, files: list[str], to: list[str], options: Mapping[str, Any]
) -> tuple[list[Job], list[str]]:
    """Jobs of what could be read, and what is wrong with the rest."""
    queued: list[Job] = []
    faults: list[str] = []
    if text.strip():
        queued.append(take_text(desk, text, to, **options))
    for file in files[:MAX_FILES]:
        try:
            queued.append(take_file(desk, Path(file), to, **options))
        except TranslatorError as error:
            faults.append(str(error))
    if len(files) > MAX_FILES:
        faults.append(f"Only {MAX_FILES} files at a time: use translator batch for a folder.")
    return queued, faults


def _listed(desk: Desk, ids: list[int], request: gr.Request) -> dict[str, object]:
    data = [{**row(desk, desk.store.articles.get(id), request), "actions": ["open"]} for id in ids]
    return rows(columns(data), data)
