"""Japanese punctuation: what models write in ASCII, and what must not be touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.engine.punctuation import normalise

REWRITTEN = {
    # commas and stops
    "市長は,開会を宣言した.": "市長は、開会を宣言した。",
    "市長は, 開会を宣言した. その後, 退席した.": "市長は、開会を宣言した。その後、退席した。",
    "開会しました. NASAの職員も来た.": "開会しました。NASAの職員も来た。",
    "2025年7月24日,ボゴールで開かれた.": "2025年7月24日、ボゴールで開かれた。",
    "費用は50%,残りは20%だ.": "費用は50%、残りは20%だ。",
    "出席者はJakarta,Bogor,Depokの市長だ.": "出席者はJakarta、Bogor、Depokの市長だ。",
    "運送はJNE,TIKI,またはPOSを使う.": "運送はJNE、TIKI、またはPOSを使う。",
    "主催はBPK, 後援は市だ.": "主催はBPK、後援は市だ。",
    "人口は3,000人,面積は1,5平方キロだ.": "人口は3,000人、面積は1,5平方キロだ。",
    "投資額は2010.": "投資額は2010。",
    "監督はPSSI.": "監督はPSSI。",
    # quotes
    '市長は"準備は整った"と述べた.': "市長は「準備は整った」と述べた。",
    '"準備は整った"と述べ,"次は"と続けた.': "「準備は整った」と述べ、「次は」と続けた。",
    '市長は述べ",準備は整った"と付け加えた.': "市長は述べ、「準備は整った」と付け加えた。",
    '"準備は整った".': "「準備は整った」。",
    "市長は“準備は整った”と述べた。": "市長は「準備は整った」と述べた。",
    '市長は" 準備は整った "と述べた。': "市長は「準備は整った」と述べた。",
    '"準備は整った.': "「準備は整った。",
    '準備は整った"と述べた.': "準備は整った」と述べた。",
    'そして準備は整った."': "そして準備は整った。」",
    '歌"Halo, Bogor"を歌った.': "歌「Halo, Bogor」を歌った。",
    '"Laskar Pelangi","Gie"などの映画': "「Laskar Pelangi」、「Gie」などの映画",
    '彼は“本は"海"だ”と言った。': "彼は「本は『海』だ」と言った。",
    # brackets
    "汚職撲滅委員会 (KPK) は発表した.": "汚職撲滅委員会（KPK）は発表した。",
    "汚職撲滅委員会(KPK)は発表した.": "汚職撲滅委員会（KPK）は発表した。",
    "KPK (汚職撲滅委員会) は発表した.": "KPK（汚職撲滅委員会）は発表した。",
    "KRL (Commuter Line) は遅れた.": "KRL（Commuter Line）は遅れた。",
    "50キロ (31マイル) 離れた": "50キロ（31マイル）離れた",
    "国 (島 (本島) を含む) は": "国（島（本島）を含む）は",
    # questions, exclamations, colons
    "なぜですか? 分からない.": "なぜですか？分からない。",
    "開幕だ!": "開幕だ！",
    "本当に!?": "本当に！？",
    "そうですか...?": "そうですか...？",
    "速度は60km/h.": "速度は60km/h。",
    "それでOK?": "それでOK？",
    '彼は言った. "行こう!" そして去った.': "彼は言った。「行こう！」そして去った。",
    "注意: 雨": "注意：雨",
    "リビア:12月24日の選挙": "リビア：12月24日の選挙",
    "KPK:捜査を開始": "KPK：捜査を開始",
    "1970年代;革命": "1970年代；革命",
    # spaces
    "市長 は 木曜日 に": "市長は木曜日に",
    "市長\u00a0は木曜日に": "市長は木曜日に",
    "会場はBogor （市内）だ。": "会場はBogor（市内）だ。",
    # beside what must stay
    "詳細はhttps://bogor.go.id/a,b?x=1.2を参照.": "詳細はhttps://bogor.go.id/a,b?x=1.2を参照。",
    "詳細はhttps://bogor.go.id/.": "詳細はhttps://bogor.go.id/。",
    "宛先はinfo@bogor.go.id,または電話で.": "宛先はinfo@bogor.go.id、または電話で。",
    "話している...準備をしていた.": "話している...準備をしていた。",
}
UNTOUCHED = [
    "気温は36.5度、速度は1,200キロ。",
    "時刻は09.30、または9:30です。",
    "26:00で勝利した。",
    "802.11n標準は2.4GHzです。",
    "歌はHello, world. Good byeです。",
    "N. Wayne Hale Jr.は述べた。",
    "ジョージ・W.ブッシュ大統領",
    "Dr. 田中は述べた。",
    "Dedie A. ラヒム市長",
    "UU No. 11の改正",
    "my.norton.comで更新する。",
    "C#と.NETの研修",
    "待って…そして...終わり",
    "1.はじめに",
    "'rate my chat'を押す。",
    "無料 - 商品",
    "Yahoo!ニュースによると",
    '本はThe "Art" of Warである。',
    "市長は「準備は整った」と述べた。",
    "映画『虹の兵士たち』は（2008年）公開。",
    "価格はRp1.500.000,50です。",
    "山田　太郎",
    "⟦1⟧は⟦2⟧、⟦3⟧を訪れた。",
    "The mayor opened the fair, he said.",
    "",
    "...",
]


@pytest.mark.parametrize(("written", "expected"), REWRITTEN.items())
def test_ascii_marks_become_japanese(written: str, expected: str) -> None:
    assert normalise(written) == expected


@pytest.mark.parametrize("text", UNTOUCHED)
def test_stays_as_it_is(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize("text", REWRITTEN.values())
def test_is_idempotent(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("開会した", "Acara dibuka.", "開会した。"),
        ("開会した。", "Acara dibuka.", "開会した。"),
        ("開会したか？", "Apakah acara dibuka.", "開会したか？"),
        ("「開会した」と述べた", 'Ia berkata: "Dibuka".', "「開会した」と述べた。"),
        ("彼は「開会した」", 'Ia berkata: "Dibuka."', "彼は「開会した」"),
        ("開会した", "Acara dibuka", "開会した"),
        ("開会した.", "Acara dibuka", "開会した"),
        ("開会した。閉会した。", "Acara dibuka", "開会した。閉会した。"),
        ("開会した。", "", "開会した。"),
        ("開会した", "Acara dibuka...", "開会した"),
        ("開会した。", "Acara dibuka!", "開会した。"),
    ],
)
def test_final_stop_follows_the_source(text: str, source: str, expected: str) -> None:
    assert normalise(text, source) == expected


@settings(deadline=None, max_examples=150)
@given(st.text(st.sampled_from('あ漢ア1a ,.:;!?"()「」“”…、。-/@'), max_size=24))
def test_changes_marks_and_spaces_only(text: str) -> None:
    def words(written: str) -> str:
        return "".join(character for character in written if character.isalnum())

    assert words(normalise(text)) == words(text)
