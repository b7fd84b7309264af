"""Evaluation texts: lines of plain text files, and what a file holds line by line in two languages."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

from translator.errors import InputError, UsageError
from translator.pipeline import LANGUAGES


@dataclass(frozen=True, slots=True)
class Corpus:
    """Sources and their references, line by line."""

    sources: tuple[str, ...]
    references: tuple[str, ...]

    def every(self, step: int) -> Corpus:
        """Each ``step``-th line, from the first."""
        return Corpus(self.sources[::step], self.references[::step])


def read_corpus(source: Path, reference: Path) -> Corpus:
    """Two parallel files; raises InputError when one cannot be read or they differ in length."""
    sources, references = read_lines(source), read_lines(reference)
    if len(sources) != len(references):
        what = f"has {len(references)} lines, but {source.name} has {len(sources)}."
        raise InputError(what, where=reference, mend="Give files that agree line by line.")
    if empty := next((n for n, pair in enumerate(zip(sources, references, strict=True), 1) if not all(pair)), 0):
        raise InputError(
            "is empty here or in the other file.", where=f"{source}:{empty}", mend="Remove the line in both."
        )
    return Corpus(sources, references)


def read_lines(path: Path) -> tuple[str, ...]:
    """The lines of a UTF-8 file, plain or gzip, stripped; of a TSV file, its first column."""
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8.", where=path, mend="Save it as UTF-8.") from error
    except (OSError, EOFError) as error:
        raise InputError(f"cannot be read ({error}).", where=path, mend="Check the path.") from error
    lines = tuple(line.split("\t")[0].strip() for line in text.rstrip("\n").split("\n"))
    if not any(lines):
        raise InputError("is empty.", where=path, mend="Give a file with a sentence a line.")
    return lines


def known_language(language: str) -> str:
    """The language, if it is a target; raises UsageError."""
    if language not in LANGUAGES:
        raise UsageError(f"there is no target language {language!r}.", mend=f"Use {' or '.join(LANGUAGES)}.")
    return language
