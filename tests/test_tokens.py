"""Tokens of what is indexed and of what is asked, and the passage that tells why something was found."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from editions import extracts, tokens


def asked(question: str) -> list[tuple[str, ...]]:
    return [group.tokens for group in tokens.ask(question)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("北京论坛", "北京 京论 论坛 坛"),
        ("国", "国"),
        ("第20回", "第 20 回"),
        ("opened openings OPEN", "open open open"),
        ("Mutō Ōno Lü", "muto ono lu"),
        ("ﾌｫｰﾗﾑ", "ふぉ ぉー ーら らむ む"),
        ("Ｔｏｋｙｏ―Ｂｅｉｊｉｎｇ", "tokyo beij"),
        ("the forum’s halls", "the forum hall"),
        ("", ""),
        ("👍 — !?", ""),
    ],
)
def test_text_becomes_pairs_last_characters_and_stems(text, found):
    assert tokens.index(text).partition(f" {tokens.PARTED} ")[0] == found


def test_every_character_stands_once_alone_behind_the_others():
    assert tokens.index("北京 forum", "京") == "北京 京 forum 京 x0x0x 北 京"
    assert not tokens.holds(tokens.index("京 forum"), tokens.ask("forum京"))


@pytest.mark.parametrize(
    "forms",
    [
        ("东京", "東京"),
        ("论坛", "論壇"),
        ("气", "気", "氣"),
        ("泽", "沢", "澤"),
        ("惠", "恵"),
        ("穗", "穂"),
        ("启", "啓", "啟"),
        ("国", "國"),
        ("むとう", "ムトウ", "ﾑﾄｳ"),
        ("Muto", "Mutō", "MUTO", "Ｍｕｔｏ"),
        ("ガ", "か\u3099", "ｶﾞ"),
        ("北京－東京", "北京・东京", "北京—東京", "北京‐東京", "北京-東京", "北京･東京"),
    ],
)
def test_forms_of_one_word_are_one(forms):
    assert len({tokens.index(form) for form in forms}) == 1
    assert len({tuple(asked(form)) for form in forms}) == 1


def test_one_character_is_a_token_and_several_are_a_phrase():
    assert (tokens.ask("国")[0].tokens, tokens.ask("国")[0].is_prefix) == (("国",), False)
    assert tokens.ask("G20国")[0].is_prefix
    phrase = tokens.ask("経済協力")[0]
    assert (len(phrase.tokens), phrase.is_prefix) == (3, False)


def test_a_dash_parts_a_word_and_lets_its_parts_stand_anywhere():
    assert set(asked("東京－北京论坛")) == set(asked("北京-东京論壇"))
    assert set(asked("Tokyo-Beijing")) == {("tokyo",), ("beij",)}


def test_characters_side_by_side_are_looked_for_apart_when_asked_loosely():
    assert [group.tokens for group in tokens.loosened(tokens.ask("东京北京论坛吧"))] == [
        ("东京",),
        ("北京",),
        ("论坛",),
        ("坛吧",),
    ]


def test_small_words_are_left_out_unless_they_stand_alone():
    assert asked("the declaration of Tokyo") == [("declar",), ("tokyo",)]
    assert asked("the") == [("the",)]


@pytest.mark.parametrize(
    "question", ['"', "a AND OR NOT", "NEAR(a b)", "a* -b ^c", "title_tokens:x", "'&|!<->:*\\", "\0", "{a} : (b)"]
)
def test_operators_of_the_engines_are_no_more_than_words(question):
    for group in tokens.ask(question):
        assert all(token.isalnum() for token in group.tokens)


@given(st.text(max_size=300))
def test_every_question_is_bounded_and_holds_only_letters_digits_and_characters(question):
    groups = tokens.ask(question)
    assert sum(len(group.tokens) for group in groups) <= 2 * tokens.MOST_ASKED
    for group in groups:
        assert group.tokens
        assert not any(set(token) & set("\"'*:&|!()<>\\ \0") for token in group.tokens)


@given(st.text(max_size=60))
@example("0\u20280")
def test_what_is_indexed_is_found_by_its_own_words(text):
    stored = tokens.index(text).split()
    for group in tokens.ask(text):
        *before, last = group.tokens
        assert any(
            stored[at : at + len(before)] == before
            and (stored[at + len(before)].startswith(last) if group.is_prefix else stored[at + len(before)] == last)
            for at in range(len(stored) - len(before))
        )


def marked(text: str, question: str) -> list[str]:
    return [part for part, is_found in extracts.cut(text, extracts.spans(text, tokens.ask(question))) if is_found]


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("He opened the openings.", "open", ["opened", "openings"]),
        ("在北京—東京論壇上", "东京论坛", ["東京論壇"]),
        ("Mr Mutō and ﾑﾄｳ", "muto ムトウ", ["Mutō", "ﾑﾄｳ"]),
        ("か\u3099く", "が", ["か\u3099"]),
        ("nothing", "else", []),
    ],
)
def test_the_words_found_are_marked_as_they_were_written(text, question, found):
    assert marked(text, question) == found


def test_an_extract_shows_the_words_found_and_says_where_it_is_cut():
    text = "word " * 200 + "needle " + "word " * 200
    parts = extracts.extract(text, tokens.ask("needle"), 60)
    assert ("needle", True) in parts
    assert (parts[0], parts[-1]) == (("… ", False), (" …", False))
    assert len("".join(part for part, _found in parts)) < 80
    chinese = extracts.extract("论坛" * 100 + "开幕" + "论坛" * 100, tokens.ask("开幕"), 60)
    assert (chinese[0], chinese[-1]) == (("…", False), ("…", False))
    assert extracts.extract("开幕。 闭幕。", tokens.ask("闭幕")) == [("开幕。", False), ("闭幕", True), ("。", False)]


@given(st.text(max_size=200), st.text(max_size=20))
def test_an_extract_of_any_text_loses_no_character(text, question):
    groups = tokens.ask(question)
    assert "".join(part for part, _found in extracts.cut(text, extracts.spans(text, groups))) == text
    extracts.extract(text, groups, 30)
