"""Glossary files: formats, overriding, and errors that name file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.errors import GlossaryError
from translator.fixed import SpanKind
from translator.glossary import Entry, Glossary, read_tbx, write_tbx

HEADER = "id\ten\tja\tkind\tcase\tstatus\tnote\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_missing_trailing_columns_and_comments(tmp_path: Path) -> None:
    glossary = Glossary.load(write(tmp_path, "a.tsv", f"# note\n{HEADER}\nkopi\tcoffee | java\tコーヒー\n"))
    assert glossary.entries == (Entry(("kopi",), ("coffee", "java"), ("コーヒー",), SpanKind.TERM),)


def test_spellings_share_one_entry(tmp_path: Path) -> None:
    glossary = Glossary.load(write(tmp_path, "a.tsv", HEADER + "cendera mata | cenderamata\tsouvenir\t記念品\tterm\n"))
    assert glossary.lookup("Cenderamata") == glossary.lookup("cendera mata")
    assert [span.source for span in glossary.find("Cenderamata dan cendera  mata")] == ["Cenderamata", "cendera  mata"]


def test_later_file_overrides_one_spelling(tmp_path: Path) -> None:
    first = write(tmp_path, "a.tsv", HEADER + "Tiongkok | Cina\tChina\t中国\tplace\n")
    second = write(tmp_path, "b.tsv", HEADER + "cina\tthe PRC\t中華人民共和国\tplace\n")
    glossary = Glossary.load(first, second)
    assert [span.en for span in glossary.find("Cina dan Tiongkok")] == ["the PRC", "China"]


def test_case_exact_tells_an_acronym_from_a_word(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.tsv", HEADER + "PAN\tPAN\t国民信託党\tacronym\texact\npan\tpan\tフライパン\tterm\texact\n"
    )
    assert [span.ja for span in Glossary.load(path).find("PAN membeli pan. Pan itu")] == [
        "国民信託党", "フライパン", "フライパン",
    ]  # fmt: skip


def test_csv_with_formula_guard(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.csv", 'id,en,ja,kind\n"usaha mikro, kecil","micro, small",零細,term\n\'+62,\'+62,+62,other\n'
    )
    assert [entry.id for entry in Glossary.load(path).entries] == ["usaha mikro, kecil", "+62"]


def test_signature_follows_the_content_not_the_place(tmp_path: Path) -> None:
    one = write(tmp_path, "a.tsv", HEADER + "kopi\tcoffee\tコーヒー\n")
    same = write(tmp_path, "b.tsv", "# moved\n" + HEADER + "kopi\tcoffee\tコーヒー\n")
    other = write(tmp_path, "c.tsv", HEADER + "kopi\tCoffee\tコーヒー\n")
    assert Glossary.load(one).signature == Glossary.load(same).signature != Glossary.load(other).signature


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("kopi\tcoffee\tコーヒー\n", 1, "header line is missing"),
        (HEADER + "kopi\t\tコーヒー\n", 2, "'en' is empty"),
        (HEADER + "\n# x\nkopi\tcoffee\tコーヒー\tdrink\n", 4, "Kind 'drink' is unknown"),
        (HEADER + "kopi\tcoffee\tコーヒー\tterm\tupper\n", 2, "case 'upper' is unknown"),
        (HEADER + "kopi\tcoffee\tコーヒー\tterm\tany\thard\tnote\tmore\n", 2, "8 columns"),
        ("id\ten\tja\tcolour\n", 1, "Unknown column 'colour'"),
    ],
)
def test_error_names_file_and_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    with pytest.raises(GlossaryError, match=what) as caught:
        Glossary.load(write(tmp_path, "bad.tsv", text))
    assert caught.value.where == f"bad.tsv:{line}"
    assert caught.value.mend


def test_missing_file_and_wrong_encoding(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="Cannot be read"):
        Glossary.load(tmp_path / "none.tsv")
    (tmp_path / "latin.tsv").write_bytes("id\ten\tja\nkafe\tcafé\tカフェ\n".encode("cp932", "replace") + b"\xe9\n")
    with pytest.raises(GlossaryError, match="UTF-8"):
        Glossary.load(tmp_path / "latin.tsv")


def test_tbx_round_trip(tmp_path: Path) -> None:
    entries = (
        Entry(("Wali Kota", "Walikota"), ("Mayor",), ("市長",), SpanKind.TITLE, note="post"),
        Entry(("AT&T <x>",), ("AT&T",), ("エーティー", "AT&T"), SpanKind.ORGANIZATION),
    )
    path = tmp_path / "a.tbx"
    path.write_bytes(write_tbx(entries))
    assert tuple(read_tbx(path)) == entries
    assert Glossary.load(path).find("Walikota")[0].ja == "市長"


def test_tbx_basic_v2(tmp_path: Path) -> None:
    body = (
        '<termEntry id="1"><langSet xml:lang="id-ID"><tig><term>kopi</term></tig></langSet>'
        '<langSet xml:lang="en-US"><ntig><termGrp><term>coffee</term></termGrp></ntig></langSet></termEntry>'
        '<termEntry id="2"><langSet xml:lang="de"><tig><term>Tee</term></tig></langSet></termEntry>'
    )
    path = write(tmp_path, "a.tbx", f'<martif type="TBX-Basic"><text><body>{body}</body></text></martif>')
    assert [(entry.id, entry.en, entry.ja) for entry in read_tbx(path)] == [("kopi", ("coffee",), ("coffee",))]


@pytest.mark.parametrize(
    "text", ["<tbx><text>", "<html/>", '<!DOCTYPE a [<!ENTITY b "c">]><tbx><text>&b;</text></tbx>']
)
def test_unsafe_or_broken_tbx_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(GlossaryError):
        Glossary.load(write(tmp_path, "a.tbx", text))
