"""Characters that stand in the form of another language, told with the usual form, and what is no mistake left alone."""

import pytest

from editions import gate
from editions.character_forms import foreign_forms
from tests.factories import make_page, make_speaker, make_term


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("論坛在东京開幕，後者頭發", "zh-hans", {"論": "论", "開": "开", "後": "后", "頭": "头", "發": "发"}),
        ("于東京", "zh-hans", {"東": "东"}),
        ("东京で开会、邓小平、发", "ja", {"东": "東", "开": "開", "邓": "鄧", "发": "発／髪"}),
        ("幹部", "zh-hans", {"幹": "干／乾"}),
    ],
)
def test_a_form_of_another_language_is_told_with_the_usual_one(text, language, found):
    assert foreign_forms(text, language) == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("即“東京―北京フォーラム”的日方名称", "zh-hans"),  # kana: the words are Japanese
        ("山口昇、辻、畑、榊，著者瞭望", "zh-hans"),
        ("國学院、髙橋、山﨑、德川、龍谷、東亞", "ja"),
        ("東京", "en"),
    ],
)
def test_names_and_words_that_are_right_are_left_alone(text, language):
    assert foreign_forms(text, language) == {}


@pytest.mark.django_db
def test_the_gate_warns_of_a_single_one_and_lets_official_names_and_marked_passages_be():
    make_term(kind="forum", name_en="Forum", name_zh_hans="二京论坛", name_ja="二京フォーラム")
    speaker = make_speaker(name_zh_hans="測试者", name_ja="テスト")
    (finding,) = [one for one in gate.examine(speaker).findings if one.code == "characters"]
    assert (finding.place[1], finding.is_must) == ("name_zh_hans", False)
    assert "測 → 测" in finding.sentence
    page = make_page(
        title_ja="二京论坛のこと", body_ja='<p>名は<span lang="zh-Hans">论坛</span>という</p>', body_zh_hans="<p>一</p>"
    )
    assert "characters" not in {one.code for one in gate.examine(page).findings}
