"""Three texts of one item compared: what is said differently and what is only written differently."""

import pytest

from editions.parity import compare
from tests.wire.known import KNOWN


def differing(en="", zh="", ja=""):
    found = compare({"en": en, "zh-hans": zh, "ja": ja}, KNOWN.speakers, KNOWN.organisations)
    return [(one.kind, one.value, one.missing) for one in found]


@pytest.mark.parametrize(
    ("en", "zh", "ja"),
    [
        ("The 20th forum", "第二十届论坛", "第20回フォーラム"),
        ("the twentieth time", "第20次", "第二十回"),
        ("120 million people", "1.2亿人", "1億2000万人"),
        ("1.2 billion yen", "12亿日元", "12億円"),
        ("35,000 readers", "3.5万名读者", "3万5000人の読者"),
        ("64.2 percent said so", "64.2％的人这样说", "64.2％がそう答えた"),
        ("64.2 per cent", "百分之64.2", "64.2パーセント"),
        ("on Dec. 4, 2024", "2024年12月4日", "令和6年12月4日"),
        ("on Dec. 4 and 5", "12月4日至5日", "12月4日、5日"),
        ("opened on December 4", "4日开幕", "4日に開幕した"),
        ("seven sub-forums", "七个分论坛", "7つの分科会"),
        ("two decades", "二十年", "20年"),
        ("over 400 guests", "400余名嘉宾", "400人を超える来賓"),
        ("both sides", "两国", "両国"),
        ("a dozen people", "12人", "十二人"),
        ("Taro Reidai spoke", "例题太郎发言", "例題太郎氏が発言した"),
        ("ECG and the Genron NPO", "样例传播集团和言论NPO", "見本伝播集団と言論NPO"),
        ("The inaugural forum drew third parties", "第一届论坛吸引第三方", "第1回フォーラムは第三者も集めた"),
        ("in December", "12月", "十二月に2日間"),
        ("a text", "", ""),
    ],
)
def test_the_same_written_in_three_ways_is_the_same(en, zh, ja):
    assert differing(en, zh, ja) == []


@pytest.mark.parametrize(
    ("en", "zh", "ja", "expected"),
    [
        ("The 20th forum", "第十九届论坛", "第20回フォーラム", [("ordinal", "20", ("zh-hans",)), ("ordinal", "19", ("en", "ja"))]),
        ("12 million people", "1.2亿人", "1.2億人", [("number", "12000000", ("zh-hans", "ja")), ("number", "120000000", ("en",))]),
        ("64.2 percent", "62.4％", "64.2％", [("percent", "64.2", ("zh-hans",)), ("percent", "62.4", ("en", "ja"))]),
        ("on Dec. 4", "12月5日", "12月4日", [("date", "12-04", ("zh-hans",)), ("date", "12-05", ("en", "ja"))]),
        ("seven sub-forums", "六个分论坛", "七つの分科会", [("number", "7", ("zh-hans",)), ("number", "6", ("en", "ja"))]),
        ("over 400 guests", "嘉宾", "400人以上", [("number", "400", ("zh-hans",))]),
        ("Taro Reidai and Li Ceshi", "李测试", "例題太郎、李測試", [("speaker", "taro-reidai", ("zh-hans",))]),
        ("ECG", "", "集団", [("organisation", "example-group", ("ja",))]),
    ],
)  # fmt: skip
def test_what_is_not_said_everywhere_is_told(en, zh, ja, expected):
    assert differing(en, zh, ja) == expected


def test_a_difference_has_its_place_in_each_text_that_has_it():
    found = compare({"en": "It drew 400 guests.", "ja": "来賓は300人。"})
    assert [(one.value, one.places) for one in found] == [("400", {"en": (8, 11)}), ("300", {"ja": (3, 6)})]
