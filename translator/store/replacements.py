"""Replacement rules that editors accepted: a wording of the engine and what the newsroom writes instead."""

from __future__ import annotations

from dataclasses import dataclass

from translator.store.database import Database, Row, now
from translator.store.wording import replaced


@dataclass(frozen=True, slots=True)
class Replacement:
    """``before`` becomes ``after`` in drafts of ``language``; one that is not ``accepted`` was refused by an editor."""

    id: int
    project: str
    language: str
    before: str
    after: str
    accepted: bool
    author: str


class Replacements:
    """Rules, by project; those of the empty project hold everywhere."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def accept(self, before: str, after: str, language: str, author: str, *, project: str = "") -> None:
        """Make a rule of a suggestion."""
        self._save(before, after, language, author, project, True)

    def refuse(self, before: str, after: str, language: str, author: str, *, project: str = "") -> None:
        """Do not suggest this again."""
        self._save(before, after, language, author, project, False)

    def remove(self, id: int) -> None:
        """Forget a rule or a refusal."""
        self._database.run("DELETE FROM replacements WHERE id = ?", id)

    def list(self, project: str = "") -> tuple[Replacement, ...]:
        """All rules and refusals that hold in ``project``, the newest first."""
        rows = self._database.rows("SELECT * FROM replacements WHERE project IN ('', ?) ORDER BY id DESC", project)
        return tuple(map(_replacement, rows))

    def apply(self, text: str, language: str, *, project: str = "") -> str:
        """``text`` with every accepted rule applied once, longer wordings first; the project's own rules win."""
        known = sorted(self.list(project), key=lambda rule: rule.project != "")
        rules = {r.before: r.after for r in known if r.accepted and r.language == language}
        return replaced(text, rules, language) if rules else text

    def _save(self, before: str, after: str, language: str, author: str, project: str, accepted: bool) -> None:
        self._database.run(
            "INSERT OR REPLACE INTO replacements (project, language, before, after, accepted, author, updated)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            project,
            language,
            before,
            after,
            accepted,
            author,
            now(),
        )


def _replacement(row: Row) -> Replacement:
    return Replacement(
        row["id"],
        row["project"],
        row["language"],
        row["before"],
        row["after"],
        bool(row["accepted"]),
        row["author"],
    )
