"""Texts of every format, read field by field, as they came and after everything that happens to texts on their way."""

import pytest

from editions.wire import as_json, read
from editions.wire.decoding import unwrapped

from .dirt import CHINESE_ONLY, ENGLISH_ONLY, EVERYWHERE, JAPANESE_ONLY, apart, page
from .known import KNOWN
from .texts import CHINESE, ENGLISH, JAPANESE, STORIES, Story


def seen(text: str | bytes) -> dict:
    """A reading with what varies in width made short: the number of the edition, who is named, codes of warnings."""
    found = as_json(read(text, KNOWN))
    found["edition"] = found["edition"] and found["edition"]["number"]
    found["people"] = [one["speaker"] or one["name"] for one in found["people"]]
    found["warnings"] = [one["code"] for one in found["warnings"]]
    del found["organisations"]
    return found


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_text_is_read_completely(story: Story):
    assert seen(story.text) == story.reading


def dirty(stories: list[Story], ways: list) -> list:
    """Every story in every way; lines that are broken already cannot be set apart any more."""
    return [
        pytest.param(story, way, id=f"{story.name}-{way.__name__}")
        for story in stories
        for way in ways
        if way not in (apart, page) or "broken into lines" not in story.name
    ]


@pytest.mark.parametrize(
    ("story", "way"),
    [
        *dirty(STORIES, EVERYWHERE),
        *dirty(ENGLISH, ENGLISH_ONLY),
        *dirty(CHINESE, CHINESE_ONLY),
        *dirty(JAPANESE, JAPANESE_ONLY),
    ],
)
def test_a_text_is_read_the_same_after_its_way(story: Story, way):
    found, expected = seen(way(story.text)), dict(story.reading)
    found["warnings"] = [code for code in found["warnings"] if code != "encoding"]
    assert alike(found) == alike(expected)


def alike(reading):
    """Without what no reader can know: which dash it was, which space."""
    if isinstance(reading, str):
        return " ".join(reading.replace("―", "—").split())
    if isinstance(reading, list):
        return [alike(one) for one in reading]
    if isinstance(reading, dict):
        return {name: alike(one) for name, one in reading.items()}
    return reading


def test_a_message_saved_as_it_travelled_is_read_as_it_is_shown():
    message = """From: =?UTF-8?B?6KaL5pys?= <press@example.org>
Subject: =?UTF-8?Q?Press_release:_A_day_in_Tokyo?=
Date: Wed, 04 Dec 2024 18:00:00 +0900
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: quoted-printable

It was a long day for both sides=E2=80=99 press, and a good one for the c=
ity.
"""
    found = seen(unwrapped(message))
    assert (found["headline"], found["published"]) == ("A day in Tokyo", "2024-12-04")
    assert found["body"] == ["It was a long day for both sides’ press, and a good one for the city."]
    assert unwrapped("From: here\n\nNothing travelled.") == "From: here\n\nNothing travelled."


def test_a_report_that_says_its_own_days_is_not_held_to_its_dateline():
    text = "TOKYO, Dec. 20, 2024 /PRNewswire/ -- From Dec. 4 to 5, the 20th Beijing-Tokyo Forum was held in Tokyo."
    assert seen(text)["warnings"] == []


@pytest.mark.parametrize(
    ("head", "dateline"),
    [
        ("新华社大连11月8日电 /美通社/ -- ", {"city": "大连", "date": "2026-11-08", "wire": "新华社"}),
        ("大连2026年11月8日电 /美通社/ -- ", {"city": "大连", "date": "2026-11-08", "wire": "美通社"}),
        ("新华社大连11月8日电（记者 例题）-- ", {"city": "大连", "date": "2026-11-08", "wire": "新华社"}),
        (
            "【大连2026年11月8日共同通信PRワイヤー】 -- ",
            {"city": "大连", "date": "2026-11-08", "wire": "共同通信PRワイヤー"},
        ),
    ],
)
def test_no_mark_of_who_passed_a_story_on_stays_before_it(head, dateline):
    found = seen(f"论坛闭幕\n\n2026-11-09\n\n{head}论坛8日闭幕｡来宾很多。")
    assert (found["dateline"], found["body"]) == (dateline, ["论坛8日闭幕。来宾很多。"])


def test_several_buttons_in_a_line_are_chrome():
    text = "新华社东京12月4日电 会议开幕，来宾很多。\n\n第二天结束。\n\n【纠错】 【责任编辑:王范文】"
    assert seen(text)["chrome"] == ["【纠错】 【责任编辑:王范文】"]


def test_an_agency_at_the_end_of_its_story_is_its_source():
    found = seen("有識者が共同声明\n\n会合は声明を採択して閉幕した。\n\n参加者は来年も会う。\n\n（共同）")
    assert (found["headline"], found["source"], found["dateline"]) == ("有識者が共同声明", "共同", None)
    assert found["body"] == ["会合は声明を採択して閉幕した。", "参加者は来年も会う。"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Test Speaker, a member of a board (BRD) and head of a house, spoke.", ["member of a board (BRD) and head of a house"]),
        ("In the morning, Foreign Minister Taro Reidai listened.", ["Foreign Minister"]),
        ("On behalf of all, ECG president Li Ceshi said it was over.", ["ECG president"]),
        ("政治局委员、外交部长李测试致辞。会议结束。", ["政治局委员、外交部长"]),
        ("会上，样例研究院院长例题太郎（例題太郎）发言。会议结束。", ["样例研究院院长"]),
        ("主催者を代表して見本団体代表の例題太郎が話した。会は終わった。", ["見本団体代表"]),
        ("例題太郎氏（見本研究所名誉理事）が話した。会は終わった。", ["見本研究所名誉理事"]),
        ("見本花子・駐中国大使が話した。会は終わった。", ["駐中国大使"]),
        ("見本花子外務大臣が話した。会は終わった。", ["外務大臣"]),
    ],
)  # fmt: skip
def test_a_title_is_read_as_it_is_printed_beside_the_name(text, titles):
    assert [one.title for one in read(text, KNOWN).people] == titles
