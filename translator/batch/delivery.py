"""The output folder: who may write there, what is in it, and how a finished translation gets its place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from translator.batch.manifest import Manifest, sha256_of
from translator.batch.names import shown
from translator.batch.settings import Settings
from translator.batch.work import Outcome
from translator.errors import OutputError, UsageError

STATE = ".translator"
"""Folder in the output folder with one folder a run: ``all``, or the shard's name."""
_MANIFEST, _LOCK, _STAGING = "manifest.sqlite", "lock", "staging"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The output folder of a run, locked. ``staging``: where workers leave finished files."""

    root: Path
    staging: Path
    manifest: Manifest
    force: bool

    def obstacle(self, target: str) -> str:
        """Why ``target``, relative to the folder, may not be written; empty if it may.

        A file that stands there may be replaced if a run wrote it and nobody changed it since, or by ``force``.
        """
        file = self.root / target
        if not self._is_inside(file.parent):
            return f"{shown(target)} lies behind a link out of the output folder."
        if not os.path.lexists(file):
            return ""
        if file.is_dir() and not file.is_symlink():
            return f"{shown(target)} is a folder."
        if self.force or self._is_ours(file, target):
            return ""
        return f"{shown(target)} exists and is not, or no longer, what this program wrote. Move it, or give --force."

    def put(self, outcome: Outcome, signature: str) -> str:
        """Put the translations of a file in their places and note it; the result is why not, or empty."""
        targets = [f"{staged.record.language}/{outcome.path}" for staged in outcome.staged]
        obstacle = next(filter(None, map(self.obstacle, targets)), "")
        if obstacle:
            self.discard(outcome)
            return obstacle
        try:
            for target, staged in zip(targets, outcome.staged, strict=True):
                (self.root / target).parent.mkdir(parents=True, exist_ok=True)
                self.manifest.claim(target, staged.sha256)
                (self.staging / staged.name).replace(self.root / target)
        except OSError as error:
            self.discard(outcome)
            return f"The translation cannot be put in its place: {error.strerror}."
        records = [staged.record for staged in outcome.staged]
        self.manifest.finish(outcome.path, outcome.sha256, signature, records, outcome.seconds)
        return ""

    def discard(self, outcome: Outcome) -> None:
        """Remove what an outcome left in the staging folder."""
        for staged in outcome.staged:
            (self.staging / staged.name).unlink(missing_ok=True)

    def _is_inside(self, folder: Path) -> bool:
        return folder.resolve().is_relative_to(self.root.resolve())

    def _is_ours(self, file: Path, target: str) -> bool:
        if file.is_symlink() or not file.is_file():
            return False
        try:
            return self.manifest.wrote(target, sha256_of(file))
        except OSError:
            return False


@contextmanager
def opened(settings: Settings) -> Iterator[Delivery]:
    """The output folder, made if it is missing, locked against a second run; nothing is made for a dry run.

    Raises:
        UsageError: the folders lie in each other, or another run is at work.
        OutputError: the folder cannot be written.
    """
    check_folders(settings)
    state = settings.output / STATE
    if settings.dry_run:
        with _manifest(None, sorted(state.glob(f"*/{_MANIFEST}"))) as manifest:
            yield Delivery(settings.output, state, manifest, settings.force)
        return
    own = state / str(settings.shard or "all")
    _check_links(own)
    try:
        own.mkdir(parents=True, exist_ok=True)
        with FileLock(own / _LOCK, timeout=0):
            staging = own / _STAGING
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir()
            others = [path for path in sorted(state.glob(f"*/{_MANIFEST}")) if path.parent != own]
            with _manifest(own / _MANIFEST, others) as manifest:
                yield Delivery(settings.output, staging, manifest, settings.force)
            shutil.rmtree(staging, ignore_errors=True)
    except Timeout:
        raise UsageError(
            "Another run is at work there.", where=settings.output, mend="Wait for it, or name another folder."
        ) from None
    except OSError as error:
        raise OutputError(
            f"The output folder cannot be used: {error.strerror}.",
            where=settings.output,
            mend="Check its permissions and the free space.",
        ) from error


@contextmanager
def _manifest(path: Path | None, others: list[Path]) -> Iterator[Manifest]:
    manifest = Manifest(path, others)
    try:
        yield manifest
    finally:
        manifest.close()


def check_folders(settings: Settings) -> None:
    """Refuse folders of which one would be read and written at once.

    Raises:
        UsageError: the input is no folder, or is the output folder or a part of it that is written.
    """
    source, output = settings.source.resolve(), settings.output.resolve()
    for folder in (settings.source, settings.output):
        _check_access(folder)
    if not source.is_dir():
        raise UsageError("There is no such folder.", where=settings.source, mend="Name a folder with articles.")
    if output.exists() and not output.is_dir():
        raise UsageError("Not a folder.", where=settings.output, mend="Name a folder for the translations.")
    written = [output / name for name in (*settings.to, STATE)]
    if source == output or any(source.is_relative_to(folder) for folder in written):
        raise UsageError(
            "The input folder is where translations are written.", where=settings.source, mend="Name another folder."
        )
    for what, file in (("report", settings.report), ("store", settings.store)):
        if file is not None and file.resolve().is_relative_to(source) and not file.resolve().is_relative_to(output):
            raise UsageError(f"The {what} would lie in the input folder.", where=file, mend="Name another place.")


def _check_access(folder: Path) -> None:
    """Whether the way to a folder is open, be it there or not."""
    try:
        folder.exists()
    except OSError as error:
        mend = "Check the permissions of the folders it lies in."
        raise UsageError(f"The folder cannot be reached: {error.strerror}.", where=folder, mend=mend) from error


def _check_links(folder: Path) -> None:
    for part in (folder.parent, folder):
        if part.is_symlink():
            raise UsageError("A link where the manifest belongs.", where=part, mend="Remove it.")
