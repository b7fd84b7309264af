"""Texts of the desk in English, Indonesian and Japanese: one JSON file a language, the same keys in each."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import gradio as gr

from translator.review.i18n.messages import in_language

LANGUAGES = {"en": "English", "id": "Bahasa Indonesia", "ja": "日本語"}

COOKIE = "desk_lang"
"""Cookie with the language that a user chose."""


def _load(language: str) -> dict[str, str]:
    text = files("translator.review.i18n").joinpath(f"{language}.json").read_text(encoding="utf-8")
    loaded: dict[str, str] = json.loads(text)
    return loaded


TEXTS: dict[str, dict[str, str]] = {language: _load(language) for language in LANGUAGES}

SCRIPT = f"const TEXTS = {json.dumps(TEXTS)};\n"
"""The texts for a script of the page. As a prop, Gradio would lose them with the first skipped update."""

I18N = gr.I18n(**TEXTS)


def label(key: str) -> Any:
    """A text that the browser puts in the user's language; KeyError if there is none."""
    if key not in TEXTS["en"]:
        raise KeyError(key)
    return I18N(key)


def say(request: Any, key: str, **values: object) -> str:
    """A text for a message, in the language of who sends the request."""
    return TEXTS[language_of(request)][key].format(**values)


def told(message: str, request: Any) -> str:
    """An English message of a check or fault, in the language of who sends the request."""
    return in_language(message, language_of(request))


def language_of(request: Any) -> str:
    """The chosen language, else the first of the browser's that there is, else English."""
    if request is None:
        return "en"
    cookies, headers = dict(request.cookies or {}), dict(request.headers or {})
    wanted = [str(cookies.get(COOKIE, ""))]
    wanted += [part.split(";")[0].strip() for part in str(headers.get("accept-language", "")).split(",")]
    return next((code[:2] for code in wanted if code[:2] in LANGUAGES), "en")
