"""Folders for the tests of batch runs: small articles of all formats, and the command run on them."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from translator.article.model import Format
from translator.article.read import read_text
from translator.article.write import write

COMMAND = [sys.executable, "-m", "tests.batch.command", "batch"]
ROOT = Path(__file__).parents[2]

SENTENCES = (
    "Warga kampung {} menanam pohon di tepi sungai.",
    "Wali Kota Bekasi, Tri Adhianto, tiba pada Kamis (24/7/2025) di kampung {}.",
    "Harga beras di pasar {} naik menjadi Rp15.000 per kilogram.",
    "Sebanyak 25 siswa dari sekolah {} mengikuti lomba menulis.",
    "Menurut kepala desa, jalan ke {} segera diperbaiki.",
)
SUFFIXES = {".txt": Format.TXT, ".md": Format.MARKDOWN, ".html": Format.HTML, ".docx": Format.DOCX}


def article(number: int, sentences: int = 4) -> str:
    """A small article, unlike every other number's."""
    rng = random.Random(number)
    word = "".join("bdgklmnprst"[int(d)] + "aiueoaiueo"[int(d)] for d in f"{number:05}")
    body = (rng.choice(SENTENCES).format(f"{word}{'abcdefgh'[n % 8]}") for n in range(sentences))
    return f"# Kabar dari {word}\n\n" + "\n\n".join(body) + "\n"


def fill(folder: Path, count: int, *, seed: int = 1) -> None:
    """``count`` articles of all formats in nested folders, some with names that are not ASCII."""
    rng = random.Random(seed)
    for number in range(count):
        suffix = list(SUFFIXES)[number % len(SUFFIXES)]
        place = folder / rng.choice(("", "kota", "kota/bekasi", "日本", "é")) / f"berita {number}{suffix}"
        place.parent.mkdir(parents=True, exist_ok=True)
        source = read_text(article(number, rng.randint(1, 6)), Format.MARKDOWN)
        place.write_bytes(write(source, SUFFIXES[suffix]))


def fill_tables(folder: Path, count: int) -> None:
    """``count`` files of records and posts with columns ``title`` and ``body``, in the kinds that are streamed."""
    for number in range(count):
        texts = (article(60_000 + number * 10 + n).split("\n\n", 1) for n in range(1 + number % 4))
        rows = [{"id": n, "title": title, "body": body} for n, (title, body) in enumerate(texts)]
        suffix, text = _TABLES[number % len(_TABLES)](rows)
        (folder / f"arsip {number}{suffix}").write_text(text, encoding="utf-8")


def _jsonl(rows: list[dict[str, Any]]) -> tuple[str, str]:
    return ".jsonl", "".join(f"{json.dumps(row)}\n" for row in rows)


def _json(rows: list[dict[str, Any]]) -> tuple[str, str]:
    return ".json", json.dumps(rows, indent=2)


def _csv(rows: list[dict[str, Any]]) -> tuple[str, str]:
    made = io.StringIO()
    table = csv.DictWriter(made, ("id", "title", "body"))
    table.writeheader()
    table.writerows(rows)
    return ".csv", made.getvalue()


def _wxr(rows: list[dict[str, Any]]) -> tuple[str, str]:
    posts = "".join(_POST.format(**row) for row in rows)
    return ".xml", _FEED.format(posts)


_TABLES = (_jsonl, _json, _csv, _wxr)
_FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Situs</title><wp:wxr_version>1.2</wp:wxr_version>{}
</channel></rss>
"""
_POST = """
<item><title>{title}</title><content:encoded><![CDATA[<p>{body}</p>]]></content:encoded>
<wp:post_id>{id}</wp:post_id><wp:post_type><![CDATA[post]]></wp:post_type><wp:status><![CDATA[publish]]></wp:status></item>
"""


def environment(log: Path | None = None, seconds: float = 0.0) -> dict[str, str]:
    """Of the command: where the fake engine notes its calls, and how long each takes."""
    extra = {"FAKE_ENGINE_LOG": str(log)} if log else {}
    return {**os.environ, **extra, "FAKE_ENGINE_SECONDS": str(seconds), "PYTHONPATH": str(ROOT)}


def start(*arguments: object, log: Path | None = None, seconds: float = 0.0) -> subprocess.Popen[str]:
    """The command, running in a process group of its own."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=ROOT,
        env=environment(log, seconds),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="surrogateescape",
        start_new_session=True,
    )


def batch(*arguments: object, log: Path | None = None, seconds: float = 0.0, code: int = 0) -> dict[str, Any]:
    """Totals of a run that is waited for and must end with ``code``; ``messages`` are those on standard error."""
    process = start(*arguments, "--json", log=log, seconds=seconds)
    out, err = process.communicate(timeout=300)
    assert process.returncode == code, (process.returncode, out, err)
    assert "Traceback" not in err
    totals: dict[str, Any] = json.loads(out) if out else {}
    totals["messages"] = err
    totals["reasons"] = {item["path"]: item["reason"] for item in totals.get("failed", ())}
    return totals


@contextmanager
def watching(*arguments: object) -> Iterator[None]:
    """The command at work with ``--watch``; it must end well when it is told to."""
    process = start(*arguments, "--watch")
    try:
        yield
    finally:
        process.terminate()
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is true; it must be within ``seconds``."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "It did not come."
        time.sleep(0.1)


def tree(folder: Path) -> dict[str, bytes]:
    """Contents of all files by relative path, the manifest's folder aside."""
    files = (file for file in folder.rglob("*") if file.is_file() and ".translator" not in file.parts)
    return {os.fsdecode(file.relative_to(folder)): file.read_bytes() for file in files}
