"""Each thing that a text may get wrong, told by its code and in its place; the right text beside it is left alone."""

import pytest

from editions.wire import read

from .known import KNOWN

HEAD = "TOKYO, Dec. 4, 2024 /PRNewswire/ -- "


def told(text):
    return [(one.code, one_place(text, one.span)) for one in read(text, KNOWN).warnings]


def one_place(text, span):
    return text[slice(*span)]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (HEAD + "It opens on Thursday, Dec. 5. It closes on Thursday, Dec. 6.", "weekday", "Thursday, Dec. 6"),
        (HEAD + "The 20th Beijing-Tokyo Forum opened on Tuesday, hosts said.", "weekday", "Tuesday"),
        ("2024年12月4日（木）\n\n会合が開かれた。そして終わった。", "weekday", "2024年12月4日（木）"),
        ("新华社东京12月4日电 会议于2024年12月4日（星期四）举行，很快结束。", "weekday", "2024年12月4日（星期四）"),
        (
            "TOKYO, Dec. 11, 2024 /PRNewswire/ -- It went well.\n\nGuests arrive, Dec. 4, 2024. [Photo/ECG]\n\nIt ended.",
            "dateline-caption-date",
            "Guests arrive, Dec. 4, 2024. [Photo/ECG",
        ),
        ("TOKYO, Dec. 11, 2024 /PRNewswire/ -- The 20th Beijing-Tokyo Forum opened today.", "date-edition", "TOKYO, Dec. 11, 2024 /PRNewswire/ --"),
        (HEAD + "The 20th Beijing-Tokyo Forum opened in Tokyo on Dec. 14 in the rain.", "date-edition", "Dec. 14"),
        (HEAD + "The 20th Beijing-Tokyo Forum in 2023 was short.", "ordinal-year", "20th Beijing-Tokyo Forum"),
        ("BEIJING, Dec. 4, 2024 /PRNewswire/ -- The 19th Beijing-Tokyo Forum opened.", "ordinal-year", "19th Beijing-Tokyo Forum"),
        (HEAD + "The 20th Beijing-Tokyo Forum was held in Beijing this week.", "ordinal-year", "20th Beijing-Tokyo Forum"),
        ("新华社东京12月4日电 2023年第二十届北京—东京论坛在东京举行，规模很大。", "ordinal-year", "第二十届北京—东京论坛"),
        (HEAD + "They sign for the next decade (2025-2036).", "decade", "decade (2025-2036"),
        (HEAD + "It has met for three decades since 2005.", "decade", "three decades since 2005"),
        (HEAD + "This year marks the 25th anniversary of the Beijing-Tokyo Forum.", "decade", "25th anniversary"),
        ("新华社东京2024年12月4日电 论坛自己说，2005年创办以来，30年没有中断。", "decade", "2005年创办以来，30年"),
        (HEAD + "He said “we go on.", "quotes", "“"),
        (HEAD + 'He said "we go on.', "quotes", '"'),
        ("新华社东京12月4日电 他说：“继续对话。", "quotes", "“"),
        ("【東京12月4日共同】委員は「続ける」と述べ、「また会おうと語った。", "quotes", "「"),
        (HEAD + "It has order.Furthermore, it rains.", "glued-sentence", "order.Furthermore,"),
        ("The 20th Tokyo-Beijing ForumNew ways to talk\n\nIt was good. It was long.", "glued-title", "mN"),
        (HEAD + "It was short. Post a comment", "chrome", "Post a comment"),
        (HEAD + "Tarro Reidai, chairman of a house, spoke.", "name", "Tarro Reidai"),
        (HEAD + "Hanako Mihom, chairman of a house, spoke.", "name", "Hanako Mihom"),
        (HEAD + "The Genen NPO was there.", "name", "Genen NPO"),
        (HEAD + "It went well.\n\nA guest delivers a speech at noon. [Photo/ECG]\n\nIt ended.", "name", "A guest delivers a speech at noon. [Photo/ECG"),
        (HEAD + "Over 400 participants came.\n\nThe 300 participants left.", "numbers", "300 participants"),
        (HEAD + "It has seven sub-forums covering trade, media, security, youth and peace.", "numbers", "seven sub-forums covering trade, media, security, youth and peace"),
        (HEAD + "The two-day meeting runs from Dec. 4 to Dec. 6.", "numbers", "two-day"),
        ("【東京12月4日共同】唐家?氏が述べた。終わり。", "encoding", "?"),
        ("第17回が1025日に開幕した。終わった。", "encoding", "1025日"),
        (HEAD + "It\ufffds over.", "encoding", "\ufffd"),
        (HEAD + "Itâ\x80\x99s over.", "encoding", "â\x80\x99"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_its_place(text, code, place):
    assert (code, place) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "It opens on Wednesday, Dec. 4, and closes on Thursday, Dec. 5.",
        HEAD + "The 20th Beijing-Tokyo Forum opened on Wednesday and will end on Thursday.",
        HEAD + "The 13th forum met in 2017, the 20th Beijing-Tokyo Forum in 2024.",
        HEAD + "It will be held in Tokyo on December 4 and 5.",
        HEAD + "They sign for the next decade (2025–2034).",
        HEAD + "Two decades since 2005 are a long time, and so are 50 years of ties.",
        HEAD + "“One paragraph goes on.\n\n“And ends here.”",
        HEAD + "See www.example.org.Then write to a.b@example.org about U.S.Steel, Ph.D and example.com.",
        HEAD + "Taro Reidai and Hanako Mihon, chairman of a house, spoke for the Genron NPO.",
        HEAD + "It has seven sub-forums covering a, b, c, d, e, f, and g.",
        HEAD + "The two-day meeting runs from Dec. 4 to Dec. 5.",
        HEAD + "Over 400 participants came, 400 participants in all.",
        "新华社东京12月4日电 2024年12月4日（星期三），论坛开幕。“很好。”他说。",
        "【東京12月4日共同】会合は4日（水）に始まった。「良い」と委員は述べた。",
    ],
)
def test_what_is_right_is_left_alone(text):
    assert told(text) == []
