from __future__ import annotations

from pathlib import Path

import pytest

from translator.fixed import FixedSpan
from translator.glossary import Glossary, compose
from translator.glossary.glossary import shipped_folder

HERE = Path(__file__).parent


def table(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def small() -> Glossary:
    """Shipped titles and institutions with the terms, places and persons of these tests."""
    shipped = (shipped_folder() / name for name in ("titles.tsv", "institutions.tsv"))
    return Glossary.load(*shipped, HERE / "core.tsv", HERE / "names.tsv")


@pytest.fixture(scope="session")
def glossary() -> Glossary:
    return small()


def marked(glossary: Glossary, text: str) -> list[FixedSpan]:
    return compose(text, glossary.find(text), glossary)
