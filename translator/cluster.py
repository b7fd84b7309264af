"""A batch run on a Ray cluster: Ray Data hands out files, each actor watches one worker process that holds the model.

Every machine needs this program, and the input and output folders under the same paths (a shared file system). Plan,
manifest and report are those of a local run; one process, here, writes them.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from translator.batch.pool import Pool
from translator.batch.settings import Settings
from translator.batch.work import Outcome, Task
from translator.errors import EngineError, UsageError

LOCAL = "local"
"""Address for a cluster of this machine alone."""
_FILES_IN_A_BLOCK = 4
"""At most; what is lost when an actor dies. Blocks are handed out again."""


@dataclass(slots=True)
class RayPool:
    """Does tasks as :class:`translator.batch.pool.Pool` does, with ``settings.processes`` actors on a cluster."""

    settings: Settings
    staging: Path
    local: Pool
    address: str
    stopping: bool = False
    killing: bool = False
    _ray: Any = field(default=None)

    @property
    def signature(self) -> str:
        """Of everything that the output depends on, as this machine has it."""
        found = self.local.signature
        self.local.close()
        return found

    def run(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        """Outcomes as they come; after ``stopping`` the rest is left.

        Raises:
            UsageError: Ray is not installed, or there is no cluster at the address.
            EngineError: the cluster failed.
        """
        rows = [{"task": pickle.dumps(replace(task, path=""), 5), "path": os.fsencode(task.path)} for task in tasks]
        if not rows:
            return
        self._ray = _connected(self.address)
        data = self._ray.data
        actors = min(self.settings.processes, len(rows))
        blocks = max(actors, -(-len(rows) // _FILES_IN_A_BLOCK))  # an actor without a block would be idle
        outcomes = data.from_items(rows, override_num_blocks=blocks).map_batches(
            Actor,
            fn_constructor_args=(_absolute(self.settings), self.staging.absolute()),
            batch_size=1,
            compute=data.ActorPoolStrategy(size=actors),
            num_cpus=self.settings.threads,
        )
        try:
            for row in outcomes.iter_rows():
                yield pickle.loads(row["outcome"])
                if self.stopping:
                    return
        except self._ray.exceptions.RayError as error:
            raise EngineError(
                f"The cluster failed: {error}", mend="Give the same command again: it goes on."
            ) from error

    def close(self) -> None:
        """Leave the cluster."""
        self.local.close()
        if self._ray is not None:
            self._ray.shutdown()


class Actor:
    """One member of the actor pool: a local pool of one worker, which is watched and replaced as in a local run."""

    def __init__(self, settings: Settings, staging: Path) -> None:
        self._pool = Pool(replace(settings, workers=1), staging, lambda _path: {}, lambda _path, _key, _answer: None)

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        """Translate the files of a batch."""
        tasks = [
            replace(pickle.loads(task), path=os.fsdecode(path))
            for task, path in zip(batch["task"], batch["path"], strict=True)
        ]
        return {"outcome": [pickle.dumps(outcome, 5) for outcome in self._pool.run(iter(tasks))]}


def _absolute(settings: Settings) -> Settings:
    """Actors work in another current folder."""
    return replace(
        settings,
        source=settings.source.absolute(),
        output=settings.output.absolute(),
        glossary=tuple(path.absolute() for path in settings.glossary),
        store=settings.store.absolute() if settings.store else None,
    )


def _connected(address: str) -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise UsageError("Ray is not installed.", mend="pip install 'translator[cluster]'") from error
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
    except ConnectionError as error:
        raise UsageError(f"There is no cluster at {address}.", mend="Start one: ray start --head.") from error
    for name in ("ray.data", "ray.data.dataset"):
        logging.getLogger(name).setLevel(logging.ERROR)
    ray.data.DataContext.get_current().enable_progress_bars = False
    return ray
