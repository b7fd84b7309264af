"""The report of a run as a file: JSON, CSV, or one HTML page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from translator.article.write import save
from translator.batch import page
from translator.batch.names import shown
from translator.batch.record import FileRecord, LanguageRecord
from translator.batch.summary import Summary
from translator.errors import UsageError

SUFFIXES = (".json", ".csv", ".html")


def check(path: Path, *, force: bool) -> None:
    """Refuse a report that could not be written, before the work is done.

    Raises:
        UsageError: an unknown suffix, no such folder, or a file that is no report of ours and no ``force``.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(
            f"A report cannot be {path.suffix or 'without suffix'!r}.",
            where=path,
            mend=f"Use one of {', '.join(SUFFIXES)}.",
        )
    try:
        if not path.parent.is_dir():
            raise UsageError("There is no such folder.", where=path.parent, mend="Make it first.")
        if path.is_dir() or (path.exists() and not force and not _is_report(path)):
            raise UsageError("The file exists and is no report.", where=path, mend="Name another, or give --force.")
    except OSError as error:
        raise UsageError(
            f"The report cannot be written: {error.strerror}.", where=path, mend="Name another place for it."
        ) from error


def write(summary: Summary, path: Path) -> None:
    """Write the report in the form of the suffix, in place of an earlier one.

    Raises:
        OutputError: it cannot be written.
    """
    forms = {".json": as_json, ".csv": as_csv, ".html": page.render}
    save(forms[path.suffix.lower()](summary).encode(), path, force=True)


def as_json(summary: Summary) -> str:
    """Totals as ``--json`` prints them, and every file with the figures of each language."""
    data = {"report": MARK, **summary.to_dict(), "list": [_file(file) for file in summary.files]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


MARK = "translator batch 1"
_HEAD = ("path", "state", "reason", "language", "segments", "words", "errors", "warnings", "infos", "lost", "seconds")


def as_csv(summary: Summary) -> str:
    """One row a translation, or a file without one. Cells that a spreadsheet would run begin with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEAD)
    for file in summary.files:
        for language in file.languages or (None,):
            writer.writerow(map(_safe, _row(file, language)))
    return out.getvalue()


def _file(file: FileRecord) -> dict[str, Any]:
    languages = {
        language.language: {
            "segments": language.segments,
            "words": language.words,
            "issues": language.issues,
            "spans": {kind: {"kept": total - lost, "lost": lost} for kind, (total, lost) in language.spans.items()},
        }
        for language in file.languages
    }
    return {
        "path": shown(file.path),
        "state": str(file.state),
        "reason": file.reason,
        "seconds": round(file.seconds, 3),
        "languages": languages,
    }


def _row(file: FileRecord, language: LanguageRecord | None) -> Iterator[object]:
    yield from (shown(file.path), str(file.state), file.reason)
    if language is None:
        yield from ("",) * (len(_HEAD) - 3)
        return
    yield from (language.language, language.segments, language.words)
    yield from (sum(c.get(s, 0) for c in language.issues.values()) for s in ("error", "warning", "info"))
    yield from (sum(lost for _, lost in language.spans.values()), round(file.seconds, 3))


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _is_report(path: Path) -> bool:
    """Whether a file begins as a report does, or is empty."""
    beginnings = (f'{{\n "report": "{MARK}"', ",".join(_HEAD), page.BEGINNING)
    with path.open("rb") as file:
        start = file.read(400).decode("utf-8", "replace")
    return not start or start.startswith(beginnings)
