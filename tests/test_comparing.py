"""Two texts are compared by the word, and by the character where there are no words to see."""

import time

import pytest

from editions.comparing import Piece, pieces, shortened, tokens


def told(before, after):
    marks = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]", "cut": "…"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces(before, after))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("The forum opened.", "The forum closed.", "The forum [-opened-][+closed+]."),
        ("北京—东京论坛开幕", "北京—东京论坛闭幕", "北京—东京论坛[-开-][+闭+]幕"),
        ("東京で開催された", "北京で開催される", "[-東-][+北+]京で開催され[-た-][+る+]"),
        ("", "New", "[+New+]"),
        ("Old", "", "[-Old-]"),
        ("Same", "Same", "Same"),
        ("one two three", "one 2 3", "one [-two three-][+2 3+]"),
        ("𠮷野家", "吉野家", "[-𠮷-][+吉+]野家"),
        ("第22回を発表", "第22回で発表", "第22回[-を-][+で+]発表"),
        ("2026年11月20日在北京", "2026年11月21日在北京", "2026年11月[-20-][+21+]日在北京"),
    ],
)
def test_what_went_and_what_came(before, after, shown):
    assert told(before, after) == shown


@pytest.mark.parametrize(
    ("before", "after"), [("a b c d", "a x c y"), ("開幕式。Opening", "閉幕式。Closing"), ("x" * 50, "")]
)
def test_the_pieces_give_both_texts_back(before, after):
    found = pieces(before, after)
    assert "".join(p.text for p in found if p.kind != "new") == before
    assert "".join(p.text for p in found if p.kind != "gone") == after


def test_long_texts_are_compared_by_the_line():
    lines = [f"Line {n} of a long text\n" for n in range(3000)]
    other = [*lines[:1500], "Another line\n", *lines[1501:]]
    found = pieces("".join(lines), "".join(other))
    assert [p.text for p in found if p.kind == "gone"] == ["Line 1500 of a long text\n"]


def test_a_long_text_of_lines_that_are_all_alike_takes_no_longer():
    text, began = "=\n" * 10_000, time.process_time()
    found = pieces(text, "One\n" + text)
    assert "".join(p.text for p in found if p.kind != "gone") == "One\n" + text
    assert time.process_time() - began < 2
    paragraphs = "\n\n".join(f"This is paragraph {n} of many." for n in range(900))
    changed = paragraphs.replace("paragraph 450 of", "paragraph 450, of")
    assert told(paragraphs, changed).count("[") == 2


def test_what_stayed_is_cut_to_the_neighbourhood_of_the_change():
    found = shortened(pieces("a" * 200 + " x " + "b" * 200, "a" * 200 + " y " + "b" * 200), around=5)
    assert [piece.kind for piece in found] == ["cut", "same", "gone", "new", "same", "cut"]
    assert shortened([Piece("same", "short")]) == [Piece("same", "short")]


def test_words_stay_whole():
    assert tokens("It’s well-known: 3.14 東京") == ["It’s", " ", "well-known", ":", " ", "3.14", " ", "東", "京"]
