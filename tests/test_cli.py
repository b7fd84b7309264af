"""The command as a user calls it."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [str(Path(sys.executable).parent / "translator")]


def call(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *arguments], input=stdin, capture_output=True, timeout=180, check=False)


def test_help_is_quick() -> None:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        assert call("--help").returncode == 0
        times.append(time.perf_counter() - start)
    assert min(times) < 0.5


def test_translate_json_from_standard_input() -> None:
    done = call("translate", "-", "--to", "en", "--format", "json", stdin=b"Warga menanam pohon.")
    assert done.returncode == 0
    data = json.loads(done.stdout)
    assert list(data["targets"]) == ["en"]
    assert data["blocks"][0]["segments"][0]["source"] == "Warga menanam pohon."


def test_check_shows_clutter_and_spans_without_translating() -> None:
    done = call("check", "examples/bekasi-izumisano.txt", "--json")
    data = json.loads(done.stdout)
    assert "targets" not in data
    assert sum(b["dropped"] for b in data["blocks"]) == 10
    done = call("check", "examples/bekasi-izumisano.txt")
    assert "- scroll: GESER UNTUK BACA BERITA" in done.stdout.decode()


def test_the_shipped_glossary_has_no_errors() -> None:
    assert call("glossary", "check").returncode == 0


def test_glossary_find() -> None:
    line = call("glossary", "find", "Wali Kota Bekasi, Tri Adhianto").stdout.decode()
    assert "Bekasi Mayor Tri Adhianto\tブカシ市のトリ・アディアント市長" in line


def test_output_files_are_whole_and_never_overwritten_unasked(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Warga menanam pohon.", encoding="utf-8")
    out = tmp_path / "out.md"
    assert call("translate", str(page), "--to", "en", "--format", "md", "-o", str(out)).returncode == 0
    first = out.read_bytes()
    again = call("translate", str(page), "--to", "en", "--format", "md", "-o", str(out))
    assert again.returncode == 1
    assert b"Traceback" not in again.stderr
    assert out.read_bytes() == first
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.md", "page.txt"]


BAD = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 20,
    "nul.txt": b"Kalimat\0 dengan NUL.",
    "notzip.docx": b"this is no zip",
    "scripts.html": b"<html><script>var a = 1;</script></html>",
}


@pytest.mark.parametrize("name", list(BAD))
def test_bad_input_is_a_clear_error(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(BAD[name])
    done = call("check", str(file))
    assert done.returncode == 1
    assert name in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["check", "nowhere.txt"], 1), (["translate", "README.md", "--format", "pdf"], 2), (["check", "a.xyz"], 2)],
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    assert call(*arguments).returncode == code


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes("Warga menanam pohon – “semua senang”.".encode(encoding))
    assert "“semua senang”" in call("check", str(file)).stdout.decode()


def test_an_unknown_engine_is_a_clear_error() -> None:
    done = call("translate", "README.md", "--engine", "no/such-model")
    assert done.returncode in (1, 2)
    assert "no/such-model" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
