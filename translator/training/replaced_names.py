"""Invented names in the place of living people's, where a corpus has these with statements they never made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.errors import InputError

FILE = "replaced_names.tsv"


@dataclass(frozen=True, slots=True)
class Name:
    """A real name and the invented one, each in Latin letters (Indonesian, English) and in Japanese."""

    latin: str
    japanese: str
    new_latin: str
    new_japanese: str


def read_names(corpus: Path) -> tuple[Name, ...]:
    """The names of ``replaced_names.tsv`` in the corpus folder; none without such a file.

    Raises:
        InputError: a row has not its four columns.
    """
    file = corpus / FILE
    if not file.is_file():
        return ()
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    return tuple(_name(line, f"{file}:{i}") for i, line in lines if line and not line.startswith("#"))


def _name(line: str, where: str) -> Name:
    columns = line.split("\t")
    if len(columns) != 4 or not all(columns):
        mend = "Write the name, its Japanese, the invented name, its Japanese, with tabs between."
        raise InputError("no row of replaced names.", where=where, mend=mend)
    return Name(*columns)


def replace_names(line: str, names: Sequence[Name]) -> str:
    """A line of Indonesian, English and Japanese with each name that all three have replaced in all three."""
    row = line.split("\t")
    if len(row) != 3:
        return line
    for name in names:
        if all(form in text for form, text in zip((name.latin, name.latin, name.japanese), row, strict=True)):
            word = re.compile(rf"(?<!\w){re.escape(name.latin)}(?!\w)")
            if word.search(row[0]) and word.search(row[1]):
                latin = [word.sub(name.new_latin, text) for text in row[:2]]
                row = [*latin, row[2].replace(name.japanese, name.new_japanese)]
    return "\t".join(row)
