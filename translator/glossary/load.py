"""Reading glossary files: TSV and CSV with a header line, folders of them, and TBX.

The header says what a file holds: ``style`` titles, ``form_en`` institutions, otherwise terms.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from translator.errors import GlossaryError
from translator.fixed import SpanKind
from translator.glossary.model import Entry, Institution, Record, Source, Style, Title
from translator.glossary.tbx import read_tbx

Row = Mapping[str, str]

TERM_COLUMNS = ("id", "en", "ja", "kind", "case", "status", "note")
_COLUMNS = frozenset(TERM_COLUMNS) | {"takes", "style", "level", "form_en", "form_ja", "place_ja", "japan"}
_FORMULA = ("'=", "'+", "'-", "'@")
_FORMS = {
    Style.POST: ("{place} {title} {name}", "{area}の{name}{title}", "{area}{title}"),
    Style.ROLE: ("{place} {title} {name}", "{area}の{title}{name}氏", "{area}の{title}"),
    Style.RANK: ("{title} {name}", "{name}{title}", "{title}"),
    Style.HONORIFIC: ("{title} {name}", "{name}{title}", "{title}"),
}


def read_records(path: Path) -> list[Record]:
    """Records of one file, or of all ``*.tsv`` files of a folder in order of their names.

    Raises GlossaryError with file and line.
    """
    if path.is_dir():
        return [record for file in sorted(path.glob("*.tsv")) for record in read_records(file)]
    if path.suffix.lower() in (".tbx", ".xml"):
        return list(read_tbx(path))
    lines = read_text(path).split("\n")
    return parse_records(lines, path.name, comma=path.suffix.lower() == ".csv")


def parse_records(lines: Iterable[str], file: str, *, comma: bool = False) -> list[Record]:
    """Records of the lines of one TSV (or CSV) file; ``file`` stands in error messages."""
    return [build() for _, build in rows(lines, file, comma=comma)]


def rows(lines: Iterable[str], file: str, *, comma: bool = False) -> Iterator[tuple[list[str], Callable[[], Record]]]:
    """Cells of every row after the header, and a function that builds its record or raises GlossaryError."""
    build: Callable[[Row, Source], Record] | None = None
    header: list[str] = []
    for number, cells in _cells(lines, comma=comma):
        where = Source(file, number)
        if build is None:
            header = [cell.strip().lower() for cell in cells]
            build = _builder(header, where)
        else:
            yield cells, partial(_record, build, header, cells, where)


def _record(build: Callable[[Row, Source], Record], header: list[str], cells: list[str], where: Source) -> Record:
    if len(cells) > len(header):
        raise GlossaryError(
            f"{len(cells)} columns, but the header has {len(header)}.", where=str(where), mend="Remove a tab."
        )
    return build(dict(zip(header, cells, strict=False)), where)


def read_text(path: Path) -> str:
    """The file in UTF-8, with or without byte order mark; raises GlossaryError."""
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise GlossaryError(f"Cannot be read ({error.strerror}).", where=path, mend="Check the path.") from error
    except UnicodeDecodeError as error:
        raise GlossaryError("Is not UTF-8.", where=path, mend="Save it as UTF-8.") from error


def _cells(lines: Iterable[str], *, comma: bool) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every line that is neither empty nor a comment."""
    if comma:
        reader = csv.reader(line if line.endswith("\n") else line + "\n" for line in lines)
        numbered = ((reader.line_num, cells) for cells in reader)
    else:
        numbered = ((number, line.rstrip("\r\n").split("\t")) for number, line in enumerate(lines, 1))
    for number, cells in numbered:
        if "".join(cells).strip() and not cells[0].startswith("#"):
            yield number, cells


def _builder(header: list[str], where: Source) -> Callable[[Row, Source], Record]:
    if header[:1] != ["id"] or not {"en", "ja"} <= set(header):
        raise GlossaryError(
            "The header line is missing.",
            where=str(where),
            mend=f"Begin with: {' '.join(TERM_COLUMNS)} (tabs between).",
        )
    if unknown := set(header) - _COLUMNS:
        raise GlossaryError(f"Unknown column {sorted(unknown)[0]!r}.", where=str(where), mend="See glossary/README.md.")
    if "style" in header:
        return _title
    return _institution if "form_en" in header else _entry


def _entry(row: Row, where: Source) -> Entry:
    en, never_en = _allowed(row, "en", where)
    ja, never_ja = _allowed(row, "ja", where)
    return Entry(
        ids=_required(row, "id", where),
        en=en,
        ja=ja,
        kind=_kind(row, where, SpanKind.TERM),
        exact=_choice(row, "case", ("any", "exact"), where) == "exact",
        hard=_choice(row, "status", ("hard", "soft"), where) == "hard",
        note=_cell(row, "note"),
        never_en=never_en,
        never_ja=never_ja,
        source=where,
    )


def _allowed(row: Row, column: str, where: Source) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms of a column, and those that ``!`` forbids."""
    forms = _required(row, column, where)
    if "!" not in row[column]:
        return forms, ()
    allowed = tuple(form for form in forms if not form.startswith("!"))
    if not allowed:
        raise GlossaryError(f"Column {column!r} only forbids.", where=str(where), mend="Begin with the form to write.")
    return allowed, tuple(form[1:].strip() for form in forms if form.startswith("!") and form[1:].strip())


def _nothing_forbidden(row: Row, where: Source) -> None:
    for column in ("en", "ja"):
        if any(form.startswith("!") for form in alternatives(_cell(row, column))):
            raise GlossaryError("Only terms can forbid a form.", where=str(where), mend="Give a term of its own.")


def _title(row: Row, where: Source) -> Title:
    _nothing_forbidden(row, where)
    style = Style(_choice(row, "style", tuple(Style), where))
    form_en, form_ja, place_ja = _FORMS[style]
    return Title(
        ids=_required(row, "id", where),
        en=_required(row, "en", where),
        ja=_required(row, "ja", where),
        takes=frozenset(_cell(row, "takes").split()),
        style=style,
        form_en=_cell(row, "form_en") or form_en,
        form_ja=_cell(row, "form_ja") or form_ja,
        place_ja=_cell(row, "place_ja") or place_ja,
        exact=_choice(row, "case", ("any", "exact"), where) == "exact",
        note=_cell(row, "note"),
        source=where,
    )


def _institution(row: Row, where: Source) -> Institution:
    _nothing_forbidden(row, where)
    en, ja = alternatives(_cell(row, "en")), alternatives(_cell(row, "ja"))
    form_en, form_ja = _cell(row, "form_en"), _cell(row, "form_ja")
    if not (en and ja) and not (form_en and form_ja):
        raise GlossaryError(
            "Neither bare forms nor templates.", where=str(where), mend="Fill en and ja, or both forms."
        )
    return Institution(
        ids=_required(row, "id", where),
        en=en,
        ja=ja,
        kind=_kind(row, where, SpanKind.ORGANIZATION),
        takes=frozenset(_cell(row, "takes").split()),
        level=_cell(row, "level"),
        form_en=form_en or f"{{place}} {en[0]} {{n}}",
        form_ja=form_ja or f"{{area}}{ja[0]}",
        japan=_cell(row, "japan"),
        exact=_choice(row, "case", ("any", "exact"), where) == "exact",
        note=_cell(row, "note"),
        source=where,
    )


def _cell(row: Row, column: str) -> str:
    value = row.get(column, "").strip()
    return value[1:] if value[:1] == "'" and value.startswith(_FORMULA) else value


def alternatives(cell: str) -> tuple[str, ...]:
    """The forms of a cell, separated by ``|``."""
    if "|" not in cell:
        return (form,) if (form := cell.strip()) else ()
    return tuple(form for piece in cell.split("|") if (form := piece.strip()))


def _required(row: Row, column: str, where: Source) -> tuple[str, ...]:
    cell = _cell(row, column)
    forms = alternatives(cell) if "|" in cell else (cell,)
    if not (cell and forms):
        raise GlossaryError(f"Column {column!r} is empty.", where=str(where), mend="Fill it or remove the line.")
    return forms


def _choice(row: Row, column: str, allowed: tuple[str, ...], where: Source) -> str:
    value = _cell(row, column) or allowed[0]
    if value not in allowed:
        raise GlossaryError(f"{column} {value!r} is unknown.", where=str(where), mend=f"Use {' or '.join(allowed)}.")
    return value


_KINDS = {kind.value: kind for kind in SpanKind}


def _kind(row: Row, where: Source, default: SpanKind) -> SpanKind:
    value = _cell(row, "kind")
    if value and value not in _KINDS:
        raise GlossaryError(f"Kind {value!r} is unknown.", where=str(where), mend=f"Use one of {', '.join(_KINDS)}.")
    return _KINDS[value] if value else default
