"""What holds for every text whatsoever."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.wire import as_json, read

from .known import KNOWN
from .texts import STORIES

PIECES = [
    *(
        "TOKYO, Dec. 4, 2024 /PRNewswire/ -- ",
        "BEIJING, Oct. 19 (Xinhua) -- ",
        "新华社东京12月4日电（记者",
        "【東京12月4日共同】",
    ),
    *(
        "SOURCE ",
        "Source: ",
        "来源：",
        "（来源：",
        "By Test Speaker / ",
        "[Photo/",
        "(Photo by ",
        "图为",
        "写真：",
        " 摄",
    ),
    *(
        "About the Forum",
        "Contact:",
        "Post a comment",
        "Related Links",
        "Subject: ",
        "From: ",
        "> ",
        "\n\n",
        "\r\n",
        "\n",
        " ",
    ),
    *(
        "第二十届",
        "20th ",
        "Beijing-Tokyo Forum",
        "北京—东京论坛",
        "「東京―北京フォーラム」",
        "令和6年13月40日",
        "Feb. 30",
        "0年0月0日",
    ),
    *(
        "<p>",
        "</p>",
        "<script",
        "<!--",
        "&nbsp;",
        "&#x110000;",
        "&#0;",
        "\x00",
        "\ufeff",
        "\u00ad",
        "\ud800",
        "\u0130",
        "ǅ",
        "ÃÂ",
        "â€",
        "锟斤拷",
        "ã",
    ),
    *(
        "“",
        "”",
        '"',
        "「",
        "（",
        ")",
        "[",
        "*",
        "999999999999999999年",
        "十百千万",
        "two decades since 2005",
        "Test Speaker",
        "例題太郎",
    ),
]
texts = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@settings(max_examples=150, deadline=None)
@given(texts)
def test_no_text_is_too_odd(text):
    reading = read(text, KNOWN)
    as_json(reading)
    found = [
        *filter(None, [reading.headline, reading.standfirst, reading.dateline, reading.byline, reading.published]),
        *filter(None, [reading.source, reading.edition, reading.theme]),
        *reading.body, *reading.captions, *reading.boilerplate, *reading.contacts,
        *reading.people, *reading.organisations, *reading.chrome, *reading.warnings,
    ]  # fmt: skip
    assert reading.received == text
    for one in found:
        start, end = one.span
        assert 0 <= start <= end <= len(text)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_are_too_odd(data):
    as_json(read(data, KNOWN))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_every_character_of_the_body_comes_from_the_text(story):
    reading = read(story.text, KNOWN)
    for one in reading.body:
        received = iter(story.text[slice(*one.span)])
        assert all(character in received for character in one.text if not character.isspace())


@pytest.mark.parametrize("seed", STORIES[:1] + STORIES[-8:-7] + STORIES[-1:], ids=lambda story: story.name)
def test_a_long_text_takes_its_time_and_no_more(seed):
    """Ten times the text, about ten times the work: nothing is looked for again and again."""
    lines = [line for line in seed.text.split("\n") if line]
    chosen = random.Random(4)
    short, long = ("\n\n".join(chosen.choice(lines) for _line in range(count)) for count in (100, 1000))
    assert seconds(long) < 40 * max(seconds(short), 0.01)


def test_words_without_an_end_take_no_longer_than_others():
    """A list of plain words and names in one paragraph: nothing in it ends a title, wherever one might begin."""
    words = ["the", "forum", "of", "director", "House", "Test Speaker", "said,", "peace", "and", "(Test", "December 4"]
    chosen = random.Random(1)
    endless = " ".join(chosen.choice(words) for _word in range(4000))
    ended = ". ".join(" ".join(chosen.choice(words) for _word in range(8)) for _sentence in range(500))
    assert seconds(endless) < 10 * max(seconds(ended), 0.05)


def seconds(text):
    began = time.process_time()
    read(text, KNOWN)
    return time.process_time() - began
