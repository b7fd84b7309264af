"""What is made of the files that ``translator evaluate`` writes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from translator.evaluation import card, compare, losses
from translator.evaluation.records import append

REFERENCES = [f"The {word} was closed on Thursday." for word in ("port", "road", "school", "market", "bridge")]


def lines(on: list[str], off: list[str]) -> list[dict[str, Any]]:
    return [
        {"source": str(n), "reference": reference, "spans": {"Kamis": "Thursday"}, "on": a, "off": b}
        for n, (reference, a, b) in enumerate(zip(REFERENCES, on, off, strict=True))
    ]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "outputs.jsonl"
    append(path, lines([*REFERENCES[:4], "Shut."], REFERENCES))
    return path


def call(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", f"translator.evaluation.{module}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_the_costliest_line_comes_first(file: Path) -> None:
    found = losses.losses(lines([*REFERENCES[:4], "Shut."], REFERENCES), "en")
    assert found[0].line["on"] == "Shut."
    assert found[0].points > 90 > found[1].points == 0
    shown = call("losses", str(file), "--to", "en", "--count", "1")
    assert "5 lines: chrF rises on 0, falls on 1." in shown.stdout
    assert "Kamis → Thursday" in shown.stdout


def test_runs_of_the_same_lines_are_compared(file: Path, tmp_path: Path) -> None:
    found = compare.compare({"good": REFERENCES, "poor": ["Shut."] * 5}, REFERENCES, "en")
    assert found["good"]["chrF"] == 100
    assert found["poor"]["p_chrF"] < 0.05
    other = tmp_path / "other.jsonl"
    append(other, lines(REFERENCES, REFERENCES)[:3])
    done = call("compare", str(file), str(other), "--to", "en")
    assert done.returncode == 1
    assert done.stderr.strip().endswith(
        "other.jsonl: is of other lines than the first file. Evaluate the same files again."
    )


def test_the_card_has_one_column_a_run_and_guard() -> None:
    run = {
        "direction": "id-en",
        "lines": 5,
        "segments": 5,
        "engine": "embedded/x",
        "glossary": "y",
        "signatures": {"chrF": "nrefs:1"},
        "guard_on": {"chrF": 58.8},
        "guard_off": {"chrF": 57.1, "loop_lines": 0},
    }
    table = card.tables([json.loads(json.dumps(run))])
    assert table.startswith("| | id→en, guard on | id→en, guard off |")
    assert "| chrF | 58.8 | 57.1 |" in table
    assert "| loops |  | 0 |" in table
    assert "engine `embedded/x`" in table
