from translator.fixed import FixedSpan, Origin, SpanKind
from translator.names import Registry, find, resolve


def article(*texts: str) -> list[tuple[str, tuple[FixedSpan, ...]]]:
    return resolve([(text, find(text)) for text in texts])


def test_a_short_mention_takes_the_forms_of_the_full_name() -> None:
    text = "Wali Kota Tri Adhianto hadir."
    settled = Registry().settle("Tri Adhianto", en="Tri Adhianto", ja="トゥリ・アディアント").find(text)
    short = "“Kami siap,” ujar Tri."
    (_, _), (_, (tri,)) = resolve([(text, settled), (short, find(short))])
    assert (tri.source, tri.en, tri.ja, tri.kind) == ("Tri", "Tri", "トゥリ", SpanKind.PERSON)
    assert {"トゥリ氏", "トゥリさん"} <= set(tri.accepts_ja)
    assert tri.issues == ()


def test_segments_keep_order_and_text() -> None:
    texts = ["Hendra Wirayudha tiba.", "Hujan turun.", "“Baik,” ujar Hendra."]
    assert [text for text, _ in article(*texts)] == texts


def test_a_headline_that_comes_first_takes_the_full_name_of_the_body() -> None:
    (_, title), _ = article("Mas Tri Ingatkan Data Pribadi", "Wali Kota Tri Adhianto mengingatkan warga.")
    assert [(s.source, s.ja) for s in title] == [("Tri", "トリ")]
    assert all(i.check != "name-proposal" for s in title for i in s.issues)


def test_two_persons_with_one_part_are_told_to_the_editor() -> None:
    *_, (_, (tri,)) = article("Tri Adhianto hadir.", "Tri Rismaharini datang.", "“Baik,” ujar Tri.")
    (issue,) = [i for i in tri.issues if i.check == "name-ambiguous"]
    assert "Tri Rismaharini" in issue.message and "Tri Adhianto" in issue.message


def test_a_short_mention_that_looks_like_a_word_is_marked() -> None:
    _, (_, spans) = article("Bupati Indah Amperawati datang.", "Lalu Indah pulang.")
    assert [(s.source, s.ja) for s in spans] == [("Indah", "インダ")]


def test_the_family_name_of_a_japanese_person_is_linked() -> None:
    _, (_, (short,)) = article("Kuniaki Nishinou dari Jepang hadir.", "“Terima kasih,” kata Nishinou.")
    assert short.ja == "ニシノウ"


def test_the_name_behind_a_title_is_linked_also_where_it_opens_a_sentence() -> None:
    text = "Wali Kota Toyama Hirohisa Fujimori datang."
    en, ja = "Toyama Mayor Hirohisa Fujimori", "富山市のフジモリ・ヒロヒサ市長"
    title = FixedSpan(0, 35, text[:35], SpanKind.TITLE, en, ja, Origin.RULE)
    _, (_, (short,)) = resolve([(text, [title]), ("Fujimori datang bersama pengusaha.", [])])
    assert (short.source, short.kind, short.ja) == ("Fujimori", SpanKind.PERSON, "フジモリ")


def test_places_and_glossary_spans_stay() -> None:
    text = "Bekasi"
    span = FixedSpan(0, 6, text, SpanKind.PLACE, "Bekasi", "ブカシ", Origin.GLOSSARY)
    assert resolve([(text, [span])]) == [(text, (span,))]
