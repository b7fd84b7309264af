from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.made import SIGNATURE, TEXT, checked, drafted, reader
from translator import Translator
from translator.article.model import Format
from translator.article.write import write
from translator.errors import StoreError
from translator.issues import Issue, Severity
from translator.store import ArticleState, State, Store


def key_of(store: Store, article_id: int, start: str) -> str:
    return next(s.key for s in store.articles.page(article_id).segments if s.source.startswith(start))


def test_an_article_comes_back_as_it_was_translated(store: Store, article_id: int) -> None:
    result = drafted(checked())
    assert store.articles.source(article_id) == result.article
    assert {lang: store.articles.target(article_id, lang) for lang in ("en", "ja")} == result.articles
    assert store.articles.result(article_id).to_dict() == result.to_dict()


@pytest.mark.parametrize("text", ["examples/bekasi-izumisano.txt", "tests/article/pages/kumparan-recipe.txt"])
def test_pages_with_clutter_come_back(store: Store, text: str) -> None:
    result = reader().translate_file(Path(text), to=())
    assert store.articles.source(store.articles.add(result, targets=("en",))) == result.article


@pytest.mark.parametrize("format", [Format.MARKDOWN, Format.HTML])
def test_markup_comes_back(store: Store, format: Format) -> None:
    texts = {
        Format.MARKDOWN: "# Judul\n\nWali Kota **Tri Adhianto** [datang](https://example.org).\n\n- satu\n- dua\n",
        Format.HTML: "<h1>Judul</h1><p>Wali Kota <b>Tri Adhianto</b> datang &amp; pergi.</p>",
    }
    result = reader().check(texts[format], format=format)
    article_id = store.articles.add(result, targets=("en",), document=texts[format].encode())
    assert store.articles.source(article_id) == result.article
    assert store.articles.document(article_id) == texts[format].encode()


def test_the_shipped_model_s_article_is_written_the_same_from_the_store(store: Store) -> None:
    result = Translator().translate("Harga beras naik pada Kamis (24/7/2025). Warga Bekasi mengeluh.")
    article_id = store.articles.add(result)
    for language in ("en", "ja"):
        for format in Format:
            stored = write(store.articles.target(article_id, language), format, language)
            if format is not Format.DOCX:
                assert stored == result.render(language, format)
            assert stored


def test_the_list_counts_what_is_done_and_what_is_open(store: Store) -> None:
    issue = Issue("length", Severity.WARNING, "Look.")
    error = Issue("empty", Severity.ERROR, "Translate it.")
    remark = Issue("length", Severity.INFO, "A remark: nothing to do.")
    keys = list(checked().by_id)
    result = drafted(checked(), issues={keys[0]: (issue, remark), keys[1]: (error,)})
    article_id = store.articles.add(result, name="harian.txt", project="jepang")
    (row,) = store.articles.list()
    assert (row.segments, row.total, row.drafted) == (len(keys), 2 * len(keys), 2 * len(keys))
    assert (row.open_issues, row.open_errors, row.approved) == (4, 2, 0)
    assert store.segments.approve_all(article_id, "en", "sari") == len(keys) - 1
    assert store.articles.get(article_id).approved == len(keys) - 1
    assert row.title == "Wali Kota Bekasi Terima Tamu Jepang"


def test_articles_are_found_by_title_name_and_project(store: Store, article_id: int) -> None:
    other = store.articles.add(drafted(checked("Harga Beras\n\nHarga beras naik.")), name="beras.md", project="pangan")
    ids = [[a.id for a in store.articles.list(query)] for query in ("jepang bekasi", "beras.md", "100%", "tidak ada")]
    assert ids == [[article_id], [other], [], []]
    assert [a.id for a in store.articles.list(project="pangan")] == [other]


def test_an_article_can_be_taken_in_before_its_drafts(store: Store) -> None:
    article_id = store.articles.add(checked(), targets=("en", "ja"))
    row = store.articles.get(article_id)
    assert (row.drafted, row.targets) == (0, ("en", "ja"))
    result = drafted(checked())
    for segment in store.articles.page(article_id).segments:
        saved = store.segments.save_result(segment.id, result.by_id[segment.key], SIGNATURE)
        assert saved.targets["ja"].text == result.by_id[segment.key].drafts["ja"].text
    store.articles.save(article_id, result)
    assert store.articles.target(article_id, "ja") == result.articles["ja"]
    assert store.articles.get(article_id).signature == SIGNATURE


def test_clutter_is_restored_and_dropped_again(store: Store, article_id: int) -> None:
    block = next(b.block for b in store.articles.page(article_id).blocks if b.block.dropped)
    assert block.text.startswith("BACA JUGA")
    assert block.reason
    before = store.articles.get(article_id).segments
    store.articles.restore_block(article_id, block.id)
    assert store.articles.source(article_id) == checked().article.restore(block.id)
    assert store.articles.get(article_id).segments == before + 1
    pending = store.segments.pending(article_id, "en", {}, SIGNATURE)
    assert [s.source for s in pending] == [block.text]
    store.articles.drop_block(article_id, block.id)
    assert store.articles.source(article_id) == checked().article.drop(block.id)


def test_a_deleted_article_comes_back(store: Store, article_id: int) -> None:
    store.articles.delete(article_id)
    assert store.articles.list() == ()
    assert [a.id for a in store.articles.list(deleted=True)] == [article_id]
    store.articles.undelete(article_id)
    assert [a.id for a in store.articles.list()] == [article_id]


def test_what_is_published_is_recorded(store: Store, article_id: int) -> None:
    store.articles.set_state(article_id, ArticleState.PUBLISHED)
    assert store.articles.get(article_id).state is ArticleState.PUBLISHED


def test_a_new_version_keeps_the_texts_of_unchanged_segments(store: Store, article_id: int) -> None:
    page = store.articles.page(article_id)
    kept = next(s for s in page.segments if s.source.startswith("Kerja sama"))
    store.segments.edit(kept.id, "en", "It is worth Rp1.2 trillion.", 1, "sari")
    text = TEXT.replace("35 orang", "40 orang").replace("Kerja sama", "Baris baru.\n\nKerja sama")
    result = drafted(checked(text))
    store.articles.replace(article_id, result, document=text.encode())
    after = store.articles.page(article_id)
    assert store.articles.source(article_id) == result.article
    again = next(s for s in after.segments if s.source == kept.source)
    assert (again.id, again.targets["en"].text) == (kept.id, "It is worth Rp1.2 trillion.")
    assert "40 orang" in " ".join(s.source for s in after.segments)
    assert len({s.id for s in after.segments} & {s.id for s in page.segments}) == len(page.segments) - 1
    assert all(t.text for s in after.segments for t in s.targets.values())


def test_only_what_changed_and_nobody_approved_is_drafted_again(store: Store, article_id: int) -> None:
    rows = store.articles.page(article_id).segments
    marked = {s.key: s.spans for s in rows}

    def pending(signature: dict[str, str] = SIGNATURE) -> Sequence[str]:
        return [s.key for s in store.segments.pending(article_id, "ja", marked, signature)]

    assert pending() == []
    named = next(s for s in rows if any(x.source == "Kuniaki Nishinou" for x in s.spans))
    marked[named.key] = tuple(replace(x, ja="西納") if x.source == "Kuniaki Nishinou" else x for x in named.spans)
    assert pending() == [named.key]
    store.segments.approve(named.id, "ja", 1, "sari")
    assert pending() == []
    store.segments.edit(rows[0].id, "ja", "題", 1, "sari")
    other = [s.key for s in rows if s.id not in (named.id, rows[0].id)]
    assert pending(signature={"engine": "better"}) == other
    last = rows[-1]
    assert last.key in other
    store.segments.reject(last.id, "ja", 1, "sari")
    assert pending() == [last.key]
    assert store.segments.get(last.id).targets["ja"].state is State.REJECTED


def test_what_is_not_there_is_said(store: Store) -> None:
    for call in (store.articles.get, store.articles.page, store.articles.document, store.segments.get, store.jobs.get):
        with pytest.raises(StoreError, match=r"there is no .* 99"):
            call(99)
    with pytest.raises(StoreError, match="has no block b9"):
        store.articles.restore_block(99, "b9")
