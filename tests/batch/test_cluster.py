"""A batch run on a local Ray cluster of two actors, one of which is killed in the middle."""

from __future__ import annotations

import time
from pathlib import Path

import psutil

from tests.batch.folders import batch, fill, start, tree


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
