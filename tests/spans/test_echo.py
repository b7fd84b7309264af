"""A form is not said twice: what the model adds to a placeholder goes when the form has it."""

from __future__ import annotations

import pytest

from translator.fixed import FixedSpan, Origin, SpanKind
from translator.spans.echo import without_echoes

TITLE, PLACE, BODY, MEASURE = SpanKind.TITLE, SpanKind.PLACE, SpanKind.ORGANIZATION, SpanKind.MEASURE


@pytest.mark.parametrize(
    ("target", "kind", "form", "draft", "right"),
    [
        ("ja", TITLE, "ドゥマック地方防災局のアグス局長", "#州知事は述べた。", "#は述べた。"),
        ("ja", TITLE, "ブカシ市のトリ市長", "#氏さんは述べた。", "#は述べた。"),
        ("ja", TITLE, "ディアナ公共事業副大臣", "#市は2026年の完成を目指す。", "#は2026年の完成を目指す。"),
        ("ja", TITLE, "バトゥ市公共事業局のアルフィ局長代行", "#市長は述べた。", "#は述べた。"),
        ("ja", TITLE, "警察本部のアセップ本部長（警察少将）", "#警視庁は視察した。", "#は視察した。"),
        ("ja", TITLE, "東ジャワ州のアルミ会長", "#市はコンテストを開いた。", "#はコンテストを開いた。"),
        ("ja", TITLE, "ジャカルタのスハルヨ大司教", "#市長は率いた。", "#は率いた。"),
        ("ja", TITLE, "ブカシ市のトリ市長", "#市民と話した。", "#市民と話した。"),
        ("ja", TITLE, "運輸相", "#相互の合意", "#相互の合意"),
        ("ja", BODY, "ドゥマック県政府", "#州政府は決めた。", "#は決めた。"),
        ("ja", BODY, "ドゥマック県政府", "#当局は決めた。", "#は決めた。"),
        ("ja", BODY, "公共事業局", "#局長は述べた。", "#局長は述べた。"),
        ("ja", BODY, "ブカシ市警察", "#警察署に届けた。", "#署に届けた。"),
        ("ja", BODY, "国家食料庁（バパナス）", "#さんが答えるべきだ。", "#が答えるべきだ。"),
        ("ja", BODY, "中央統計庁（BPS）", "#州政府は発表した。", "#は発表した。"),
        ("ja", BODY, "ブカシ市政府", "#州知事は迎えた。", "#は迎えた。"),
        ("ja", PLACE, "ブカシ市", "#市長に選ばれた。", "#長に選ばれた。"),
        ("ja", PLACE, "ブカシ市", "#市民は歓迎した。", "#民は歓迎した。"),
        ("ja", PLACE, "ドゥマック県", "#市で起きた。", "#で起きた。"),
        ("ja", PLACE, "ドゥマック県", "#市民は歓迎した。", "#市民は歓迎した。"),
        ("ja", SpanKind.PERSON, "トリ・アディアント", "#州知事は歓迎した。", "#氏は歓迎した。"),
        ("ja", SpanKind.PERSON, "トリ", "#事務局長は述べた。", "#氏は述べた。"),
        ("ja", SpanKind.PERSON, "トリ", "#さんは述べた。", "#さんは述べた。"),
        ("ja", MEASURE, "30メートル", "約#メートル決壊した。", "約#決壊した。"),
        ("ja", MEASURE, "3年", "#年間続いた。", "#間続いた。"),
        ("ja", TITLE, "市議会のディニ・イナヤティ委員", "#県知事は求めた。", "#は求めた。"),
        ("ja", TITLE, "運輸局のダナン局長", "#市政府は述べた。", "#は述べた。"),
        ("en", MEASURE, "4.2 kilometers", "a #-kilometer track", "a # track"),
        ("ja", MEASURE, "7日間", "#年間の考え", "#の考え"),
        ("en", MEASURE, "4 years and 6 months", "# years in prison", "# in prison"),
        ("en", MEASURE, "6 years", "a # year-old law", "a # year-old law"),
        ("en", SpanKind.LAW, "Law No. 31 of 1999", "with #s as amended", "with # as amended"),
        ("ja", SpanKind.DATE, "月曜日", "#曜日に開く。", "#に開く。"),
        ("ja", SpanKind.DATE, "7月24日（木）", "#日に開く。", "#に開く。"),
        ("ja", SpanKind.DATE, "7月24日", "#日本で開く。", "#日本で開く。"),
        ("ja", SpanKind.TIME, "午後7時", "#時間続く。", "#時間続く。"),
        ("en", BODY, "Demak Regency Government", "# city government has decided.", "# has decided."),
        ("en", BODY, "Demak Regency Government", "The government of # has decided.", "# has decided."),
        ("en", BODY, "National Disaster Management Agency (BNPB)", "# agency said so.", "# said so."),
        ("en", PLACE, "Karanganyar District", "in the district of #, and # district", "in #, and #"),
        ("en", PLACE, "Karanganyar District", "the districts of #", "the districts of #"),
        ("en", TITLE, "Central Java Governor Ahmad Luthfi", "Governor # came.", "# came."),
        ("en", TITLE, "Bekasi Mayor Tri Adhianto", "Deputy mayor # came.", "Deputy mayor # came."),
        ("ja", SpanKind.NUMBER, "（43）", "女性（#）は慌てた。", "女性#は慌てた。"),
        ("ja", SpanKind.NUMBER, "（43）", "女性#人は慌てた。", "女性#は慌てた。"),
        ("en", SpanKind.NUMBER, "12th", "in the # th minute", "in the # minute"),
        ("en", MEASURE, "30 meters", "about # meters long", "about # long"),
    ],
)
def test_an_echo_beside_a_placeholder_is_taken_out(
    target: str, kind: SpanKind, form: str, draft: str, right: str
) -> None:
    span = FixedSpan(0, 1, "x", kind, form, form, Origin.RULE)
    assert without_echoes(draft.replace("#", "\ue100"), "\ue100", span, target).replace("\ue100", "#") == right
