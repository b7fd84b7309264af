"""Quotation marks and full stops of a draft follow its source."""

from __future__ import annotations

import pytest

from translator.finish import finish


@pytest.mark.parametrize(
    ("source", "target", "draft", "right"),
    [
        ('"Mengapa harga naik?', "en", '" "Why do prices rise?"', '"Why do prices rise?'),
        ('"Mengapa harga naik?', "en", "Why do prices rise?", '"Why do prices rise?'),
        ('"Mengapa harga naik?', "ja", "「なぜ値上がりするのか」", "「なぜ値上がりするのか。"),
        ('Ini urusannya," kata dia.', "en", '"This is for him," he said.', 'This is for him," he said.'),
        ('Ini urusannya," kata dia.', "ja", "「答えるべきだ」と彼は言った。", "答えるべきだ」と彼は言った。"),
        ('Ini urusannya," kata dia.', "en", 'This is for him," he said.', 'This is for him," he said.'),
        ('Kami siap."', "en", "We are ready.", 'We are ready."'),
        ('Kami siap."', "ja", "準備はできています。", "準備はできています。」"),
        ('"Kami siap," kata Yosef.', "en", '“We are ready,” said Yosef.', '"We are ready," said Yosef.'),
        ('"Kami siap," kata Yosef.', "ja", "「準備できた」と言った。", "「準備できた」と言った。"),
        ('"Kami siap," kata Oka.', "ja", "「できていると、オカさんは述べた。", "「できている」とオカさんは述べた。"),
        ('"Ya," kata Oka.', "ja", "「来てと、父は7月1日（月）に言った。", "「来て」と父は7月1日（月）に言った。"),
        ('Kami siap," kata Oka.', "ja", "できていると彼は記者団に述べた。", "できている」と彼は記者団に述べた。"),
        ('Kami siap," kata dia.', "en", "We are ready, he said.", 'We are ready," he said.'),
        ("Pemerintah memberikan:", "en", "The government gives.", "The government gives:"),
        ("Pemerintah memberikan:", "ja", "政府は次の通り示した。", "政府は次の通り示した："),
        ("Gempa 6,2 terjadi.", "en", "The 6.2 th quake struck.", "The 6.2 quake struck."),
        ("Laga ke 45 itu seri.", "en", "The 42 th match was drawn.", "The 42nd match was drawn."),
        ("Foto: Poskota/Ramot", "en", "Photo: Poskota/ Ramot", "Photo: Poskota/Ramot"),
        ("Sekitar pukul 02.15.", "ja", "約午前2時15分頃だった。", "午前2時15分頃だった。"),
        ("Port FC: Michael", "ja", "ポートFC: マイケル", "ポートFC：マイケル"),
        ("Transit (TOD) – meski ramai", "ja", "交通（TOD）–駅は混むが", "交通（TOD）――駅は混むが"),
        ("Rute Solo–Bali dibuka.", "ja", "ソロ–バリ線が開通した。", "ソロ–バリ線が開通した。"),
        ("Harga naik.", "en", "Prices rise.", "Prices rise."),
        ("Harga naik", "en", "Prices rise.", "Prices rise"),
        ("Harga naik.", "ja", "値上がりした", "値上がりした。"),
    ],
)  # fmt: skip
def test_a_draft_is_finished_as_its_source_is(source: str, target: str, draft: str, right: str) -> None:
    assert finish(draft, source, target) == right
