"""Batches made by another process, so that a GPU does not wait for text."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import TypeVar

from torch.utils.data import DataLoader, IterableDataset

from translator.training.batches import Place, Sequenced, Stream

_Item = TypeVar("_Item")


class _Made(IterableDataset[tuple[Place, list[Sequenced]]]):
    def __init__(self, stream: Stream, place: Place) -> None:
        self._stream, self._place = stream, place

    def __iter__(self) -> Iterator[tuple[Place, list[Sequenced]]]:
        return self._stream(self._place)


def ahead(stream: Stream, batches: int) -> Stream:
    """The same stream, made up to so many batches ahead. It travels to the other process, so it can be pickled."""

    def start(place: Place) -> Iterator[tuple[Place, list[Sequenced]]]:
        yield from DataLoader(
            _Made(stream, place),
            batch_size=None,
            num_workers=1,
            prefetch_factor=batches,
            multiprocessing_context="spawn",
            collate_fn=_same,
            worker_init_fn=_leave_stopping_to_the_run,
        )

    return start


def _same(item: _Item) -> _Item:
    return item


def _leave_stopping_to_the_run(_: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
