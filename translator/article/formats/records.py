"""Tables and archives: JSON, JSONL and CSV files as records, some of whose columns are texts to translate.

JSONL, CSV and TSV are streamed, one record in memory at a time; a JSON file is read whole. A record that cannot be read
is passed on as it stands, with the reason in ``problem``: one bad line does not stop an archive.

Example::

    records = read_records(source, ["title", "body"])
    done = (r.extended({c: into_english(t) for c, t in r.texts.items()}, "en") for r in records)
    write_records(done, Path("out.csv"), source=source)
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from translator.errors import InputError, UsageError
from translator.files import whole
from translator.limits import MAX_JSON_BYTES, MAX_RECORD_BYTES, MEBIBYTE

SUFFIXES = (".json", ".jsonl", ".ndjson", ".csv", ".tsv")
"""Files that hold records, by their suffix in small letters."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table, one line of an archive, one object of a JSON list.

    ``number``: from 1, in the order of the file. ``fields``: everything in it, by name. ``columns``: the names of the
    fields to translate. ``problem``: why it cannot be read, else empty; ``raw`` is then its source.
    """

    number: int
    fields: Mapping[str, object]
    columns: tuple[str, ...]
    raw: str = ""
    problem: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """Text by column; columns that are missing, empty or no text are not in it."""
        values = ((name, self.fields.get(name)) for name in self.columns)
        return {name: value for name, value in values if isinstance(value, str) and value.strip()}

    def extended(self, texts: Mapping[str, str], language: str) -> Record:
        """The record with further fields ``title_en``, ``body_en`` …; ``texts`` by column, empty where none is."""
        added = {f"{name}_{language}": texts.get(name, "") for name in self.columns if name in self.fields}
        return self if self.problem else replace(self, fields={**self.fields, **added})

    def replaced(self, texts: Mapping[str, str]) -> Record:
        """The record with ``texts`` in place of its own, for one file a language."""
        return replace(self, fields={name: texts.get(name, value) for name, value in self.fields.items()})


def holds_records(path: Path) -> bool:
    """Whether a file is read as records, by its suffix."""
    return path.suffix.lower() in SUFFIXES


def read_records(path: Path, columns: Sequence[str]) -> Iterator[Record]:
    """The records of a file, streamed.

    A JSON file is a list of objects, an object that holds such a list, or one object. CSV: the first row names the
    columns; the delimiter is the one most used in it (comma, semicolon, tab or bar). Encodings: UTF-8, UTF-16 with byte
    order mark, else cp1252.

    Raises:
        UsageError: no columns, or the suffix is none of ``SUFFIXES``.
        InputError: the file cannot be read, is damaged as a whole, or has no column of a name (JSONL and JSON: none of
            the names in its first record). Raised while reading.
    """
    if not columns:
        raise UsageError("No columns are named.", where=path, mend="Name them: --column title,body.")
    if not holds_records(path):
        known = ", ".join(SUFFIXES)
        raise UsageError(f"The suffix {path.suffix!r} holds no records.", where=path, mend=f"Use one of {known}.")
    reader = {".json": _read_json, ".csv": _read_table, ".tsv": _read_table}.get(path.suffix.lower(), _read_lines)
    return _guarded(reader(path, tuple(columns)), path)


def write_records(records: Iterable[Record], path: Path, *, source: Path, force: bool = False) -> int:
    """Write records in the format and layout of ``source``; the file appears whole or not at all.

    ``records`` may be a generator: for JSONL and CSV nothing is gathered. Fields that the first record has beyond those
    of ``source`` become further columns of a table. Returns the number of records written.

    Raises:
        OutputError: the file exists and ``force`` is not given, or cannot be written.
        InputError: ``source`` cannot be read any more.
    """
    writer = {".json": _write_json, ".csv": _write_table, ".tsv": _write_table}.get(source.suffix.lower(), _write_lines)
    with whole(path, force=force) as stream:
        out = io.TextIOWrapper(stream, encoding="utf-8", newline="", errors="surrogatepass")
        count = writer(records, out, source)
        out.detach()  # flushed; the stream is closed by who opened it
        return count


# Files ---------------------------------------------------------------------------------------------------------


def _guarded(records: Iterator[Record], path: Path) -> Iterator[Record]:
    """The records; whatever the file causes comes as an error that names it."""
    try:
        yield from records
    except OSError as error:
        mend = "Check the name and the file's permissions."
        raise InputError(f"Cannot be read: {error.strerror}.", where=path, mend=mend) from error
    except UnicodeDecodeError as error:
        raise InputError(f"Damaged {error.encoding} text.", where=path, mend="Save it as UTF-8.") from error


_SAMPLE = 64 * 1024


def _sample(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_SAMPLE)


def _encoding(sample: bytes) -> str:
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # may end inside a character
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _has(fields: Mapping[str, object], columns: Sequence[str], path: Path, *, every: bool) -> None:
    missing = [name for name in columns if name not in fields]
    if missing and (every or len(missing) == len(columns)):
        known = ", ".join(map(str, fields)) or "none"
        raise InputError(f"There is no column {missing[0]!r}.", where=path, mend=f"Its columns are: {known}.")


# JSONL ---------------------------------------------------------------------------------------------------------


def _read_lines(path: Path, columns: tuple[str, ...]) -> Iterator[Record]:
    number = 0
    with path.open("rb") as file:
        while line := file.readline(MAX_RECORD_BYTES + 1):
            if len(line) > MAX_RECORD_BYTES:
                what = f"Line {number + 1} exceeds {MAX_RECORD_BYTES // MEBIBYTE} MB."
                raise InputError(what, where=path, mend="Split the file.")
            if not line.strip():
                continue
            number += 1
            record = _line_record(number, line.removeprefix(codecs.BOM_UTF8), columns)
            if number == 1 and not record.problem:
                _has(record.fields, columns, path, every=False)
            yield record


def _line_record(number: int, line: bytes, columns: tuple[str, ...]) -> Record:
    raw = line.decode("utf-8", "replace").rstrip("\r\n")
    try:
        fields = json.loads(line)
    except ValueError as error:
        return Record(number, {}, columns, raw, f"no JSON: {error}")
    except RecursionError:
        return Record(number, {}, columns, raw, "JSON nested too deep")
    if not isinstance(fields, dict):
        return Record(number, {}, columns, raw, "no JSON object")
    return Record(number, fields, columns)


def _write_lines(records: Iterable[Record], out: TextIO, _source: Path) -> int:
    count = 0
    for record in records:
        out.write((record.raw if record.problem else json.dumps(record.fields, ensure_ascii=False)) + "\n")
        count += 1
    return count


# JSON ----------------------------------------------------------------------------------------------------------


def _json_of(path: Path) -> tuple[str, Any]:
    """The source and what it says."""
    if path.stat().st_size > MAX_JSON_BYTES:
        what = f"More than {MAX_JSON_BYTES // MEBIBYTE} MB of JSON."
        raise InputError(what, where=path, mend="Save it as JSONL, one object a line.")
    data = path.read_bytes()
    text = data.decode(_encoding(data))
    try:
        return text, json.loads(text)
    except ValueError as error:
        raise InputError(f"No JSON: {error}.", where=path, mend="Check the file with a JSON tool.") from error
    except RecursionError as error:
        raise InputError("JSON nested too deep.", where=path, mend="Check the file with a JSON tool.") from error


def _list_name(whole: object) -> str:
    """Name of the longest list of objects in an object; empty if there is none."""
    if not isinstance(whole, dict):
        return ""
    lists = {k: len(v) for k, v in whole.items() if isinstance(v, list) and v and isinstance(v[0], dict)}
    return max(lists, key=lambda name: lists[name], default="")


def _items(whole: Any, path: Path) -> list[Any]:
    if isinstance(whole, list):
        return whole
    if isinstance(whole, dict):
        return list(whole[_list_name(whole)]) if _list_name(whole) else [whole]
    raise InputError("No list of records.", where=path, mend="Give a list of JSON objects.")


def _read_json(path: Path, columns: tuple[str, ...]) -> Iterator[Record]:
    _, whole = _json_of(path)
    # An object that has the columns itself is the record, whatever lists it holds.
    single = isinstance(whole, dict) and any(name in whole for name in columns)
    for number, item in enumerate([whole] if single else _items(whole, path), 1):
        if not isinstance(item, dict):
            yield Record(number, {}, columns, json.dumps(item, ensure_ascii=False), "no JSON object")
            continue
        if number == 1:
            _has(item, columns, path, every=False)
        yield Record(number, item, columns)


def _write_json(records: Iterable[Record], out: TextIO, source: Path) -> int:
    text, whole = _json_of(source)
    gathered = list(records)
    items = [json.loads(r.raw) if r.problem else r.fields for r in gathered]
    single = isinstance(whole, dict) and any(r.columns and set(r.columns) & set(whole) for r in gathered)
    if isinstance(whole, list):
        result: object = items
    elif single or not _list_name(whole):
        result = items[0] if items else whole
    else:
        result = {**whole, _list_name(whole): items}
    indent = re.match(r"\s*[\[{][ \t]*\r?\n([ \t]+)", text)
    out.write(json.dumps(result, ensure_ascii=False, indent=indent[1] if indent else None) + "\n")
    return len(gathered)


# CSV -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a table is written."""

    encoding: str
    delimiter: str
    line_end: str
    mark: bool


def _layout(path: Path) -> _Layout:
    sample = _sample(path)
    encoding = _encoding(sample)
    text = sample.decode(encoding, "ignore")
    header = re.sub(r'"[^"]*"', "", text).splitlines()[:1] or [""]
    usual = "\t" if path.suffix.lower() == ".tsv" else ","
    delimiter = max((usual, ",", ";", "\t", "|"), key=header[0].count)
    line_end = "\r\n" if "\r\n" in text else "\n"
    return _Layout(encoding, delimiter, line_end, sample.startswith(codecs.BOM_UTF8) or encoding == "utf-16")


def _rows(path: Path, layout: _Layout) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_RECORD_BYTES)  # the module's limit of 128 kB has no setting of one reader
    with path.open(encoding=layout.encoding, newline="") as file:
        try:
            yield from csv.reader(file, delimiter=layout.delimiter, strict=False)
        except csv.Error as error:
            raise InputError(f"A damaged table: {error}.", where=path, mend="Save it anew as CSV.") from error


def _read_table(path: Path, columns: tuple[str, ...]) -> Iterator[Record]:
    layout = _layout(path)
    rows = _rows(path, layout)
    names = next(rows, [])
    _has(dict.fromkeys(names), columns, path, every=True)
    if repeated := next((name for name in columns if names.count(name) > 1), ""):
        raise InputError(f"Two columns are named {repeated!r}.", where=path, mend="Rename one.")
    number, keys = 0, _unique(names)
    for row in rows:
        if not row:
            continue
        number += 1
        if len(row) != len(names):
            problem = f"{len(row)} fields in a table of {len(names)} columns"
            yield Record(number, {}, columns, _row_text(row, layout), problem)
        else:
            yield Record(number, dict(zip(keys, row, strict=True)), columns)


def _unique(names: Sequence[str]) -> list[str]:
    """Names of the fields: a repeated one counts on, ``tag``, ``tag (2)``."""
    counts: Counter[str] = Counter()
    keys = []
    for name in names:
        counts[name] += 1
        keys.append(name if counts[name] == 1 else f"{name} ({counts[name]})")
    return keys


def _row_text(row: Sequence[str], layout: _Layout) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=layout.delimiter, lineterminator="").writerow(row)
    return out.getvalue()


def _write_table(records: Iterable[Record], out: TextIO, source: Path) -> int:
    layout = _layout(source)
    names = next(_rows(source, layout), [])
    keys = _unique(names)
    waiting: Iterator[Record] = iter(records)
    passed: list[Record] = []  # up to the first that says what columns there are
    for record in waiting:
        passed.append(record)
        if not record.problem:
            break
    added = [k for k in passed[-1].fields if k not in keys] if passed else []
    out.write("\ufeff" if layout.mark else "")
    out.write(_row_text([*names, *added], layout) + layout.line_end)
    count = 0
    for record in chain(passed, waiting):
        row = [str(record.fields.get(k, "")) for k in (*keys, *added)]
        out.write((record.raw if record.problem else _row_text(row, layout)) + layout.line_end)
        count += 1
    return count
