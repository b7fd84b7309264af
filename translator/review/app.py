"""The desk as a Gradio app: its tabs, and how it is served."""

from __future__ import annotations

import logging
from importlib.resources import files
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from translator.errors import UsageError
from translator.review import api, header
from translator.review.context import Desk, Engines, engine_of
from translator.review.grid import grid
from translator.review.i18n import I18N, label
from translator.review.pages import articles, export, glossary, memory, names, new, review
from translator.review.shell import PRIVATE, Shell
from translator.review.users import Users
from translator.store import Store

HOST, PORT = "127.0.0.1", 7860

LOCAL = ("127.0.0.1", "localhost", "::1")

MAX_UPLOAD = "20mb"
"""Largest uploaded file: that of the largest docx that is read."""

SESSIONS = 200
"""Browser tabs whose state is kept."""

THREADS = 16


def build(desk: Desk) -> Any:
    """All pages over a desk."""
    with gr.Blocks(title="translator", analytics_enabled=False, fill_width=True, delete_cache=(3600, 86400)) as page:
        user = header.build()
        article = gr.State(None)
        with gr.Tabs(selected="new", elem_id="tabs") as tabs:
            shell = Shell(tabs, grid(desk), article)
            with gr.Tab(label("tab_new"), id="new"):
                new.build(desk, shell, page)
            with gr.Tab(label("tab_review"), id="review"):
                review.build(desk, shell)
            with gr.Tab(label("tab_articles"), id="articles") as tab:
                articles.build(desk, shell, tab)
            with gr.Tab(label("tab_glossary"), id="glossary") as tab:
                glossary.build(desk, shell, tab)
            with gr.Tab(label("tab_names"), id="names") as tab:
                names.build(desk, shell, tab)
            with gr.Tab(label("tab_memory"), id="memory") as tab:
                memory.build(desk, shell, tab)
            with gr.Tab(label("tab_export"), id="export") as tab:
                export.build(desk, shell, tab)
        page.load(header.user, None, user, **PRIVATE)
        api.build(desk)
    return page


def theme() -> Any:
    """Gradio's plain theme with the fonts of the system, nothing from outside; its pale texts made darker."""
    latin = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")
    japanese = ("Hiragino Sans", "Yu Gothic", "Noto Sans CJK JP", "Meiryo")
    return gr.themes.Default(
        primary_hue="blue",
        neutral_hue="slate",
        font=[*latin[:-1], *japanese, latin[-1]],
        font_mono=["ui-monospace", "Consolas", "monospace"],
        radius_size="sm",
        spacing_size="sm",
    ).set(
        body_text_color_subdued="*neutral_500",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        color_accent="*primary_600",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
    )


def launch(page: Any, desk: Desk, *, host: str = HOST, port: int | None = PORT, block: bool = True) -> str:
    """Serve the desk and start its worker; the address.

    Raises:
        UsageError: other machines could reach a desk that has no users, or the port is taken.
    """
    if host not in LOCAL and not desk.users.hashes:
        raise UsageError(
            f"a desk on {host} needs users, or everyone who reaches it can edit.",
            mend="Give --users FILE, or serve it on 127.0.0.1.",
        )
    desk.worker.start()
    try:
        _, address, _ = page.launch(
            server_name=host,
            server_port=port,
            share=False,
            prevent_thread_lock=True,
            auth=desk.users.check if desk.users.hashes else None,
            show_error=True,
            quiet=True,
            inbrowser=False,
            footer_links=["api", "settings"],
            max_file_size=MAX_UPLOAD,
            max_threads=THREADS,
            state_session_capacity=SESSIONS,
            strict_cors=True,
            enable_monitoring=False,
            ssr_mode=False,
            theme=theme(),
            css=files("translator.review").joinpath("desk.css").read_text(encoding="utf-8"),
            app_kwargs={"middleware": [Middleware(header.ChosenLanguage)]},
            i18n=I18N,
        )
    except OSError as error:
        desk.worker.stop()
        raise UsageError(f"port {port} cannot be used: {error}.", mend="Choose another with --port.") from error
    if block:
        logging.getLogger(__name__).info("serving at %s", address)
        page.block_thread()
    return str(address)


def serve(
    *,
    host: str = HOST,
    port: int | None = PORT,
    store: Path | None = None,
    users: Path | None = None,
    engines: Engines = engine_of,
    offered: tuple[str, ...] = (),
) -> None:
    """Open the store, serve the desk until it is stopped, and close everything in order.

    Raises:
        StoreError: the store cannot be opened. InputError: the users file cannot be read. UsageError: see
            :func:`launch`.
    """
    known = Users.load(users) if users else Users()
    with Store(store) as opened:
        desk = Desk.open(opened, engines, users=known, offered=offered)
        page = build(desk)
        print(f"translator: http://{host}:{port}/ (store: {opened.path}); stop with Ctrl+C.", flush=True)
        try:
            launch(page, desk, host=host, port=port)
        finally:
            desk.worker.stop()
            page.close()
