"""What the linter tells an editor."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.glossary import lint
from translator.glossary.glossary import shipped_folder
from translator.issues import Severity

HEADER = "id\ten\tja\tkind\tcase\tstatus\tnote\n"


def remarks(folder: Path, rows: str) -> list[tuple[int, str, str]]:
    path = folder / "a.tsv"
    path.write_text(HEADER + rows, "utf-8")
    return [(issue.line, issue.severity.value, issue.message) for issue in lint(path)]


@pytest.mark.parametrize(
    ("rows", "line", "severity", "part"),
    [
        ("kopi\tcoffee\tコーヒー\nKopi\tcoffee\tコーヒー\n", 3, "warning", "stands already in a.tsv:2"),
        ("kopi\tcoffee\tコーヒー\nkopi\ttea\t茶\n", 3, "error", "has other forms in a.tsv:2"),
        ("PAN\tPAN\t国民信託党\tacronym\texact\npan\tpan\t鍋\n", 3, "warning", "differ in case only"),
        ("kopi\tcоffee\tコーヒー\n", 2, "error", "Cyrillic"),
        ("kopi\tcoffee\tｺｰﾋｰ\n", 2, "error", "Half-width kana"),
        ("kopi\tcoffee\tコーヒー（豆\n", 2, "error", "do not close"),
        ("kopi\tcoffee\tコーヒー(豆)\n", 2, "warning", "Half-width punctuation"),
        ("kopi\tコーヒー\tコーヒー\n", 2, "error", "Japanese character in the English form"),
        ("kopi\tcoffee\tコーヒーDrink\n", 2, "warning", "Latin 'Drink'"),
        ("kopi\tcoffee\tＢＩコーヒー\n", 2, "warning", "Full-width letter"),
        ("kopi \tcoffee\tコーヒー\n", 2, "warning", "edge"),
        ("kopi  susu\tmilk coffee\tコーヒー\n", 2, "warning", "Doubled or unusual space"),
        ("kopi\t\tコーヒー\n", 2, "error", "'en' is empty"),
        ("kopi\tcoffee\tコーヒー\tdrink\n", 2, "error", "Kind 'drink'"),
    ],
)
def test_remark(tmp_path: Path, rows: str, line: int, severity: str, part: str) -> None:
    (remark,) = remarks(tmp_path, rows)
    assert remark[:2] == (line, severity)
    assert part in remark[2]


@pytest.mark.parametrize(
    "row",
    [
        "BI-Rate\tBI-Rate\tBIレート\tterm\n",
        "PT KAI\tPT KAI\tインドネシア鉄道（KAI）\torganization\texact\n",
        "Solo\tSolo\tソロ\tplace\texact\n",
    ],
)
def test_good_line_has_no_remark(tmp_path: Path, row: str) -> None:
    assert remarks(tmp_path, row) == []


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert [line for line, _, _ in remarks(tmp_path, "a\t\tあ\nb\tb\tび\tx\n")] == [2, 3]


def test_later_layer_may_override(tmp_path: Path) -> None:
    for name, en in (("a.tsv", "coffee"), ("b.tsv", "java")):
        (tmp_path / name).write_text(f"{HEADER}kopi\t{en}\tコーヒー\n", "utf-8")
    assert lint(tmp_path / "a.tsv", tmp_path / "b.tsv") == []
    assert len(lint(tmp_path)) == 1


def test_shipped_glossary_has_no_errors() -> None:
    assert [str(issue) for issue in lint(shipped_folder()) if issue.severity is Severity.ERROR] == []
