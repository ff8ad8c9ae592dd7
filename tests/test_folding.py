import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.folding import fold, fold_names, is_cjk


@pytest.mark.parametrize(
    "printed",
    # The separators the forum's name is really printed with.
    ["東京-北京", "東京―北京", "東京－北京", "東京‐北京", "東京・北京", "東京—北京", "東京–北京", "東京−北京", "東京･北京",
     "東京·北京", "東京‧北京", "東京ー北京", "東京〜北京", "東京～北京", "東京 北京", "東京　北京", "東京─北京"],
)  # fmt: skip
def test_every_dash_and_middle_dot_between_the_capitals_is_the_same(printed):
    assert fold(printed) == "東京 北京"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Mutō", "muto"),
        ("Muto\u0304", "muto"),
        ("ＭＵＴＯ", "muto"),
        ("Toshirō  MUTŌ", "toshiro muto"),
        ("Beijing–Tokyo Forum", "beijing tokyo forum"),
        ("Wú Jìnghuá", "wu jinghua"),
        ("Lǚ", "lu"),
        ("Zoë Łukasz Ørsted", "zoe lukasz orsted"),
        ("Straße", "strasse"),
        ("O’Neil", "o'neil"),
        ("ﾌｫｰﾗﾑ", "フォーラム"),
        ("フォーラム", "フォーラム"),
        ("がぎぱ", "がぎぱ"),
        ("か\u3099き\u3099は\u309a", "がぎぱ"),
        ("ガ", "ガ"),
        ("ニコラス・マドゥロ", "ニコラス マドゥロ"),
        ("第２０回", "第20回"),
        ("㈱", "(株)"),
        ("葛\U000e0100城", "葛城"),
        ("coop\u00aderation", "cooperation"),
        ("\ufeffname\u200b", "name"),
        ("도쿄", "도쿄"),
        ("й", "й"),
        ("हिन्दी", "हिन्दी"),
        (" \t\n ", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_spelling_is_folded(typed, folded):
    assert fold(typed) == folded


def test_a_voiced_kana_is_another_sound_than_a_plain_one():
    assert fold("かき") != fold("がき")


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text())
def test_composed_and_decomposed_text_fold_alike(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


def test_names_are_folded_once_each_and_do_not_run_together():
    assert fold_names(["Mutō Toshirō", "MUTO TOSHIRO", None, "", "武藤敏郎"]) == "muto toshiro\n武藤敏郎"


@pytest.mark.parametrize("text", ["北", "Wang 王", "ひ", "カ", "ｶ", "한", "々", "𠮷"])
def test_chinese_japanese_and_korean_are_recognised(text):
    assert is_cjk(text)


@pytest.mark.parametrize("text", ["Tokyo", "", None, "、。「」", "２０", "é", "・"])
def test_other_text_and_bare_punctuation_are_not(text):
    assert not is_cjk(text)
