import pytest

from editions.languages import language_of_characters


@pytest.mark.parametrize(
    ("words", "native", "language"),
    [
        ("中国日报", "zh-hans", "zh-hans"),
        ("科技日報社", "zh-hans", "ja"),
        ("日本经济团体联合会", "ja", "zh-hans"),
        ("輿論科学協会", "ja", "ja"),
        ("北京大学", "zh-hans", "zh-hans"),
        ("北京大学", "ja", "ja"),
    ],
)
def test_a_name_in_chinese_characters_is_told_by_its_forms_and_else_is_the_native_one(words, native, language):
    assert language_of_characters(words, native) == language


def test_forms_of_both_or_of_neither_leave_the_native_language():
    assert language_of_characters("経济", "ja") == "ja"
    assert language_of_characters("経济", "zh-hans") == "zh-hans"
