"""The translations as an editor of that language would check them; that none is missing is `make check`'s business."""

import re
from pathlib import Path

import pytest

from forumsite.messages import read_po

LOCALE = Path(__file__).parent.parent / "locale"
HAN_OR_KANA = "[\u3041-\u30ff\u4e00-\u9fff]"


def translations(language):
    entries = read_po((LOCALE / language / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8"))
    return [(entry.fields["msgid"], re.sub("<[^>]*>", "", text)) for entry in entries for text in entry.texts]


def odd(language, is_odd):
    return [(english, text) for english, text in translations(language) if is_odd(text)]


@pytest.mark.parametrize("language", ["zh_Hans", "ja"])
def test_punctuation_beside_han_text_is_full_width(language):
    beside = re.compile(rf"{HAN_OR_KANA}[,;:!?()]|[,;:!?()]{HAN_OR_KANA}")
    assert not odd(language, beside.search)


@pytest.mark.parametrize("language", ["zh_Hans", "ja"])
def test_no_blank_stands_beside_han_characters_or_full_width_signs(language):
    blank = re.compile(rf"{HAN_OR_KANA} +[\w%]|[\w%] +{HAN_OR_KANA}|[，。：；、（）「」] | [，。：；、（）「」]")
    assert not odd(language, blank.search)


def test_each_language_quotes_with_its_own_marks():
    assert not odd("zh_Hans", re.compile('[「」『』"]').search)
    assert not odd("ja", re.compile('[“”‘’"]').search)


def test_the_characters_are_those_of_the_language():
    def foreign_to(encoding):
        def is_foreign(text):
            return any(re.match(HAN_OR_KANA, c) and not c.encode(encoding, "ignore") for c in text)

        return is_foreign

    assert not odd("zh_Hans", foreign_to("gb2312"))
    assert not odd("zh_Hans", re.compile("[\u3041-\u30fa]").search)
    assert not odd("ja", foreign_to("shift_jis"))


@pytest.mark.parametrize("language", ["zh_Hans", "ja"])
def test_what_ends_with_a_full_stop_does_so_in_every_language(language):
    pairs = translations(language)
    pairs = [
        (english, text) for english, text in pairs if not english.endswith(("!", "?", ":"))
    ]  # said as plain sentences
    assert [(english, text) for english, text in pairs if english.endswith(".") != text.endswith(("。", "）："))] == []


def test_no_word_hides_from_the_catalogues_behind_another_name_of_gettext():
    root = LOCALE.parent
    hidden = re.compile(r"\bn?p?n?gettext(_lazy|_noop)? as (?!_\b)")
    modules = [*(root / "editions").rglob("*.py"), *(root / "forumsite").rglob("*.py")]
    assert [str(path) for path in modules if hidden.search(path.read_text(encoding="utf-8"))] == []
