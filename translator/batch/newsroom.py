"""Who translates in a worker, and the review desk's store: its decisions go into the drafts, the drafts go into it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from translator.batch.names import shown
from translator.batch.record import LanguageRecord
from translator.batch.settings import Settings

if TYPE_CHECKING:
    from translator.article.model import Article
    from translator.batch.memory import Listener
    from translator.engine.protocol import Engine
    from translator.pipeline import Translator
    from translator.result import Result
    from translator.store import Store


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A translator; with a ``store``, one that knows its settled names, terms and memory, as the desk's does.

    ``uncleaned``: the same, for parts of files that hold no clutter. ``listener``: notes what the memory is asked.
    """

    translator: Translator
    uncleaned: Translator
    store: Store | None = None
    listener: Listener | None = None

    @classmethod
    def opened(cls, settings: Settings, engine: Engine) -> Newsroom:
        """What the settings ask for. A dry run makes no store that is not there.

        Raises:
            GlossaryError: a glossary cannot be read. StoreError: the store cannot be opened.
        """
        from translator.batch.memory import Listener
        from translator.glossary import Glossary  # here, for the parent does without them
        from translator.glossary.glossary import override
        from translator.pipeline import Translator
        from translator.store import Store

        glossary, path = Glossary.shipped(*settings.glossary), settings.store
        if path is None or (settings.dry_run and not path.exists()):
            make = partial(Translator, engine, glossary=glossary)
            return cls(make(clean=settings.clean), make(clean=False))
        store = Store(path)
        listener = Listener(store.memory)
        terms = store.terms.entries()
        make = partial(
            Translator,
            engine,
            glossary=Glossary(override(glossary.records, terms)) if terms else glossary,
            names=store.names.registry(),
            recall=listener.recall,
        )
        return cls(make(clean=settings.clean), make(clean=False), store, listener)

    @property
    def signature(self) -> dict[str, str]:
        """Engine, glossary with the store's terms, and the store with its names and replacement rules.

        The memory is left out: each file has its own part of it (:mod:`translator.batch.memory`).
        """
        parts = {"engine": self.translator.engine.signature, "glossary": self.translator.glossary.signature}
        return parts | ({"store": _digest(self.store)} if self.store else {})

    def begin(self) -> None:
        """A new file begins."""
        if self.listener is not None:
            self.listener.begin()

    def remembering(self, record: LanguageRecord) -> LanguageRecord:
        """The record with what the memory was asked for in its language since the file began."""
        if self.listener is None:
            return record
        wordings, memory = self.listener.asked(record.language)
        return replace(record, wordings=wordings, memory=memory)

    def translated(self, article: Article, to: Sequence[str], *, whole: bool = False) -> Result:
        """The article in ``to``, with the newsroom's replacement rules; raises as ``Translator.translate_article``.

        ``whole``: nothing of it is clutter.
        """
        translator = self.uncleaned if whole else self.translator
        if self.store is None:
            return translator.translate_article(article, to=to)
        from translator.review.recheck import housestyle

        prepared = translator.prepare(article)
        drafted = (housestyle(self.store, segment, "") for segment in translator.stream(prepared, to=to))
        return translator.finished(prepared, drafted, to=to)

    def keep(self, result: Result, data: bytes, path: str) -> None:
        """Put a translated file into the store, if there is one; raises StoreError."""
        if self.store is not None:
            self.store.articles.put(result, document=data, name=shown(path))

    def keep_joined(self, parts: Sequence[Result], data: bytes, name: str, *, titled: bool) -> None:
        """Put the texts of one record or post into the store as one article, if there is a store.

        ``data``: all of its text. ``titled``: the first part is its headline. Raises StoreError.
        """
        if self.store is not None:
            from translator.batch.joined import joined

            self.keep(joined(parts, titled=titled), data, name)


def _digest(store: Store) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of which store it is and what it has settled."""
    names = sorted(map(repr, map(astuple, store.names.registry().names)))
    rules = sorted((r.language, r.before, r.after) for r in store.replacements.list() if r.accepted)
    content = json.dumps([str(Path(store.path).resolve()), names, rules])
    return hashlib.sha256(content.encode("utf-8", "surrogateescape")).hexdigest()[:16]
