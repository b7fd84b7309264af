"""Input that is no article: the command says what is wrong, ends with the documented code and writes nothing."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from translator import cli
from translator.article.admit import require_indonesian
from translator.article.language import foreign_segments, language
from translator.article.read import read_text
from translator.article.split import split

PAGES = Path(__file__).parent / "article" / "pages"
ARTICLE = (PAGES / "malang-programme.txt").read_text(encoding="utf-8")
ENGLISH = (
    "The mayor opened a new market on Monday. Hundreds of people were waiting at the gate. "
    "He said that the rent would stay low. Farmers from three villages are going to sell there. "
    "The old market was closed after a fire in March. Nobody was hurt, but most of the stalls were lost."
)
JAPANESE = (
    "市長は月曜日に新しい市場を開いた。数百人が門の前で待っていた。賃料は据え置かれるという。"
    "三つの村の農家が出店する。古い市場は三月の火事で閉鎖された。"
)
GERMAN = (
    "Der Bürgermeister hat am Montag einen neuen Markt eröffnet, auf dem viele Bauern verkaufen wollen. "
    "Hunderte warteten schon seit dem frühen Morgen vor dem noch immer verschlossenen Tor. "
    "Die Miete soll nach seinen Worten auch in den kommenden beiden Jahren niedrig bleiben. "
    "Bauern aus drei benachbarten Dörfern werden dort jeden Morgen frisches Gemüse anbieten. "
    "Der alte Markt wurde nach einem schweren Brand im vergangenen März vollständig geschlossen."
)
CODE = "\n".join(f"def f{n}(args): return sum(x for x in args if x is not None and len(args) > {n})" for n in range(8))
LETTERS = "\n".join(
    " ".join("".join(random.Random(n * 99 + m).choices("bcdfghklmpqrstvwxz", k=6)) for m in range(15)) + "."
    for n in range(8)
)
MALAY = (
    "Kerajaan mengumumkan bahawa rakyat boleh memohon bantuan itu mulai esok. Borang boleh didapati di pejabat daerah. "
    "Pemohon mesti membawa kad pengenalan. Bantuan akan dibayar pada bulan hadapan. Ia tidak melibatkan cukai baharu."
)


def packed(name: str, data: bytes) -> bytes:
    """A zip with one file, which is no docx."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


UNREADABLE = {
    "empty.txt": (b"", "Empty"),
    "blank.md": (b" \n\t\r\n\xc2\xa0\n", "Empty"),
    "empty.docx": (b"", "docx"),
    "empty.html": (b"", "Empty"),
    "binary.txt": (bytes(range(256)) * 200, "NUL"),
    "controls.txt": (bytes(range(1, 32)) * 200, "Binary"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "not a text"),
    "nul.txt": (b"Kalimat\0 dengan NUL.", "byte 7"),
    "half.txt": ("Warga".encode("utf-16") + b"\0", "utf-16"),
    "utf16-no-mark.txt": ("Warga menanam pohon.".encode("utf-16-le"), "not a text"),
    "data.txt": (b"QUJDREVGR0g" * 2000, "without a space"),
    "not-zip.docx": (b"this is no zip", "docx"),
    "other-zip.docx": (packed("photo.jpg", b"x" * 100), "docx"),
    "bomb.docx": (packed("word/document.xml", b"0" * 60_000_000), "docx"),
    "cut.docx": (packed("word/document.xml", b"<w:document/>" * 900)[:-40], "docx"),
    "scripts.html": (b"<html><script>var a = 1;</script><style>p{}</style><noscript>x</noscript></html>", "No text"),
    "pictures.html": (b"<html><body><img src='a.jpg' alt='foto'><video src='b'></video></body></html>", "No text"),
    "deep.html": (b"<div>" * 5000 + b"teks", "deep"),
    "rules.md": (b"---\n\n***\n", "No text"),
    "too-large.txt": (b"Warga. " * 1_000_000, "6 MB"),
}
FOREIGN = {
    "english.txt": (ENGLISH, "English"),
    "japanese.txt": (JAPANESE, "Japanese"),
    "german.txt": (GERMAN, "another language"),
    "code.txt": (CODE, "Not Indonesian"),
    "letters.txt": (LETTERS, "another language or no language"),
}


class Done:
    """What a run of the command left: exit code, standard output and standard error."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process, with everything that its entry point does."""

    def call(*arguments: object, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "argv", ["translator", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        return Done(int(end.value.code or 0), out, err)

    return call


def assert_clear(done: Done, *said: str) -> None:
    assert done.code == 1
    assert done.out == ""
    assert done.err.startswith("translator: ")
    assert len(done.err.splitlines()) == 1
    for words in said:
        assert words in done.err


@pytest.mark.parametrize("name", list(UNREADABLE))
@pytest.mark.parametrize("verb", ["check", "translate"])
def test_an_unreadable_file_is_one_clear_line_and_leaves_nothing(
    verb: str, name: str, run: Run, tmp_path: Path
) -> None:
    data, said = UNREADABLE[name]
    file = tmp_path / name
    file.write_bytes(data)
    output = ("--to", "en", "-o", tmp_path / "out.txt") if verb == "translate" else ()
    assert_clear(run(verb, file, *output), name, said)
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("verb", ["check", "translate"])
@pytest.mark.parametrize("data", [b"", b"\0\0\0\0", b"Warga. " * 1_000_000])
def test_unreadable_standard_input_is_named(verb: str, data: bytes, run: Run) -> None:
    assert_clear(run(verb, "-", stdin=data), "standard input")


@pytest.mark.parametrize("name", list(FOREIGN))
def test_an_article_in_another_language_is_refused_before_the_model_is_loaded(
    name: str, run: Run, tmp_path: Path
) -> None:
    text, said = FOREIGN[name]
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    begin = time.process_time()
    assert_clear(run("translate", file, "-o", tmp_path / "out", "--format", "json"), "Not Indonesian", said)
    assert time.process_time() - begin < 10
    assert list(tmp_path.iterdir()) == [file]
    assert run("check", file).code == 0


def test_malay_counts_as_indonesian() -> None:
    require_indonesian(split(read_text(MALAY)))


def test_a_foreign_quotation_is_marked_and_the_article_goes_through() -> None:
    article = split(read_text(f"{ARTICLE}\n\nThe mayor said that the market would open on the first day of the week."))
    require_indonesian(article)
    assert [(code, segment.source[:9]) for segment, code in foreign_segments(article)] == [("en", "The mayor")]


@pytest.mark.parametrize(
    "text",
    [
        "Top Skor Liga Champions: Erling Haaland Tempel Ketat Kylian Mbappe",
        "Ketua: Budi Santoso, Sekretaris: Rina Sari, Anggota: Sri Wahyuni, Agus Salim, Dewi Lestari, I Made Wirawan",
        "Real Madrid 2-1 Manchester City",
        "“Thank you very much,” ujarnya sambil tersenyum.",
        "Aku ora ngerti kok iso ngono, wong wingi isih apik kabeh. Sing penting wis dilaporke karo pak lurah.",
        "Abdi mah teu terang kumaha ieu téh, ti kamari keneh cai teu datang ka bumi abdi, kumaha atuh.",
        "Torang so capek tunggu dari tadi pagi mar nyanda ada yang datang pa torang pe kampung.",
        "Rp1.103.500",
        "",
    ],
)
def test_headlines_names_and_regional_quotations_are_no_foreign_text(text: str) -> None:
    assert language(text) == "id"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_other_encodings_are_read_and_a_guess_is_reported(encoding: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes("Warga menanam pohon – “semua senang”, katanya.".encode(encoding))
    done = run("check", file)
    assert done.code == 0
    assert "“semua senang”" in done.out
    assert ("read as cp1252" in done.err) is (encoding == "cp1252")


@pytest.mark.parametrize("command", [("translate", "-o", "out"), ("check",)])
def test_five_megabytes_are_refused_at_once(command: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    file.write_text((ARTICLE + "\n\n") * (5_000_000 // len(ARTICLE)), encoding="utf-8")
    begin = time.process_time()
    options = [tmp_path / option if option == "out" else option for option in command]
    assert_clear(run(*options, file), "characters", "hours", "Split it")
    assert time.process_time() - begin < 20
    assert list(tmp_path.iterdir()) == [file]


def test_an_existing_output_is_kept_when_the_input_is_bad_or_not_to_be_replaced(run: Run, tmp_path: Path) -> None:
    bad, good, out = tmp_path / "bad.txt", tmp_path / "good.txt", tmp_path / "out.md"
    bad.write_bytes(b"\0\0")
    good.write_text("Warga menanam pohon.", encoding="utf-8")
    out.write_bytes(b"from before")
    options = ("--to", "en", "--format", "md", "-o", out)
    assert_clear(run("translate", bad, *options, "--force"), "not a text")
    assert_clear(run("translate", good, *options), "exists")
    assert out.read_bytes() == b"from before"
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("name", [".", "missing.txt", "loop.txt"])
def test_what_is_no_file_is_a_clear_error(name: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    done = run("check", tmp_path / name)
    assert done.code in (1, 2)
    assert done.err.startswith("translator: ")


@pytest.mark.parametrize(
    ("name", "data"), [("nul.txt", b"Kalimat\0 dengan NUL."), ("not-zip.docx", b"no zip"), ("en.txt", ENGLISH.encode())]
)
def test_the_installed_command_ends_as_in_process(name: str, data: bytes, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    command = [str(Path(sys.executable).parent / "translator"), "translate", str(file), "-o", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.startswith(b"translator: ")
    assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == [file]
