"""What the pages share on the screen: the tabs, the grid, and the article that is open."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import gradio as gr
from gradio.context import LocalContext

from translator.errors import TranslatorError
from translator.review.i18n import told

P = ParamSpec("P")
R = TypeVar("R")

_opened = itertools.count(1)

PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""For every event that belongs to the page and not to the API."""

TYPED: dict[str, Any] = {**PRIVATE, "trigger_mode": "always_last"}
"""For what is typed: Gradio drops what comes while it is busy, and the last letters must count."""


@dataclass(frozen=True, slots=True)
class Shell:
    """The tabs, the grid of the page Review, and the id of the open article."""

    tabs: Any
    grid: Any
    article: Any

    @property
    def opening(self) -> list[Any]:
        """What :func:`opened` is put into."""
        return [self.tabs, self.grid, self.article]


def opened(article_id: int) -> tuple[Any, dict[str, int], int]:
    """The page Review with this article, loaded anew even if it was open."""
    return gr.Tabs(selected="review"), {"article": article_id, "opened": next(_opened)}, article_id


def in_words(function: Callable[P, R]) -> Callable[P, R]:
    """The handler with its errors shown to the user in words of the user's language."""

    @wraps(function)
    def handler(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except TranslatorError as error:
            raise gr.Error(told(str(error), LocalContext.request.get(None)), print_exception=False) from error

    return handler
