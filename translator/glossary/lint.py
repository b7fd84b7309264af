"""Looking over glossary files: what an editor should mend before a term goes into print."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from translator.errors import GlossaryError
from translator.glossary.load import read_records, read_text, rows
from translator.glossary.model import Entry, Record, Source
from translator.glossary.tokens import fold, words
from translator.issues import Severity

_BRACKETS = {"(": ")", "（": "）", "「": "」", "[": "]"}


@dataclass(frozen=True, slots=True)
class LintIssue:
    """One remark on one line of a glossary file (``line`` 0: the file as a whole)."""

    file: str
    line: int
    severity: Severity
    message: str

    def __str__(self) -> str:
        """``file:line: severity: message``."""
        return f"{self.file}:{self.line}: {self.severity.value}: {self.message}"


def lint(*paths: Path) -> list[LintIssue]:
    """All remarks on the files (or folders of them), in order of files and lines.

    Each path is one layer: the same term in two files of one folder conflicts, in a later path it overrides.
    """
    issues: list[LintIssue] = []
    for path in paths:
        records: list[Record] = []
        for file in sorted(path.glob("*.tsv")) if path.is_dir() else [path]:
            found, faults = _read(file)
            records += found
            issues += faults
        issues += [issue for record in records for issue in lint_record(record)]
        issues += _conflicts(records)
    return sorted(dict.fromkeys(issues), key=lambda issue: (issue.file, issue.line))


def _read(file: Path) -> tuple[list[Record], list[LintIssue]]:
    """Records of a file as far as it can be read, and what is wrong with the lines as they stand."""
    records: list[Record] = []
    faults: list[LintIssue] = []
    try:
        if file.suffix.lower() in (".tbx", ".xml"):
            return read_records(file), []
        for cells, build in rows(read_text(file).split("\n"), file.name, comma=file.suffix.lower() == ".csv"):
            try:
                record = build()
            except GlossaryError as error:
                faults.append(_fault(error))
            else:
                records.append(record)
                faults += (_issue(record.source, Severity.WARNING, text) for text in _stray_spaces(cells))
    except GlossaryError as error:
        faults.append(_fault(error))
    return records, faults


def _fault(error: GlossaryError) -> LintIssue:
    file, _, line = error.where.rpartition(":")
    place = (file, int(line)) if file and line.isdigit() else (Path(error.where).name, 0)
    return LintIssue(*place, Severity.ERROR, f"{error.what} {error.mend}".strip())


def _issue(where: Source, severity: Severity, message: str) -> LintIssue:
    return LintIssue(where.file, where.line, severity, message)


def _stray_spaces(cells: list[str]) -> Iterator[str]:
    for cell in cells:
        text = cell.rstrip("\r")
        if text != text.strip():
            yield f"Space at the edge of {text!r}: remove it."
        if re.search(r"\s\s|[\u00a0\u3000\u200b-\u200d\ufeff]", text.strip()):
            yield f"Doubled or unusual space in {text.strip()!r}: write one plain space."


def lint_record(record: Record) -> Iterator[LintIssue]:
    """Remarks on one record by itself."""
    where = record.source
    forms_en, forms_ja = _forms(record)
    for form in (*forms_en, *forms_ja):
        if re.search(r"[\u0400-\u04ff]", form):
            yield _issue(where, Severity.ERROR, f"Cyrillic letter in {form!r}: type it again.")
        if not _balanced(form):
            yield _issue(where, Severity.ERROR, f"Brackets of {form!r} do not close.")
    for form in forms_en:
        if re.search(r"[\u3040-\u30ff\u4e00-\u9fff（）「」]", form):
            yield _issue(where, Severity.ERROR, f"Japanese character in the English form {form!r}.")
    for form in forms_ja:
        yield from _lint_japanese(record, form)


def _forms(record: Record) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if isinstance(record, Entry):
        return record.en, record.ja
    slots = re.compile(r"\{\w+\}")
    english, japanese = (*record.en, record.form_en), (*record.ja, record.form_ja)
    return tuple(slots.sub("", form) for form in english), tuple(slots.sub("", form) for form in japanese)


def _lint_japanese(record: Record, form: str) -> Iterator[LintIssue]:
    where = record.source
    if re.search(r"[\uff66-\uff9d]", form):
        yield _issue(where, Severity.ERROR, f"Half-width kana in {form!r}: use full-width kana.")
    if re.search(r"[(),.]\s*(?=[\u3040-\u30ff\u4e00-\u9fff])|[\u3040-\u30ff\u4e00-\u9fff]\(", form):
        yield _issue(where, Severity.WARNING, f"Half-width punctuation in {form!r}: use （）、。")
    if re.search(r"[！-～]", re.sub(r"[（），．：；？！～＝＆]", "", form)):
        yield _issue(where, Severity.WARNING, f"Full-width letter or digit in {form!r}: use half-width ones.")
    known = {word.lower() for text in (*record.ids, *record.en) for word in words(text)}
    known |= {word.lower() for text in (*record.ids, *record.en) for word in re.split(r"[^\w]", text)}
    for latin in re.findall(r"[A-Za-z][A-Za-z0-9]*", form):
        if latin.lower() not in known and not latin.isupper():
            yield _issue(
                where, Severity.WARNING, f"Latin {latin!r} in the Japanese form {form!r} stands in no other form."
            )


def _balanced(form: str) -> bool:
    stack: list[str] = []
    for char in form:
        if char in _BRACKETS:
            stack.append(_BRACKETS[char])
        elif char in _BRACKETS.values() and (not stack or stack.pop() != char):
            return False
    return not stack


def _conflicts(records: Iterable[Record]) -> Iterator[LintIssue]:
    """Terms that stand twice in one layer."""
    terms: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    heads: dict[str, Record] = {}
    for record in records:
        for spelling in record.ids:
            key = " ".join(words(spelling)).lower()
            if isinstance(record, Entry):
                terms[key].append((fold(spelling), record))
            else:
                heads.setdefault(key, record)
    for key, found in terms.items():
        for number, (spelling, entry) in enumerate(found):
            yield from _against(spelling, entry, found[:number])
        if key in heads:
            text = f"{found[0][0]!r} also stands in {heads[key].source}: alone, this entry wins over the template."
            yield _issue(found[0][1].source, Severity.INFO, text)


def _against(spelling: str, entry: Entry, earlier: Iterable[tuple[str, Entry]]) -> Iterator[LintIssue]:
    for other_spelling, other in earlier:
        if other is entry:
            continue
        if spelling != other_spelling and (entry.exact or other.exact):
            if entry.exact != other.exact:
                text = (
                    f"{spelling!r} and {other_spelling!r} ({other.source}) differ in case only: both want case exact."
                )
                yield _issue(entry.source, Severity.WARNING, text)
        elif (entry.en[0], entry.ja[0]) == (other.en[0], other.ja[0]):
            yield _issue(entry.source, Severity.WARNING, f"{spelling!r} stands already in {other.source}: remove one.")
        else:
            text = f"{spelling!r} has other forms in {other.source}: keep one line."
            yield _issue(entry.source, Severity.ERROR, text)
