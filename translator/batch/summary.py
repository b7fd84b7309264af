"""What a run came to: counts, speed and the exit code that a script can go by."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from translator.batch.names import shown
from translator.batch.record import FileRecord, LanguageRecord, State

DONE, SOME_FAILED, OPEN_ISSUES, ALL_FAILED = 0, 1, 3, 126


@dataclass(frozen=True, slots=True)
class Summary:
    """All files of a run. ``seconds``: of the whole run. ``stopped``: it was ended early, ``problem`` says why."""

    files: tuple[FileRecord, ...]
    seconds: float
    stopped: bool = False
    problem: str = ""

    def of(self, state: State) -> tuple[FileRecord, ...]:
        """The files in a state."""
        return tuple(file for file in self.files if file.state is state)

    @property
    def translations(self) -> tuple[LanguageRecord, ...]:
        """Every translation that stands, of this run or an earlier one."""
        return tuple(language for file in self.files for language in file.languages)

    @property
    def issues(self) -> dict[str, dict[str, int]]:
        """Open issues by check and severity."""
        counts: dict[str, Counter[str]] = {}
        for language in self.translations:
            for check, severities in language.issues.items():
                counts.setdefault(check, Counter()).update(severities)
        return {check: dict(sorted(counts[check].items())) for check in sorted(counts)}

    @property
    def spans(self) -> dict[str, dict[str, int]]:
        """Fixed spans by kind: how many ``kept`` and ``lost``, over all translations."""
        counts: dict[str, list[int]] = {}
        for language in self.translations:
            for kind, (total, lost) in language.spans.items():
                count = counts.setdefault(kind, [0, 0])
                count[0] += total - lost
                count[1] += lost
        return {kind: {"kept": counts[kind][0], "lost": counts[kind][1]} for kind in sorted(counts)}

    @property
    def errors(self) -> int:
        """Open issues that ``--strict`` refuses."""
        return sum(language.errors for language in self.translations)

    def exit_code(self, *, strict: bool) -> int:
        """0 done, 1 some files failed or were not reached, 3 open errors under ``strict``, 126 all failed."""
        failed, pending = len(self.of(State.FAILED)), len(self.of(State.PENDING))
        if failed and not pending and not self.of(State.DONE) and not self.of(State.CURRENT):
            return ALL_FAILED
        if failed or self.problem or (self.stopped and pending):
            return SOME_FAILED
        return OPEN_ISSUES if strict and self.errors else DONE

    def to_dict(self) -> dict[str, Any]:
        """The object of ``--json``: everything but the list of files; failed files with their reasons."""
        done = self.of(State.DONE)
        segments = sum(language.segments for file in done for language in file.languages)
        minutes = max(self.seconds, 1e-9) / 60
        return {
            "files": {str(state): len(self.of(state)) for state in State},
            "segments": sum(file.segments for file in self.files),
            "translations": len(self.translations),
            "issues": self.issues,
            "errors": self.errors,
            "spans": self.spans,
            "seconds": round(self.seconds, 3),
            "speed": {
                "files_per_minute": round(len(done) / minutes, 2),
                "segments_per_second": round(segments / minutes / 60, 2),
            },
            "stopped": self.stopped,
            "problem": self.problem,
            "failed": [{"path": shown(file.path), "reason": file.reason} for file in self.of(State.FAILED)],
        }

    def to_json(self) -> str:
        """:meth:`to_dict` as indented JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1)
