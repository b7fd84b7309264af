"""How often each check alarms on reference translations, and how often it notices what was made wrong.

``python -m tests.checks.alarms --help``
"""

from __future__ import annotations

import argparse
import gzip
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.checks.corrupt import CORRUPTIONS
from translator import checks
from translator.checks.amounts import is_value
from translator.checks.pair import Pair
from translator.fixed import FixedSpan
from translator.glossary import Glossary
from translator.issues import Issue
from translator.spans.mark import mark

Triple = tuple[str, str, str]


def main() -> None:
    """Print a table: share of sentences, check with language and severity."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="id, en and ja line by line, or one TSV (.gz) of the three")
    parser.add_argument("--sample", type=int, default=0, help="so many lines at random")
    parser.add_argument("--show", default="", help="print the findings of the rows with this in their name")
    parser.add_argument("--spans", action="store_true", help="by the fixed spans that the shipped glossary finds")
    parser.add_argument("--recall", action="store_true", help="make the references wrong and count what is noticed")
    options = parser.parse_args()
    triples = list(read(options.files))
    if options.sample:
        triples = random.Random(1).sample(triples, options.sample)
    glossary = Glossary.shipped()
    look = recall if options.recall else alarms
    found: defaultdict[str, list[str]] = defaultdict(list)
    total: Counter[str] = Counter()
    for triple in triples:
        spans = mark(triple[0], glossary) if options.spans or options.recall else ()
        for name, text in look(triple, spans):
            total[name] += 1
            if text:
                found[name].append(f"{text}\n   {triple[0]}")
    for name in sorted(total):
        count, of = len(found[name]), total[name] if options.recall else len(triples)
        print(f"{count:6} of {of:6} {100 * count / of:6.2f} %  {name}")
        if options.show and options.show in name:
            print(*found[name], sep="\n")


def read(files: Sequence[Path]) -> Iterator[Triple]:
    """Indonesian, English, Japanese."""
    texts = [gzip.decompress(f.read_bytes()).decode() if f.suffix == ".gz" else f.read_text() for f in files]
    lines = [text.rstrip("\n").split("\n") for text in texts]
    rows = zip(*lines, strict=True) if len(lines) == 3 else (tuple(line.split("\t")) for line in lines[0])
    return (row for row in rows if len(row) == 3)


def alarms(triple: Triple, spans: Sequence[FixedSpan]) -> Iterator[tuple[str, str]]:
    """Name of check with language and severity, and what it says: once a sentence for each name."""
    source, english, japanese = triple
    values = {span.source for span in spans if is_value(span)}
    for language, draft in (("en", english), ("ja", japanese)):
        seen: dict[str, str] = {}
        for issue in checks.run(source, draft, language, spans):
            kind = " of a value" if issue.check.startswith("span-") and issue.span in values else ""
            seen.setdefault(f"{language} {issue.severity.value:7} {issue.check}{kind}", _told(issue, draft))
            if kind or issue.check.startswith("value-"):
                seen.setdefault(f"{language} any value alarm", _told(issue, draft))
        yield from seen.items()
    for issue in checks.agree(source, {"en": english, "ja": japanese}, spans)[:1]:
        yield f"both {issue.check}", f"{issue.message}\n   {english}\n   {japanese}"


def recall(triple: Triple, spans: Sequence[FixedSpan]) -> Iterator[tuple[str, str]]:
    """Name of a corruption with language, and the draft if a check that should notice it does."""
    for language, draft in (("en", triple[1]), ("ja", triple[2])):
        pair = Pair(triple[0], draft, language, tuple(spans))
        before = Counter(issue.check for issue in checks.run(triple[0], draft, language, spans))
        for corrupt, noticed in CORRUPTIONS.items():
            wrong = corrupt(pair, random.Random(draft))
            if wrong is not None:
                after = Counter(issue.check for issue in checks.run(triple[0], wrong, language, spans))
                new = sum((after - before)[check] for check in noticed)
                name = f"{language} {corrupt.__name__}"
                yield name, wrong if new else ""
                yield f"{name} missed", "" if new else wrong


def _told(issue: Issue, draft: str) -> str:
    place = "" if issue.start is None else f" [{draft[issue.start : issue.end]}→{issue.fix}]"
    return f"{issue.message}{place}\n   {draft}"


if __name__ == "__main__":
    main()
