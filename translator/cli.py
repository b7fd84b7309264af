"""The ``translator`` command: one thin function a verb."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.errors import TranslatorError, UsageError

if TYPE_CHECKING:
    from translator.article.model import Article
    from translator.engine.protocol import Engine
    from translator.result import Result

DONE, FAILED, USAGE, OPEN_ISSUES = 0, 1, 2, 3

FORMATS = ("txt", "md", "html", "docx", "json", "xliff")

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Translate Indonesian news articles into English and Japanese, with names, titles, places and values fixed.",
    epilog="Exit codes: 0 done, 1 a file failed, 2 wrong usage, 3 errors stand open under --strict.",
)
glossary_app = typer.Typer(no_args_is_help=True, help="Check and search the glossary.")
app.add_typer(glossary_app, name="glossary")
memory_app = typer.Typer(no_args_is_help=True, help="The translation memory: TMX in and out, search, figures.")
app.add_typer(memory_app, name="memory")
xliff_app = typer.Typer(no_args_is_help=True, help="Articles of the store to translators' tools and back.")
app.add_typer(xliff_app, name="xliff")

File = Annotated[Path, typer.Argument(help="A txt, md, html or docx file, or - for standard input (plain text).")]
GlossaryFiles = Annotated[list[Path] | None, typer.Option("--glossary", help="A glossary file over the shipped ones.")]


def main() -> None:
    """Run the command; errors end it with a message, never with a traceback."""
    try:
        app()
    except TranslatorError as error:
        typer.echo(f"translator: {error}", err=True)
        raise SystemExit(USAGE if isinstance(error, UsageError) else FAILED) from None
    except KeyboardInterrupt:
        typer.echo("translator: stopped.", err=True)
        raise SystemExit(FAILED) from None


@app.command()
def translate(
    file: File,
    to: Annotated[str, typer.Option(help="Target languages, separated by commas.")] = "en,ja",
    format: Annotated[str, typer.Option(help="Output: txt, md, html, docx, json or xliff (2.0).")] = "txt",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File (one language) or folder.")] = None,
    glossary: GlossaryFiles = None,
    engine: Annotated[
        str, typer.Option(help="embedded, embedded:ADAPTER, torch, a Hugging Face model's folder, or URL#MODEL.")
    ] = "embedded",
    no_clean: Annotated[bool, typer.Option("--no-clean", help="Keep page clutter.")] = False,
    strict: Annotated[bool, typer.Option(help="Exit with 3 if errors stand open.")] = False,
    force: Annotated[bool, typer.Option(help="Overwrite output files.")] = False,
) -> None:
    """Translate one article.

    Example: translator translate page.txt --to ja --format docx -o page.ja.docx
    """
    from translator.article.write import check_free

    languages = tuple(language.strip() for language in to.split(",") if language.strip())
    if format not in FORMATS:
        raise UsageError(f"there is no format {format!r}.", mend=f"Use one of {', '.join(FORMATS)}.")
    if format == "docx" and output is None:
        raise UsageError("docx is binary.", mend="Name a file with -o.")
    if format == "xliff" and output is None and len(languages) > 1:
        raise UsageError("XLIFF 2.0 has one target language a file.", mend="Name a folder with -o, or one language.")
    if not languages:
        raise UsageError("no target language is named.", mend="Use --to en, --to ja or --to en,ja.")
    for path in _outputs(file, languages, format, output).values():
        check_free(path, force=force)
    article = _read(file)
    chosen = _engine(engine)
    with _progress() as progress:
        from translator.pipeline import Translator

        translator = Translator(chosen, glossary=glossary or (), clean=not no_clean, progress=progress)
        result = translator.translate_article(article, to=languages)
    _put(result, file, languages, format, output, force=force)
    _report(result)
    if strict and result.has_errors:
        raise SystemExit(OPEN_ISSUES)


@app.command()
def batch(
    source: Annotated[Path, typer.Argument(metavar="IN", help="Folder of txt, md, html, docx and WordPress files.")],
    output: Annotated[Path, typer.Argument(metavar="OUT", help="Folder for OUT/en/…, OUT/ja/… and the manifest.")],
    to: Annotated[str, typer.Option(help="Target languages, separated by commas.")] = "en,ja",
    glossary: GlossaryFiles = None,
    engine: Annotated[str, typer.Option(help="embedded, or the folder of a Hugging Face model.")] = "embedded",
    no_clean: Annotated[bool, typer.Option("--no-clean", help="Keep page clutter.")] = False,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0: one for each processor.")] = 0,
    shard: Annotated[str | None, typer.Option(metavar="I/N", help="Only part I of N, for N machines.")] = None,
    file_timeout: Annotated[float | None, typer.Option(min=0.1, help="Seconds that one file may take.")] = None,
    column: Annotated[str, typer.Option(help="Fields of JSON, JSONL and CSV files to translate: title,body.")] = "",
    ray: Annotated[str, typer.Option(metavar="ADDRESS", help="Work on a Ray cluster: local, auto or an address.")] = "",
    store: Annotated[
        str, typer.Option(metavar="PATH", help="Work with the review desk's store: default, or a file.")
    ] = "",
    report: Annotated[Path | None, typer.Option(help="Write a report: a .json, .csv or .html file.")] = None,
    watch: Annotated[bool, typer.Option(help="Go on with new and changed files until stopped.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Say what would be done, and write nothing.")] = False,
    force: Annotated[bool, typer.Option(help="Translate all anew and overwrite whatever is in the way.")] = False,
    strict: Annotated[bool, typer.Option(help="Exit with 3 if errors stand open.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the totals as JSON on standard output.")] = False,
) -> None:
    """Translate a folder, each file in its own format. Given again, the command goes on where it ended.

    Exit codes: 0 done, 1 some files failed or were not reached, 2 wrong usage, 3 open errors under --strict,
    126 all files failed.
    """
    from translator.batch.command import execute
    from translator.batch.settings import Settings, Shard

    summary = execute(
        Settings(
            source,
            output,
            to=_languages(to),
            glossary=tuple(glossary or ()),
            engine=engine,
            clean=not no_clean,
            workers=workers,
            shard=Shard.parse(shard) if shard else None,
            file_timeout=file_timeout,
            force=force,
            dry_run=dry_run,
            strict=strict,
            watch=watch,
            report=report,
            ray=ray,
            store=_store(store),
            columns=tuple(dict.fromkeys(name.strip() for name in column.split(",") if name.strip())),
        )
    )
    if json:
        typer.echo(summary.to_json())
    raise SystemExit(summary.exit_code(strict=strict))


@app.command()
def check(
    file: File,
    glossary: GlossaryFiles = None,
    no_clean: Annotated[bool, typer.Option("--no-clean", help="Keep page clutter.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the object of translate --format json.")] = False,
) -> None:
    """Clean, split and mark only: shows blocks, segments and fixed spans, and translates nothing."""
    from translator.pipeline import Translator

    result = Translator(glossary=glossary or (), clean=not no_clean).translate_article(_read(file), to=())
    if json:
        typer.echo(result.to_json())
        return
    for block in result.blocks:
        mark = f"- {block.reason}" if block.dropped else f"+ {block.kind}"
        typer.echo(f"{mark}: {block.source}")
        for segment in block.segments if block.translatable else ():
            for span in result.by_id[segment.id].spans:
                typer.echo(f"      {span.source} [{span.kind}] = {span.en} = {span.ja}")


@app.command()
def train(
    corpus: Annotated[Path, typer.Argument(help="Folder with authored.tsv.gz and open/.")],
    out: Annotated[Path, typer.Argument(help="Folder for the adapter, its checkpoints and record.json.")],
    minutes: Annotated[float, typer.Option(help="Training time, an interrupted run's time included.")] = 60,
    adapter: Annotated[Path | None, typer.Option(help="Adapter to train on from; else a new one.")] = None,
    dev: Annotated[
        Path | None, typer.Option(help="Folder with NAME.id, .en, .ja; the best adapter on it is kept.")
    ] = None,
    dev_every: Annotated[int, typer.Option(min=1, help="Take every n-th line of it.")] = 10,
    held_out: Annotated[list[Path] | None, typer.Option(help="Folder whose lines must not be trained on.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Train the body itself; its low-rank part is kept.")] = False,
    rank: Annotated[int, typer.Option(min=1, help="Rank of the adapter; each 64 are 30 MB.")] = 64,
    rate: Annotated[float, typer.Option(min=0, help="Peak learning rate; 0: 4e-4, with --full 1e-4.")] = 0,
    batch_tokens: Annotated[
        int, typer.Option(min=0, help="Tokens a step, padding included; 0: 2000 on a CPU, 32000 on a GPU.")
    ] = 0,
    seed: Annotated[int, typer.Option(help="Order of the examples.")] = 1,
    threads: Annotated[int, typer.Option(help="CPU threads; 0: all.")] = 0,
) -> None:
    """Train the embedded model further: a new adapter for the shipped base, on the CPU or a GPU.

    Stopped, the run goes on when started again with the same arguments.
    Example: translator train corpus run --minutes 90 --adapter translator/model/adapter --dev eval
    """
    from translator.training.checkpoint import PROGRESS
    from translator.training.corpus import held_out_shingles, read_pool, sources
    from translator.training.train import Settings, State, read_dev
    from translator.training.train import train as fit

    settings = Settings(minutes, rate=rate, rank=rank, full=full, batch_tokens=batch_tokens, seed=seed, threads=threads)
    shingles = held_out_shingles([*(held_out or ()), *([dev] if dev else ())])
    examples = read_dev(dev, dev_every) if dev else []
    with _progress() as progress:
        pools, rows = [], sources(corpus)
        for i, source in enumerate(rows):
            progress("reading", i, len(rows))
            pools.append(read_pool(corpus, source, shingles))
        for pool in pools:
            skipped = ", ".join(f"{count} {reason}" for reason, count in pool.left_out.most_common())
            size = f"{len(pool.examples)} examples"
            typer.echo(f"{pool.source.pattern}: {size}{f' (left out: {skipped})' if skipped else ''}", err=True)

        def report(state: State) -> None:
            line = f"loss {state.loss:.3f}, dev {state.best:.3f}, {state.speed:.0f} tokens/s"
            progress(line, int(state.seconds), int(minutes * 60))

        state = fit(pools, out, settings, dev=examples, adapter=adapter, report=report)
    if (out / PROGRESS).exists():
        typer.echo("stopped; the same command goes on", err=True)
    typer.echo(f"{out}: {state.steps} steps, loss {state.loss:.3f}, best dev loss {state.best:.3f}", err=True)


@app.command()
def evaluate(
    source: Annotated[Path, typer.Option(help="Indonesian text, a sentence or paragraph a line.")],
    reference: Annotated[Path, typer.Option(help="Its translation, line by line.")],
    to: Annotated[str, typer.Option(help="Target language: en or ja.")],
    engine: Annotated[str, typer.Option(help="embedded, or the folder of a Hugging Face model.")] = "embedded",
    glossary: GlossaryFiles = None,
    every: Annotated[int, typer.Option(min=1, help="Take every n-th line.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    outputs: Annotated[Path | None, typer.Option(help="Write each line's translations here, as JSON lines.")] = None,
) -> None:
    """Score an engine with the guard and without: BLEU, chrF, terms, names, values, carriers, speed.

    Example: translator evaluate --source dev.id --reference dev.ja --to ja --every 5
    """
    from translator.article.write import save
    from translator.evaluation.corpus import known_language, read_corpus
    from translator.evaluation.measure import evaluate as measure
    from translator.evaluation.records import dumped
    from translator.evaluation.show import report, write

    target = known_language(to)
    corpus = read_corpus(source, reference).every(every)
    chosen = _engine(engine)
    with _progress() as progress:
        found = measure(corpus, target, engine=chosen, glossary=glossary or (), progress=progress)
    if outputs is not None:
        save(dumped(found.outputs), outputs, force=True)
    if json:
        write(found.to_dict())
    else:
        report(found.to_dict())


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to serve at; other machines need --users.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to serve at.")] = 7860,
    store: Annotated[Path | None, typer.Option(help="The store; in the user's data folder if not given.")] = None,
    users: Annotated[Path | None, typer.Option(help="Users file; without it everyone is one anonymous user.")] = None,
    engine: Annotated[list[str] | None, typer.Option(help="Folders of further Hugging Face models to offer.")] = None,
) -> None:
    """Serve the review desk in the browser."""
    from translator.review.app import serve
    from translator.review.context import EMBEDDED

    serve(host=host, port=port, store=store, users=users, offered=(EMBEDDED, *(engine or ())))


@app.command()
def users(
    file: Annotated[Path, typer.Argument(help="Users file; made if it is not there.")],
    name: Annotated[str, typer.Argument(help="Name of the user to add, or to give a new password.")],
) -> None:
    """Add a user of the review desk; the password is asked for and stored as a hash."""
    from translator.review.users import Users

    known = Users.load(file) if file.exists() else Users()
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    known.with_user(name, password).save(file)
    typer.echo(f"{name} can log in.", err=True)


@glossary_app.command("check")
def glossary_check(
    files: Annotated[list[Path] | None, typer.Argument(help="Glossary files; the shipped ones if none.")] = None,
) -> None:
    """Find duplicates, conflicts, mixed scripts and other faults; exits with 1 if there are errors."""
    from translator.glossary import lint
    from translator.glossary.glossary import shipped_folder
    from translator.issues import Severity

    found = lint(*(files or [shipped_folder()]))
    for issue in found:
        typer.echo(str(issue))
    if any(issue.severity is Severity.ERROR for issue in found):
        raise SystemExit(FAILED)
    typer.echo("No errors.", err=True)


@glossary_app.command("find")
def glossary_find(
    text: Annotated[str, typer.Argument(help="A word or sentence in Indonesian.")], glossary: GlossaryFiles = None
) -> None:
    """Show what the glossary and the rules find in a text, with both renderings."""
    from translator.glossary import Glossary
    from translator.spans.mark import mark

    for span in mark(text, Glossary.shipped(*(glossary or ()))):
        typer.echo(f"{span.source}\t{span.kind}\t{span.en}\t{span.ja}\t{span.origin}")


@glossary_app.command("add")
def glossary_add(
    id: Annotated[str, typer.Argument(help="Indonesian spellings, separated by |.")],
    en: Annotated[str, typer.Argument(help="English forms: the one to write, then accepted ones, ! forbids.")],
    ja: Annotated[str, typer.Argument(help="Japanese forms, likewise.")],
    kind: Annotated[str, typer.Option(help="person, place, organization, title, acronym, term or other.")] = "term",
    exact: Annotated[bool, typer.Option("--exact", help="Capitals must agree.")] = False,
    author: Annotated[str, typer.Option(help="Who adds it.")] = "",
) -> None:
    """Add a term to the store's glossary, or replace it."""
    from translator.glossary.load import TERM_COLUMNS, parse_records

    row = "\t".join((*(" ".join(cell.split()) for cell in (id, en, ja, kind)), "exact" if exact else ""))
    _add_terms(parse_records(["\t".join(TERM_COLUMNS[:5]), row], "the command"), author)


@glossary_app.command("import")
def glossary_import(
    file: Annotated[Path, typer.Argument(help="A .tsv, .csv or .tbx file.")],
    author: Annotated[str, typer.Option(help="Who adds them.")] = "",
) -> None:
    """Add the terms of a file to the store's glossary; titles and institutions with templates stay in files."""
    from translator.glossary.load import read_records

    _add_terms(read_records(file), author)


@glossary_app.command("export")
def glossary_export(
    file: Annotated[Path, typer.Argument(help="A .tsv, .csv or .tbx file.")],
    force: Annotated[bool, typer.Option(help="Overwrite the file.")] = False,
) -> None:
    """Write the terms of the store's glossary. TBX has no place for --exact and soft terms."""
    from translator.article.write import save
    from translator.glossary.table import write_table
    from translator.glossary.tbx import write_tbx
    from translator.store import Store

    suffix = file.suffix.lower()
    if suffix not in (".tsv", ".csv", ".tbx"):
        raise UsageError(f"the suffix {file.suffix!r} names no glossary.", mend="Use .tsv, .csv or .tbx.")
    with Store() as store:
        entries = store.terms.entries()
    data = write_tbx(entries) if suffix == ".tbx" else write_table(entries, comma=suffix == ".csv").encode()
    save(data, file, force=force)
    typer.echo(f"{len(entries)} terms.", err=True)


def _add_terms(records: Iterable[object], author: str) -> None:
    from translator.glossary.model import Entry
    from translator.store import Store

    found = list(records)
    entries = [record for record in found if isinstance(record, Entry)]
    with Store() as store, store.database.writing():
        for entry in entries:
            store.terms.add(entry, author)
    left = f"; {len(found) - len(entries)} with templates left out" if len(found) > len(entries) else ""
    typer.echo(f"{len(entries)} terms added{left}.", err=True)


@memory_app.command("import")
def memory_import(file: Annotated[Path, typer.Argument(help="A TMX file.")]) -> None:
    """Add the units of a TMX file to the memory: all, or none if the file is damaged."""
    from translator.exchange import import_tmx
    from translator.store import Store

    with Store() as store:
        done = import_tmx(store.memory, file)
    typer.echo(f"{done.added} units added, {done.known} known before, {done.skips} without id and en or ja.", err=True)
    for line in done.skipped[:10]:
        typer.echo(f"{file}:{line}: left out", err=True)


@memory_app.command("export")
def memory_export(
    file: Annotated[Path, typer.Argument(help="The TMX file to write.")],
    to: Annotated[str | None, typer.Option(help="Only en or ja.")] = None,
    force: Annotated[bool, typer.Option(help="Overwrite the file.")] = False,
) -> None:
    """Write the memory as TMX 1.4b."""
    from translator.exchange import write_tmx
    from translator.files import whole
    from translator.store import Store

    with Store() as store, whole(file, force=force) as out:
        count = write_tmx(store.memory.each(to), out)
    typer.echo(f"{count} units.", err=True)


@memory_app.command("search")
def memory_search(
    query: Annotated[str, typer.Argument(help="A part of a source or target.")],
    to: Annotated[str | None, typer.Option(help="Only en or ja.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="Print a list of objects.")] = False,
) -> None:
    """Concordance: units that contain a text, the newest first."""
    from json import dumps

    from translator.store import Store

    with Store() as store:
        units = store.memory.search(query, language=to, limit=limit)
    if json:
        rows = [{"language": u.language, "source": u.source, "target": u.target, "author": u.author} for u in units]
        typer.echo(dumps(rows, ensure_ascii=False, indent=1))
        return
    for unit in units:
        typer.echo("\t".join((unit.language, *(" ".join(text.split()) for text in (unit.source, unit.target)))))


@memory_app.command("stats")
def memory_stats(json: Annotated[bool, typer.Option("--json", help="Print an object.")] = False) -> None:
    """How many units the memory holds, by language."""
    from json import dumps

    from translator.pipeline import LANGUAGES
    from translator.store import Store

    with Store() as store:
        counts = {language: store.memory.count(language) for language in LANGUAGES}
    typer.echo(dumps(counts) if json else "\n".join(f"{name}\t{count}" for name, count in counts.items()))


@xliff_app.command("export")
def xliff_export(
    articles: Annotated[list[int], typer.Argument(help="Ids of articles in the store.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
    to: Annotated[str, typer.Option(help="en or ja; both only in 1.2.")] = "en",
    version: Annotated[str, typer.Option(help="2.0 or 1.2.")] = "2.0",
    force: Annotated[bool, typer.Option(help="Overwrite the file.")] = False,
) -> None:
    """Write articles of the store as XLIFF, with states and remarks."""
    from translator.exchange import from_page, write_xliff
    from translator.files import whole
    from translator.store import Store

    languages = _languages(to)
    with Store() as store, whole(output, force=force) as out:
        documents = (from_page(store.articles.page(id), language) for language in languages for id in articles)
        write_xliff(documents, out, version)


@xliff_app.command("import")
def xliff_import(
    file: Annotated[Path, typer.Argument(help="An XLIFF 2.0 or 1.2 file that came back.")],
    author: Annotated[str, typer.Option(help="Who translated it.")],
    article: Annotated[int | None, typer.Option(help="Id of the article, where the file does not say.")] = None,
) -> None:
    """Take texts, states and notes into the store; exits with 1 if a segment needs a look."""
    from translator.exchange import merge_xliff
    from translator.store import Store

    with Store() as store:
        merge = merge_xliff(store, file, author, article_id=article)
    for merged in merge.problems:
        typer.echo(f"{file}: {merged}", err=True)
    typer.echo(", ".join(f"{count} {outcome}" for outcome, count in merge.counts.items()) or "no segments")
    if merge.problems:
        raise SystemExit(FAILED)


def _languages(to: str) -> tuple[str, ...]:
    """The languages of a list with commas.

    Raises:
        UsageError: there is none, or one is unknown.
    """
    from translator.pipeline import LANGUAGES

    languages = tuple(dict.fromkeys(language.strip() for language in to.split(",") if language.strip()))
    for language in languages or ("",):
        if language not in LANGUAGES:
            raise UsageError(f"there is no target language {language!r}.", mend="Use en, ja or both.")
    return languages


def _store(name: str) -> Path | None:
    """The store of a ``--store`` option: the desk's own by the word ``default``, else a file; None without."""
    if name != "default":
        return Path(name) if name else None
    from translator.store import default_path

    return default_path()


def _engine(name: str) -> Engine | None:
    """The engine of a name; None is the embedded one, which the pipeline makes when it first needs it."""
    if name == "embedded":
        return None
    from translator.engine.choose import engine_of

    return engine_of(name, lambda what: typer.echo(what, err=True))


def _read(file: Path) -> Article:
    from translator.article.model import Format
    from translator.article.read import read, read_bytes
    from translator.limits import MAX_TEXT_BYTES

    if str(file) != "-":
        article = read(file)
    else:
        article = read_bytes(sys.stdin.buffer.read(MAX_TEXT_BYTES + 1), Format.TXT, "standard input")
    for note in article.notes:
        typer.echo(f"{file}: {note}", err=True)
    return article


def _outputs(file: Path, languages: tuple[str, ...], format: str, output: Path | None) -> dict[str, Path]:
    """The file that each language goes to; one for all in JSON; none on standard output."""
    if output is None:
        return {}
    if format == "json" or len(languages) == 1:
        return {languages[0]: output}
    stem = "article" if str(file) == "-" else file.stem
    suffix = "xlf" if format == "xliff" else format
    return {language: output / f"{stem}.{language}.{suffix}" for language in languages}


def _put(
    result: Result, file: Path, languages: tuple[str, ...], format: str, output: Path | None, *, force: bool
) -> None:
    from translator.article.model import Format
    from translator.article.write import save

    outputs = _outputs(file, languages, format, output)
    if format == "json":
        text = result.to_json() + "\n"
        if not outputs:
            sys.stdout.write(text)
        for path in outputs.values():
            save(text.encode(), path, force=force)
        return
    if format == "xliff":
        from translator.exchange import dumps_xliff, from_result

        name = "article.txt" if str(file) == "-" else file.name
        documents = {language: dumps_xliff([from_result(result, language, name)]) for language in languages}
    else:
        documents = {language: result.render(language, Format(format)) for language in languages}
    if output is None:
        for language, data in documents.items():
            heading = f"== {language} ==\n" if len(languages) > 1 else ""
            sys.stdout.write(heading + data.decode().strip() + "\n" + ("\n" if heading else ""))
    elif len(documents) > 1:
        output.mkdir(parents=True, exist_ok=True)
    for language, path in outputs.items():
        save(documents[language], path, force=force)


def _report(result: Result) -> None:
    """What still needs an editor, on standard error."""
    from translator.issues import Severity

    for segment in result.segments:
        for language, draft in segment.drafts.items():
            for issue in draft.issues:
                if issue.severity is not Severity.INFO:
                    typer.echo(f"{segment.segment.id} {language} {issue.severity}: {issue.message}", err=True)


@contextmanager
def _progress() -> Iterator[ProgressCallback]:
    """A progress bar on standard error; silent when that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total or None)


if TYPE_CHECKING:
    from translator.drafting import Progress as ProgressCallback
