"""The term base warns and suggests: forms not to be used, and official names that a translation lacks."""

import pytest

from editions import gate, terms, wire_reading
from editions.wire.knowledge import KnownTerm
from editions.wire.terms import lacking, misnomers
from tests.factories import make_page, make_release, make_term

FORUM = KnownTerm(
    {
        "en": ("One-Two Forum", "Two-One Forum"),
        "zh-hans": ("一京—二京论坛", "二京—一京论坛"),
        "ja": ("一京―二京フォーラム",),
    },
    {"en": ("One Two Forum",), "zh-hans": ("一京二京论坛",)},
)
CITY = KnownTerm({"en": ("Two",), "zh-hans": ("二东",), "ja": ("二東",)}, {"zh-hans": ("二東",), "ja": ("二东",)})
TERMS = (FORUM, CITY)


def test_a_form_not_to_be_used_is_found_where_it_is_no_part_of_a_right_one():
    text = "The One Two Forum, once the One-Two Forum, and the NoneOne Two Forums."
    assert [(one.printed, one.right) for one in misnomers(text, "en", TERMS)] == [("One Two Forum", "One-Two Forum")]
    assert [one.place for one in misnomers("在二東，不在二东。", "zh-hans", TERMS)] == [(1, 3)]
    assert misnomers("二東で", "ja", TERMS) == []


def test_an_official_name_is_missed_in_the_translation_alone():
    def missed(source, text, language="zh-hans"):
        return [(one.printed, one.right) for one in lacking(source, "en", text, language, TERMS)]

    assert missed("The Two-One Forum", "论坛") == [("Two-One Forum", "一京—二京论坛")]
    assert missed("The Two-One Forum", "一京－－二京论坛") == []  # however the dash is set, and whichever stands first
    assert missed("One-Two Forum in Two", "二京—一京论坛") == [("Two", "二东")]
    assert missed("Twofold", "") == []
    both = (CITY, KnownTerm({"en": ("Two",), "zh-hans": ("两",)}, {}))
    assert lacking("Two", "en", "在两城", "zh-hans", both) == []
    assert lacking("Two", "en", "", "zh-hans", both)[0].right == "二东 / 两"


@pytest.mark.django_db
class TestAtTheDesk:
    @pytest.fixture(autouse=True)
    def _term(self):
        make_term(
            kind="forum", name_en="One-Two Forum", name_zh_hans="一京论坛", name_ja="一京会", wrong_ja="一京の会\n旧称"
        )

    def test_the_gate_warns_and_names_language_and_field(self):
        page = make_page(
            title_en="The One-Two Forum", title_zh_hans="关于论坛", title_ja="一京の会", body_ja="<p>一京会</p>"
        )
        found = {one.code: one for one in gate.examine(page).findings}
        assert (found["term"].language, found["term"].field, found["term"].role) == ("ja", "title_ja", "translator-ja")
        assert (found["term-pair"].language, found["term-pair"].field) == ("zh-hans", "title_zh_hans")
        assert "一京论坛" in found["term-pair"].sentence
        assert not found["term"].is_must

    def test_of_a_release_each_thing_is_said_once(self):
        release = make_release(headline_en="The One-Two Forum", headline_zh_hans="论坛", headline_ja="旧称の一京会")
        codes = [one.code for one in gate.examine(release).findings if "一京" in one.sentence]
        assert sorted(codes) == ["name", "term-pair"]

    def test_the_wire_reader_warns_of_a_form_not_to_be_used(self):
        reading = wire_reading.read(
            "【東京12月4日】旧称が始まった。参加者は三百人に上り、両国の関係を話し合ったという。"
        )
        assert any(one.words == {"printed": "旧称", "right": "一京会"} for one in reading.warnings)

    def test_the_whole_term_base_costs_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert len(terms.known()) == 1
