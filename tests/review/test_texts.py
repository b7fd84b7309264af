"""The three languages have the same keys and the same places for values, and every key in use exists."""

from __future__ import annotations

import re
from pathlib import Path

import translator.review
from translator.review.i18n import TEXTS

FOLDER = Path(translator.review.__file__).parent


def test_the_same_keys_and_places_in_every_language() -> None:
    places = {
        language: {key: sorted(re.findall(r"{(\w+)}", text)) for key, text in texts.items()}
        for language, texts in TEXTS.items()
    }
    assert places["en"] == places["id"] == places["ja"]
    assert all(text.strip() for texts in TEXTS.values() for text in texts.values())


def test_every_key_that_the_scripts_use_exists() -> None:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.js"))
    used = set(re.findall(r'\b(?:t|button|tool|said)\("(\w+)"[,)]', scripts))
    assert used
    assert used <= set(TEXTS["en"])
