"""What all pages of the desk share: the store, the worker, glossaries and engines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

from translator.article.write import save
from translator.engine.protocol import Engine
from translator.errors import UsageError
from translator.glossary import Glossary
from translator.glossary.glossary import override
from translator.glossary.load import read_records
from translator.glossary.model import Record, Title
from translator.pipeline import Translator
from translator.review.users import Users
from translator.review.work import Worker
from translator.store import Job, Store

Engines = Callable[[str], Engine]
"""The engine of a name; raises ModelError or UsageError."""

EMBEDDED = "embedded"


class Options(TypedDict):
    """What an editor chose for a job: the engine, and further glossary files by their kept names."""

    engine: str
    glossaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk without its pages. ``offered``: names of engines that an editor can choose."""

    store: Store
    worker: Worker
    glossaries: Glossaries
    users: Users
    offered: tuple[str, ...] = (EMBEDDED,)

    @classmethod
    def open(cls, store: Store, engines: Engines, *, users: Users | None = None, offered: Sequence[str] = ()) -> Desk:
        """The desk over a store; its worker is not started yet."""
        glossaries = Glossaries(store)
        engine = lru_cache(maxsize=1)(engines)  # one model in memory, the last one used

        def translator(job: Job) -> Translator:
            project = store.articles.get(job.article_id).project if job.article_id is not None else ""
            return Translator(
                engine(str(job.options.get("engine", EMBEDDED))),
                glossary=glossaries.of(project, _strings(job.options.get("glossaries"))),
                names=store.names.registry(project),
                recall=store.memory.recall,
                clean=False,
            )

        return cls(store, Worker(store, translator), glossaries, users or Users(), tuple(offered) or (EMBEDDED,))

    def enqueue(self, article_id: int, *, engine: str = EMBEDDED, glossaries: Sequence[str] = ()) -> Job:
        """Queue the translation of what is pending in an article."""
        options = {"engine": engine, "glossaries": list(glossaries)}
        job = self.store.jobs.add("translate", article_id, options=options)
        self.worker.wake()
        return job

    def continue_job(self, article_id: int) -> Job:
        """Queue an article again with the options of its last job."""
        return self.enqueue(article_id, **self.options(article_id))

    def options(self, article_id: int) -> Options:
        """The options of the article's last job."""
        last = next(iter(self.store.jobs.list(article_id)), None)
        given = last.options if last else {}
        return {"engine": str(given.get("engine", EMBEDDED)), "glossaries": _strings(given.get("glossaries"))}


@dataclass(slots=True)
class Glossaries:
    """The glossary of each job: the shipped one, uploaded files over it, the editors' own terms over all."""

    store: Store
    _known: dict[tuple[object, ...], Glossary] = field(default_factory=dict)

    def of(self, project: str = "", files: Sequence[str] = ()) -> Glossary:
        """The glossary of a project with further files, given by the names that :meth:`keep` returned."""
        terms = self.store.terms.entries(project)
        key = (tuple(files), terms)
        if key not in self._known:
            base = self._base(tuple(files))
            self._known = {k: g for k, g in self._known.items() if not k[1]}  # bases stay, the editors' last one goes
            self._known[key] = Glossary(override(base.records, terms)) if terms else base
        return self._known[key]

    def _base(self, files: tuple[str, ...]) -> Glossary:
        key = (files, ())
        if key not in self._known:
            self._known[key] = Glossary.shipped(*(self._folder / name for name in files))
        return self._known[key]

    def keep(self, path: Path) -> str:
        """Copy an uploaded glossary beside the store, so that the job finds it after a restart; its name there.

        Raises:
            GlossaryError: the file cannot be read as a glossary.
        """
        read_records(path)
        data = path.read_bytes()
        name = f"{sha256(data).hexdigest()[:16]}{path.suffix.lower()}"
        self._folder.mkdir(parents=True, exist_ok=True)
        if not (self._folder / name).exists():
            save(data, self._folder / name)
        return name

    def search(self, query: str, project: str = "", limit: int = 100) -> list[tuple[Record, bool]]:
        """Records with ``query`` in a source or target form, the editors' own (True) first."""
        wanted = query.casefold().strip()
        own = {entry.id for entry in self.store.terms.entries(project)}
        found = [(e, e.id in own) for e in self.of(project).records if _contains(e, wanted)]
        found.sort(key=lambda pair: (not pair[1], not pair[0].id.casefold().startswith(wanted), len(pair[0].id)))
        return found[:limit]

    @property
    def _folder(self) -> Path:
        return self.store.path.parent / "glossaries"


def engine_of(name: str) -> Engine:
    """The embedded model, or a Hugging Face model by its folder.

    Raises:
        ModelError: it cannot be loaded.
    """
    if name == EMBEDDED:
        from translator.engine.embedded import EmbeddedEngine

        return EmbeddedEngine()
    if not Path(name).is_dir():
        raise UsageError(f"there is no engine {name!r}.", mend="Use embedded, or the folder of a Hugging Face model.")
    from translator.engine import choose

    return choose.engine_of(name)


def kind_of(record: Record) -> str:
    """The kind of what the record names."""
    return "title" if isinstance(record, Title) else record.kind.value


def _contains(record: Record, wanted: str) -> bool:
    return any(wanted in form.casefold() for form in (*record.ids, *record.en, *record.ja))


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()
