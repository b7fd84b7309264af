"""How often each check alarms on reference translations, which are right: ``python -m tests.checks.alarms --help``."""

from __future__ import annotations

import argparse
import gzip
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from translator import checks
from translator.checks.amounts import is_value
from translator.fixed import FixedSpan
from translator.glossary import Glossary
from translator.issues import Issue
from translator.spans.mark import mark

Triple = tuple[str, str, str]


def main() -> None:
    """Print a table: check, severity, alarms, share of sentences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="id, en and ja line by line, or one TSV (.gz) of the three")
    parser.add_argument("--sample", type=int, default=0, help="so many lines at random")
    parser.add_argument("--show", default="", help="print the alarms of this check")
    parser.add_argument("--spans", action="store_true", help="by the fixed spans that the shipped glossary finds")
    options = parser.parse_args()
    triples = list(read(options.files))
    if options.sample:
        triples = random.Random(1).sample(triples, options.sample)
    glossary = Glossary.shipped()
    counts: Counter[str] = Counter()
    shown: defaultdict[str, list[str]] = defaultdict(list)
    for triple in triples:
        spans = mark(triple[0], glossary) if options.spans else ()
        for name, issue, draft in alarms(triple, spans):
            counts[name] += 1
            place = "" if issue.start is None else draft[issue.start : issue.end]
            shown[name].append(f"{issue.message} [{place}→{issue.fix}]\n   {triple[0]}\n   {draft}")
    print(f"{len(triples)} sentences")
    for name, count in sorted(counts.items()):
        print(f"{count:6} {100 * count / len(triples):6.2f} %  {name}")
    for line in (line for name in shown if options.show and options.show in name for line in shown[name]):
        print(line)


def read(files: Sequence[Path]) -> Iterator[Triple]:
    """Indonesian, English, Japanese."""
    texts = [gzip.open(f, "rt").read() if f.suffix == ".gz" else f.read_text() for f in files]
    lines = [text.rstrip("\n").split("\n") for text in texts]
    rows = zip(*lines, strict=True) if len(lines) == 3 else (line.split("\t") for line in lines[0])
    for source, english, japanese in (row for row in rows if len(row) == 3):
        yield source, english, japanese


def alarms(triple: Triple, spans: Sequence[FixedSpan]) -> Iterator[tuple[str, Issue, str]]:
    """Name with language and severity, issue and draft: once a sentence for each name."""
    source, *drafts = triple
    values = {span.source for span in spans if is_value(span)}
    for language, draft in zip(("en", "ja"), drafts, strict=True):
        seen: set[str] = set()
        for issue in checks.run(source, draft, language, spans):
            kind = " of a value" if issue.check.startswith("span-") and issue.span in values else ""
            name = f"{language} {issue.severity.value:7} {issue.check}{kind}"
            value = f"{language} any value alarm"
            for each in (name, *([value] if kind or issue.check.startswith("value-") else [])):
                if each not in seen:
                    seen.add(each)
                    yield each, issue, draft
    for issue in checks.agree(source, {"en": drafts[0], "ja": drafts[1]}, spans)[:1]:
        yield f"both {issue.check}", issue, drafts[0] + "\n   " + drafts[1]


if __name__ == "__main__":
    main()
