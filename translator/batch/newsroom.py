"""Who translates in a worker, and the review desk's store: its decisions go into the drafts, the drafts go into it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from translator.batch.names import shown
from translator.batch.settings import Settings

if TYPE_CHECKING:
    from translator.article.model import Article
    from translator.engine.protocol import Engine
    from translator.pipeline import Translator
    from translator.result import Result
    from translator.store import Store


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A translator; with a ``store``, one that knows its settled names, terms and memory, as the desk's does."""

    translator: Translator
    store: Store | None = None

    @classmethod
    def opened(cls, settings: Settings, engine: Engine) -> Newsroom:
        """What the settings ask for. A dry run makes no store that is not there.

        Raises:
            GlossaryError: a glossary cannot be read. StoreError: the store cannot be opened.
        """
        from translator.pipeline import Translator  # here, for the parent does without it

        path = settings.store
        if path is None or (settings.dry_run and not path.exists()):
            return cls(Translator(engine, glossary=settings.glossary, clean=settings.clean))
        from translator.glossary import Glossary
        from translator.glossary.glossary import override
        from translator.store import Store

        store = Store(path)
        shipped = Glossary.shipped(*settings.glossary)
        terms = store.terms.entries()
        translator = Translator(
            engine,
            glossary=Glossary(override(shipped.records, terms)) if terms else shipped,
            names=store.names.registry(),
            recall=store.memory.recall,
            clean=settings.clean,
        )
        return cls(translator, store)

    @property
    def signature(self) -> dict[str, str]:
        """Engine, glossary with the store's terms, and the store with its names and replacement rules.

        The memory is left out: it grows with every approval, and a run over an archive would never come to an end.
        """
        parts = {"engine": self.translator.engine.signature, "glossary": self.translator.glossary.signature}
        return parts | ({"store": _digest(self.store)} if self.store else {})

    def translated(self, article: Article, to: Sequence[str]) -> Result:
        """The article in ``to``, with the newsroom's replacement rules; raises as ``Translator.translate_article``."""
        if self.store is None:
            return self.translator.translate_article(article, to=to)
        from translator.review.recheck import housestyle

        prepared = self.translator.prepare(article)
        drafted = (housestyle(self.store, segment, "") for segment in self.translator.stream(prepared, to=to))
        return self.translator.finished(prepared, drafted, to=to)

    def keep(self, result: Result, data: bytes, path: str) -> None:
        """Put a translated file into the store, if there is one; raises StoreError."""
        if self.store is not None:
            self.store.articles.put(result, document=data, name=shown(path))


def _digest(store: Store) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of which store it is and what it has settled."""
    names = sorted(map(repr, map(astuple, store.names.registry().names)))
    rules = sorted((r.language, r.before, r.after) for r in store.replacements.list() if r.accepted)
    content = json.dumps([str(Path(store.path).resolve()), names, rules])
    return hashlib.sha256(content.encode("utf-8", "surrogateescape")).hexdigest()[:16]
