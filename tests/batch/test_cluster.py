"""A batch run on a local Ray cluster of two actors, one of which is killed in the middle."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest

from tests.batch.folders import batch, fill, start, tree
from translator.store import Store


def test_a_killed_actor_loses_nothing(tmp_path: Path) -> None:
    source, calm, rough = tmp_path / "in", tmp_path / "calm", tmp_path / "rough"
    fill(source, 24)
    batch(source, calm)
    process = start(source, rough, "--ray", "local", "--workers", 2, "--json", seconds=0.3)
    end = time.monotonic() + 200
    while not any((rough / ".translator/all/staging").glob("*")) and time.monotonic() < end:
        time.sleep(0.05)
    actors = [
        p for p in psutil.Process(process.pid).children(recursive=True) if "ray::MapWorker" in " ".join(p.cmdline())
    ]
    assert len(actors) == 2
    actors[0].kill()
    _, stderr = process.communicate(timeout=300)
    assert process.returncode == 0, stderr
    assert tree(rough) == tree(calm)
    assert batch(source, rough)["files"]["current"] == 24


def test_the_actors_of_this_machine_share_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_worker_niceness", "0")  # Ray's 15 waits for whatever else the machine does
    source, out, path = tmp_path / "in", tmp_path / "out", tmp_path / "store.sqlite3"
    fill(source, 2)
    totals = batch(source, out, "--ray", "local", "--workers", 2, "--store", path)
    assert totals["files"]["done"] == 2
    assert "UserWarning" not in totals["messages"]
    with Store(path) as store:
        rows = store.articles.list()
        assert sorted(f"en/{row.name}" for row in rows) == sorted(name for name in tree(out) if name.startswith("en/"))
        assert all(row.drafted == row.total for row in rows)
    assert batch(source, out, "--store", path)["files"]["current"] == 2
