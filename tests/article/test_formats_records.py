"""Tables and archives: columns by name, streamed, everything else as it stands."""

from __future__ import annotations

import csv
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from translator.article.formats.records import Record, holds_records, read_records, write_records
from translator.errors import InputError, OutputError, UsageError

ROWS = [
    {"id": "7", "title": "Banjir, lagi", "body": 'Baris satu.\nBaris "dua".'},
    {"id": "8", "title": "", "body": "Gempa — 5,1"},
]


def shouted(records: Iterator[Record], language: str = "en") -> Iterator[Record]:
    return (r.extended({c: t.upper() for c, t in r.texts.items()}, language) for r in records)


def table(path: Path, *, delimiter: str = ",", encoding: str = "utf-8", end: str = "\n") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, ["id", "title", "body"], delimiter=delimiter, lineterminator=end)
        writer.writeheader()
        writer.writerows(ROWS)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_gets_further_columns_in_its_own_layout(tmp_path: Path, delimiter: str, encoding: str) -> None:
    source = table(tmp_path / "a.csv", delimiter=delimiter, encoding=encoding, end="\r\n")
    out = tmp_path / "b.csv"
    assert write_records(shouted(read_records(source, ["title", "body"])), out, source=source) == 2
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") == (encoding in ("utf-8-sig", "utf-16"))
    assert b"\r\n" in data
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=delimiter))
    assert [{k: row[k] for k in ("id", "title", "body")} for row in rows] == ROWS
    assert [(row["title_en"], row["body_en"]) for row in rows] == [
        ("BANJIR, LAGI", 'BARIS SATU.\nBARIS "DUA".'),
        ("", "GEMPA — 5,1"),
    ]


def test_a_table_as_one_file_a_language(tmp_path: Path) -> None:
    source = table(tmp_path / "a.csv")
    done = (r.replaced({c: t.upper() for c, t in r.texts.items()}) for r in read_records(source, ["title"]))
    write_records(done, tmp_path / "en.csv", source=source)
    assert (tmp_path / "en.csv").read_text() == source.read_text().replace("Banjir, lagi", "BANJIR, LAGI")


def test_an_identity_translation_gives_the_same_table(tmp_path: Path) -> None:
    source = table(tmp_path / "a.csv")
    write_records((r.replaced(r.texts) for r in read_records(source, ["body"])), tmp_path / "b.csv", source=source)
    assert (tmp_path / "b.csv").read_bytes() == source.read_bytes()


def test_a_row_of_another_width_is_passed_on(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("id,title\n1,satu\n2\n3,tiga\n")
    records = list(read_records(source, ["title"]))
    assert [r.problem for r in records] == ["", "1 fields in a table of 2 columns", ""]
    write_records(shouted(iter(records)), tmp_path / "b.csv", source=source)
    assert (tmp_path / "b.csv").read_text() == "id,title,title_en\n1,satu,SATU\n2\n3,tiga,TIGA\n"


def test_repeated_columns_stay_apart(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("tag,tag,title\nx,y,satu\n")
    write_records(shouted(read_records(source, ["title"])), tmp_path / "b.csv", source=source)
    assert (tmp_path / "b.csv").read_text() == "tag,tag,title,title_en\nx,y,satu,SATU\n"


def test_lines_are_passed_on_where_they_are_no_json(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_bytes(
        b'\xef\xbb\xbf{"title": "satu", "n": 1.50}\n\n{"title": \n[1]\n{"title": null}\n{"title": "\xff"}\n'
    )
    records = list(read_records(source, ["title"]))
    assert [bool(r.problem) for r in records] == [False, True, True, False, True]
    write_records(shouted(iter(records)), tmp_path / "b.jsonl", source=source)
    lines = (tmp_path / "b.jsonl").read_text().splitlines()
    assert json.loads(lines[0]) == {"title": "satu", "n": 1.5, "title_en": "SATU"}
    assert lines[1:3] == ['{"title": ', "[1]"]
    assert json.loads(lines[3]) == {"title": None, "title_en": ""}


@pytest.mark.parametrize(
    ("whole", "done"),
    [
        ([{"t": "a"}, {"t": "b"}], [{"t": "a", "t_en": "A"}, {"t": "b", "t_en": "B"}]),
        ({"n": 1, "items": [{"t": "a"}]}, {"n": 1, "items": [{"t": "a", "t_en": "A"}]}),
        ({"t": "a", "tags": [{"x": 1}]}, {"t": "a", "tags": [{"x": 1}], "t_en": "A"}),
        ([{"t": "a"}, 5], [{"t": "a", "t_en": "A"}, 5]),
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_keeps_its_shape(tmp_path: Path, whole: object, done: object, indent: int | None) -> None:
    source = tmp_path / "a.json"
    source.write_text(json.dumps(whole, indent=indent))
    write_records(shouted(read_records(source, ["t"])), tmp_path / "b.json", source=source)
    assert (tmp_path / "b.json").read_text() == json.dumps(done, indent=indent) + "\n"


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.csv", b"id,title\n1,x\n", "no column 'body'.*id, title"),
        ("a.csv", b"body,body\n1,x\n", "Two columns"),
        ("a.csv", b"", "no column"),
        ("a.jsonl", b'{"id": 1}\n', "no column 'body'"),
        ("a.json", b'{"body": ', "No JSON"),
        ("a.json", b"5", "No list"),
        ("a.csv", b"body\n" + b"x\n" * 50_000 + b"\xff\n", "Damaged utf-8"),
        ("gone.csv", None, "Cannot be read"),
    ],
)
def test_damage_is_named(tmp_path: Path, name: str, content: bytes | None, what: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=what):
        list(read_records(tmp_path / name, ["body"]))


def test_wrong_calls_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--column"):
        read_records(tmp_path / "a.csv", [])
    with pytest.raises(UsageError, match=r"\.jsonl"):
        read_records(tmp_path / "a.txt", ["body"])
    assert holds_records(Path("A.CSV"))
    assert not holds_records(Path("a.md"))


def test_nothing_is_replaced_unasked_and_nothing_is_left_half_written(tmp_path: Path) -> None:
    source = table(tmp_path / "a.csv")
    with pytest.raises(OutputError, match="exists"):
        write_records(read_records(source, ["body"]), source, source=source)

    def breaking() -> Iterator[Record]:
        yield from read_records(source, ["body"])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_records(breaking(), tmp_path / "b.csv", source=source)
    assert list(tmp_path.iterdir()) == [source]


def test_an_archive_is_streamed(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    line = json.dumps({"body": "kata " * 2000}) + "\n"
    source.write_text(line * 3000)
    tracemalloc.start()
    assert write_records(shouted(read_records(source, ["body"])), tmp_path / "b.jsonl", source=source) == 3000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert source.stat().st_size > 30_000_000
    assert peak < 2_000_000
