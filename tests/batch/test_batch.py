"""Batch runs as a newsroom sees them: real processes and files, a fake engine."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from tests.article import word_files
from tests.batch.folders import article, batch, fill, start, tree, wait_for, watching
from tests.batch.kill import try_kills


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def put(folder: Path, name: str, text: str = "") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text or article(len(name)), encoding="utf-8")
    return file


# The tree, and going on ----------------------------------------------------------------------------------------


def test_the_tree_and_the_formats_are_kept_and_done_work_is_not_repeated(source: Path, out: Path) -> None:
    fill(source, 8)
    first = batch(source, out)
    names = {os.fsdecode(file.relative_to(source)) for file in source.rglob("*") if file.is_file()}
    assert set(tree(out)) == {f"{language}/{name}" for language in ("en", "ja") for name in names}
    assert first["files"]["done"] == 8
    assert first["segments"] > 8
    docx = next(out.glob("ja/**/*.docx"))
    assert zipfile.is_zipfile(docx)
    again = batch(source, out)
    assert (again["files"]["done"], again["files"]["current"]) == (0, 8)
    assert again["segments"] == first["segments"]  # figures of earlier runs count for the gate


def test_only_what_changed_is_translated_again(source: Path, out: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        put(source, name)
    batch(source, out, "--to", "en")
    put(source, "a.txt", "Warga senang sekali.")
    (out / "en/b.txt").unlink()
    assert batch(source, out, "--to", "en")["files"] == {
        "done": 2,
        "current": 1,
        "failed": 0,
        "skipped": 0,
        "pending": 0,
    }
    assert batch(source, out)["files"]["done"] == 3  # Japanese is new, English is not
    assert sorted(tree(out)) == ["en/a.txt", "en/b.txt", "en/c.txt", "ja/a.txt", "ja/b.txt", "ja/c.txt"]


def test_what_an_editor_changed_is_never_overwritten_unasked(source: Path, out: Path) -> None:
    put(source, "a.txt")
    put(source, "b.txt")
    put(out, "en/b.txt", "not ours")
    first = batch(source, out, "--to", "en", code=1)
    assert "en/b.txt exists" in first["reasons"]["b.txt"]
    put(out, "en/a.txt", "edited by hand")
    put(source, "a.txt", "Teks baru di sini.")
    batch(source, out, "--to", "en", code=126)
    assert (out / "en/a.txt").read_text() == "edited by hand"
    assert (out / "en/b.txt").read_text() == "not ours"
    assert batch(source, out, "--to", "en", "--force")["files"]["done"] == 2
    assert "Fake" in (out / "en/a.txt").read_text()


def test_killed_at_random_moments_the_result_is_that_of_a_calm_run(tmp_path: Path) -> None:
    report = try_kills(tmp_path, files=60, kills=5, seconds=0.05)
    assert report.equal
    assert report.leftovers == []
    assert report.kills >= 3
    assert report.repeated_calls <= 2 * report.kills  # the call in hand of each of two workers


def test_an_interrupt_ends_after_the_batch_in_hand_and_says_how_to_go_on(
    source: Path, out: Path, tmp_path: Path
) -> None:
    put(source, "long.txt", article(1, 200))
    log = tmp_path / "calls.log"
    process = start(source, out, "--to", "en", "--workers", 1, "--json", log=log, seconds=0.4)
    while not log.exists() or log.read_text().count("\n") < 3:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the group
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in stderr
    assert f"To go on: translator batch {source} {out} --to en" in stderr
    assert json.loads(stdout)["files"]["pending"] == 1
    assert tree(out) == {}
    before = log.read_text().splitlines()
    assert batch(source, out, "--to", "en", log=log)["files"]["done"] == 1
    after = log.read_text().splitlines()
    assert len(after) > len(before)
    assert max(Counter(line.split()[0] for line in after).values()) == 1  # no batch of segments twice


def test_shards_share_the_work_and_any_of_them_knows_the_others(source: Path, out: Path) -> None:
    fill(source, 12)
    counts = [batch(source, out, "--shard", f"{i}/3")["files"]["done"] for i in (1, 2, 3)]
    assert sum(counts) == 12
    assert max(counts) < 12
    assert batch(source, out)["files"]["current"] == 12


def test_a_dry_run_writes_nothing(source: Path, out: Path) -> None:
    put(source, "a.txt")
    totals = batch(source, out, "--dry-run")
    assert totals["files"]["pending"] == 1
    assert "would be translated: a.txt" in totals["messages"]
    assert not out.exists()


def test_a_watched_folder(source: Path, out: Path) -> None:
    put(source, "a.txt")
    made = out / "en/a.txt"
    with watching(source, out, "--to", "en", "--workers", 1):
        wait_for(made.exists)
        put(source, "sub/b.txt")
        wait_for((out / "en/sub/b.txt").exists)
        old = made.read_bytes()
        put(source, "a.txt", "Warga kampung menanam padi lagi.")
        wait_for(lambda: made.read_bytes() != old)


def test_columns_of_tables_and_archives(source: Path, out: Path) -> None:
    rows = [{"id": n, "title": f"Kabar dari {word}", "body": article(n)} for n, word in enumerate(("desa", "pasar"))]
    put(source, "a.jsonl", "".join(json.dumps(row) + "\n" for row in rows) + "no json\n")
    put(source, "b.csv", 'id;title;body\n1;Kabar;"Warga menanam pohon, kata lurah."\n2;;\n')
    assert batch(source, out)["files"]["skipped"] == 2
    totals = batch(source, out, "--column", "title,body")
    assert totals["files"]["done"] == 2
    lines = (out / "en/a.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines[:2]] == [0, 1]
    assert json.loads(lines[0])["title"].startswith("Fake")
    assert lines[2] == "no json"
    assert (out / "ja/b.csv").read_text("utf-8").startswith("id;title;body\n1;")
    assert totals["segments"] == 14
    assert totals["issues"]["left-as-is"] == {"warning": 2}  # the line that is no JSON, in each language


# What goes wrong -----------------------------------------------------------------------------------------------


def test_a_file_that_hangs_crashes_or_raises_stops_no_other(source: Path, out: Path) -> None:
    for name in ("a.txt", "b.md", "c.html", "d.txt"):
        put(source, name)
    put(source, "crash.txt", "Kalimat DIE ini.")
    put(source, "hang.txt", "Kalimat HANG ini.")
    put(source, "raise.txt", "Kalimat RAISE ini.")
    totals = batch(source, out, "--file-timeout", 5, "--workers", 2, code=1)
    assert totals["files"]["done"] == 4
    assert set(totals["reasons"]) == {"crash.txt", "hang.txt", "raise.txt"}
    assert "SIGKILL" in totals["reasons"]["crash.txt"]
    assert "Not done within 5 seconds" in totals["reasons"]["hang.txt"]
    assert "ZeroDivisionError: as told" in totals["reasons"]["raise.txt"]


def test_bad_input_is_listed_with_its_reason(source: Path, out: Path, tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.txt", "Rahasia negara.")
    put(source, "good.txt")
    put(source, "~$word.docx", "x")
    put(source, ".git/config.txt")
    put(source, "picture.jpg")
    (source / "link.txt").symlink_to(secret)
    (source / "folder").symlink_to(tmp_path)
    (source / "inner.txt").symlink_to(source / "good.txt")
    (source / "loop").symlink_to(source)
    (source / "empty.txt").touch()
    os.mkfifo(source / "pipe.txt")
    with (source / "huge.txt").open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    (source / "bomb.html").write_text("<div>" * 200_000 + "Teks." + "</div>" * 200_000)
    put(source, "attributes.html", f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>Teks.</p>")
    put(source, "nested.json", "[" * 100_000)
    with (source / "huge.csv").open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    (source / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (source / "entities.docx").write_bytes(_docx(_ENTITIES))
    (source / "locked.docx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096))
    (source / "half.docx").write_bytes(word_files.word()[:3000])
    put(source, "letter.doc")
    (source / "zip.docx").write_bytes(_docx("<a>" + " " * 20_000_000 + "</a>"))
    sealed = put(source, "sealed.txt")
    sealed.chmod(0)
    readable = os.access(sealed, os.R_OK)  # it is for root
    totals = batch(source, out, "--to", "en", "--file-timeout", 60, "--column", "title", code=1)
    reasons = totals["reasons"]
    assert ("sealed.txt" in reasons) is not readable
    assert "A link out of the folder" in reasons["link.txt"]
    assert "A link out of the folder" in reasons["folder"]
    assert "Not an ordinary file" in reasons["pipe.txt"]
    assert "500.0 MB; at most" in reasons["huge.txt"]
    assert "nested too deep" in reasons["bomb.html"]
    assert "thousands of attributes" in reasons["attributes.html"]
    assert "nested too deep" in reasons["nested.json"]
    assert "A damaged table: field larger" in reasons["huge.csv"]
    assert reasons["empty.txt"].startswith("Empty")
    assert reasons["binary.txt"].startswith(("Binary", "A NUL"))
    assert "An old Word document (doc), or one with a password" in reasons["locked.docx"]
    assert "only a part of" in reasons["half.docx"]
    assert {"entities.docx", "zip.docx"} < set(reasons)
    assert totals["files"]["skipped"] == 6
    assert "skipped: letter.doc: Not txt, md, html or docx. Save it as docx." in totals["messages"]
    assert "good.txt" in {file.name for file in (out / "en").iterdir()}
    assert not any(b"Rahasia" in data for data in tree(out).values())


_ENTITIES = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'


def _docx(document: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
    return out.getvalue()


def test_macros_and_references_in_documents_are_told_and_nothing_is_opened(source: Path, out: Path) -> None:
    outside = put(source.parent, "template.dotx", "Rahasia negara.")
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    template = f'<Relationship Id="rIdX" Type="{relations}/attachedTemplate" Target="{{}}" TargetMode="External"/>'
    macros = {"word/vbaProject.bin": b"macro code"}
    plain = word_files.python_docx()
    (source / "changes.docx").write_bytes(word_files.word())
    (source / "plain.docx").write_bytes(plain)
    (source / "macros.docx").write_bytes(_rezipped(plain, macros))
    for name, target in (("file.docx", outside.as_uri()), ("net.docx", "http://127.0.0.1:9/x.dotm")):
        (source / name).write_bytes(_rezipped(plain, {}, template.format(target)))
    enabled = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    (source / "enabled.docx").write_bytes(_rezipped(plain, macros, types=enabled))
    totals = batch(source, out, "--report", out.parent / "report.json", code=1)
    listed = json.loads((out.parent / "report.json").read_text("utf-8"))["list"]
    reasons = {file["path"]: file["reason"] for file in listed}
    assert reasons["plain.docx"] == ""
    assert reasons["changes.docx"] == "Holds tracked changes, which were taken as accepted."
    assert reasons["macros.docx"] == "Holds macros, which were not run and stay."
    for name in ("file.docx", "net.docx"):
        assert reasons[name] == "Holds references to files elsewhere (attachedTemplate), which were not opened."
    assert reasons["enabled.docx"] == (
        "A document with macros (docm) under the name of a docx. Open it in a word processor and save it anew as docx."
    )
    assert "note: macros.docx: Holds macros" in totals["messages"]
    with zipfile.ZipFile(out / "en/macros.docx") as archive:
        assert archive.read("word/vbaProject.bin") == b"macro code"
    assert not any(b"Rahasia" in data for data in tree(out).values())
    again = batch(source, out, "--report", out.parent / "report.html", code=1)
    assert again["files"]["current"] == 5
    assert "Holds macros" in (out.parent / "report.html").read_text("utf-8")


def _rezipped(data: bytes, more: dict[str, bytes], relation: str = "", types: tuple[str, str] = ("", "")) -> bytes:
    """The document with further files, a further relation, and one content type for another."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/_rels/document.xml.rels":
                text = text.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
            if name == "[Content_Types].xml" and types[0]:
                text = text.replace(types[0].encode(), types[1].encode())
            new.writestr(name, text)
        for name, content in more.items():
            new.writestr(name, content)
    return made.getvalue()


def test_names_of_any_encoding(source: Path, out: Path) -> None:
    names = (b"caf\xe9.txt", "日本 語.txt".encode(), b"two\nlines.txt", b"=sum.txt", b"-rf.txt")
    for name in names:
        Path(os.fsdecode(os.fsencode(source) + b"/" + name)).write_text(article(len(name)), encoding="utf-8")
    totals = batch(source, out, "--to", "en", "--report", out.parent / "report.csv")
    assert totals["files"]["done"] == 5
    assert sorted(os.fsencode(file.name) for file in (out / "en").iterdir()) == sorted(names)
    cells = [row[0] for row in csv.reader((out.parent / "report.csv").read_text("utf-8").splitlines())]
    assert {"caf\\xe9.txt", "two\\nlines.txt", "'=sum.txt", "'-rf.txt"} < set(cells)
    assert batch(source, out, "--to", "en")["files"]["current"] == 5


def test_names_that_another_system_takes_for_one(source: Path, out: Path) -> None:
    composed = unicodedata.normalize("NFC", "é.txt")
    decomposed = unicodedata.normalize("NFD", "é.txt")
    for name in ("A.txt", "a.txt", composed, decomposed, "X/b.txt", "x/b.txt"):
        put(source, name)
    totals = batch(source, out, "--to", "en", code=1)
    assert totals["files"]["done"] == 3
    assert set(totals["reasons"]) == {"a.txt", "x/b.txt", max(composed, decomposed)}
    assert "A.txt" in totals["reasons"]["a.txt"]


def test_an_output_folder_in_the_input_folder_is_not_read(source: Path) -> None:
    put(source, "a.txt")
    for _ in range(2):
        totals = batch(source, source / "out", "--to", "en")
        assert totals["files"]["skipped"] == 1
        assert "skipped: out: The output folder lies in the input folder." in totals["messages"]
    assert list(tree(source / "out")) == ["en/a.txt"]


def test_a_link_in_the_output_folder_leads_nowhere(source: Path, out: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    put(source, "sub/a.txt")
    (out / "en").mkdir(parents=True)
    (out / "en/sub").symlink_to(elsewhere)
    totals = batch(source, out, "--to", "en", code=126)
    assert "behind a link" in totals["reasons"]["sub/a.txt"]
    assert list(elsewhere.iterdir()) == []


def test_a_full_disk_stops_the_run_and_says_so(source: Path, out: Path) -> None:
    for number in range(6):
        put(source, f"{number}.txt")
    totals = batch(source, out, "--engine", "full", "--workers", 1, code=1)
    assert totals["files"]["failed"] == 1
    assert totals["files"]["pending"] == 5
    assert "No space left on device" in next(iter(totals["reasons"].values()))
    assert "The disk is full" in totals["messages"]
    assert tree(out) == {}
    assert batch(source, out)["files"]["done"] == 6


@pytest.mark.parametrize("engine", ["broken", "dying"])
def test_an_engine_that_cannot_be_loaded_ends_the_run(engine: str, source: Path, out: Path) -> None:
    put(source, "a.txt")
    totals = batch(source, out, "--engine", engine, code=1)
    expected = "The fake engine is broken." if engine == "broken" else "end while they load the engine (signal SIGKILL)"
    assert expected in totals["messages"]


def test_wrong_usage(source: Path, out: Path, tmp_path: Path) -> None:
    put(source, "a.txt")
    assert "Name another folder" in batch(source, source, code=2)["messages"]
    assert "is no part" in batch(source, out, "--shard", "4/3", code=2)["messages"]
    assert "no such folder" in batch(tmp_path / "none", out, code=2)["messages"]
    assert "'fr'" in batch(source, out, "--to", "fr", code=2)["messages"]
    assert "cannot be '.pdf'" in batch(source, out, "--report", tmp_path / "r.pdf", code=2)["messages"]
    long = tmp_path / ("x" * 300)  # as a folder behind a closed one, for root, too
    assert "cannot be reached: File name too long" in batch(source, long, code=2)["messages"]
    assert "cannot be written: File name too long" in batch(source, out, "--report", long / "r.csv", code=2)["messages"]
    put(tmp_path, "letter.html", "<p>mine</p>")
    assert "is no report" in batch(source, out, "--report", tmp_path / "letter.html", code=2)["messages"]
    assert not out.exists()


def test_two_runs_do_not_work_in_one_folder(source: Path, out: Path, tmp_path: Path) -> None:
    put(source, "a.txt", article(1, 100))
    log = tmp_path / "calls.log"
    process = start(source, out, log=log, seconds=2)
    wait_for(log.exists)
    assert "Another run is at work" in batch(source, out, code=2)["messages"]
    process.kill()
    process.communicate(timeout=30)


# Reports -------------------------------------------------------------------------------------------------------


def test_reports_hold_the_figures_and_escape_what_is_strange(source: Path, out: Path, tmp_path: Path) -> None:
    put(source, "<script>alert(1)<&.txt", article(3))
    put(source, "bad.txt", "\x00")
    for name in ("report.html", "report.csv", "report.json", "report.json"):  # a report of ours is replaced
        batch(source, out, "--report", tmp_path / name, code=1)
    data = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert [file["state"] for file in data["list"]] == ["current", "failed"]
    english = data["list"][0]["languages"]["en"]
    assert english["segments"] == 5
    assert english["spans"]
    rows = list(csv.DictReader((tmp_path / "report.csv").read_text("utf-8").splitlines()))
    assert [(row["language"], row["segments"]) for row in rows] == [("en", "5"), ("ja", "5"), ("", "")]
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;&amp;.txt" in page
    assert "<svg" in page
    assert "<summary>Failed (1)</summary>" in page
    assert "http" not in page.replace("http-equiv", "")


def test_open_errors_count_under_strict(source: Path, out: Path) -> None:
    put(source, "a.txt", "Kalimat pertama COPY sudah selesai dibaca warga.")
    assert batch(source, out, "--strict", code=3)["errors"] > 0
    assert batch(source, out, "--strict", code=3)["files"]["current"] == 1
    assert batch(source, out)["files"]["current"] == 1


# The real model ------------------------------------------------------------------------------------------------


def test_the_shipped_model_translates_a_folder(source: Path, out: Path) -> None:
    put(source, "a.txt", "Wali Kota Bekasi, Tri Adhianto, tiba pada Kamis (24/7).")
    put(source, "b/c.md", "# Warga menanam pohon\n\nMereka menanam 120 pohon.\n")
    put(source, "d.html", "<html><body><p>Warga membersihkan sungai.</p></body></html>")
    command = [str(Path(sys.executable).parent / "translator"), "batch", str(source), str(out), "--json"]
    done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["files"]["done"] == 3
    assert "Bekasi Mayor Tri Adhianto" in (out / "en/a.txt").read_text("utf-8")
    assert "120" in (out / "ja/b/c.md").read_text("utf-8")
    assert '<html lang="ja" dir="ltr">' in (out / "ja/d.html").read_text("utf-8")
