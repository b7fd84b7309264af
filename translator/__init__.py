"""Indonesian news articles into English and Japanese, with names, titles, places and values fixed by rule.

>>> from translator import Translator
>>> result = Translator().translate(text, to=("en", "ja"))      # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from translator.errors import (
    EngineError,
    GlossaryError,
    InputError,
    ModelError,
    OutputError,
    TranslatorError,
    UsageError,
)

if TYPE_CHECKING:
    from translator.article.model import Article
    from translator.glossary import Glossary
    from translator.pipeline import Translator
    from translator.result import Result

__all__ = [
    "Article",
    "EngineError",
    "Glossary",
    "GlossaryError",
    "InputError",
    "ModelError",
    "OutputError",
    "Result",
    "Translator",
    "TranslatorError",
    "UsageError",
]

_LAZY = {
    "Article": "translator.article.model",
    "Glossary": "translator.glossary",
    "Result": "translator.result",
    "Translator": "translator.pipeline",
}


def __getattr__(name: str) -> object:
    """Load the heavier names when they are first asked for (PEP 562), so that ``translator --help`` is quick."""
    if name not in _LAZY:
        raise AttributeError(f"module 'translator' has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
