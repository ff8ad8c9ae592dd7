"""Text of word processors comes in with its words, emphasis, links and lists, in one clean form; what is left out is told."""

import pytest

from editions.line_ends import joined, joined_html
from editions.pasted import left_out, untangled
from editions.prose import clean_html, clean_line
from tests import pastes


@pytest.mark.parametrize(
    "name",
    [
        "WORD",
        "WORD_LISTS",
        "WORD_ONLINE",
        "LIBREOFFICE",
        "EXCEL",
        "GOOGLE_DOCS",
        "WPS",
        "WEB_PAGE",
        "CHAT_ARTICLE",
        "RUBY",
        "PLAIN_JAPANESE",
        "WIRE",
    ],
)
def test_what_a_program_writes_becomes_our_one_form(name):
    stored = clean_html(getattr(pastes, name))
    assert stored == getattr(pastes, f"FROM_{name}")
    assert clean_html(stored) == stored
    assert left_out(stored) == {}


def test_what_is_left_out_is_counted_by_kind():
    assert left_out(pastes.WORD) == pastes.LEFT_OUT_OF_WORD
    assert left_out(pastes.GOOGLE_DOCS) == {"struck": 1}
    assert left_out("<p>a<iframe src=x>b</iframe><object>c</object></p><img src=x>") == {"picture": 1, "embedded": 2}
    assert left_out("2 < 3") == {}
    assert left_out(pastes.WEB_PAGE) == {"control": 8, "hidden": 1, "link": 1}
    assert left_out(pastes.RUBY) == {"reading": 3}
    assert left_out(pastes.CHAT_ARTICLE) == {"picture": 1, "embedded": 1, "colour": 1}
    assert left_out(pastes.EXCEL) == {"hidden": 1}
    assert left_out("<ol start=3><li>a") == {"numbering": 1}


def test_lines_of_a_page_are_joined_and_those_of_an_author_stay():
    for text, stored, taken in ((pastes.PDF, pastes.FROM_PDF, 4), (pastes.PDF_CHINESE, pastes.FROM_PDF_CHINESE, 3)):
        text, count = joined(text)
        assert (clean_html(text), count) == (stored, taken)
    for text in pastes.LINES_THAT_STAY:
        assert joined(text) == (text, 0)
        html = f"<p>{'<br>'.join(text.splitlines())}</p>"
        assert joined_html(html) == (html, 0)
    as_html = f"<p><strong>{'<br>'.join(pastes.PDF.splitlines()).replace('jing', 'jing</strong>')}</p>"
    clean, count = joined_html(clean_html(as_html))
    assert (clean.count("<br>"), count) == (1, 4)
    assert "<strong>The forum of the two publishing houses was held in Beijing</strong> on Friday" in clean


def test_letters_under_a_second_number_are_stored_under_their_first():
    assert clean_html("｢ﾌｫｰﾗﾑ｣､ｶﾞ｡ﾞ") == "<p>「フォーラム」、ガ。゛</p>"
    assert clean_line("⽇中⻑江 o\ufb03ce") == "日中長江 office"
    assert left_out("｢a｣") == {"narrow": 1}


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("<p style='font-weight:bold'>a</p>", "<p>a</p>"),
        ("<span style='FONT-WEIGHT: 700; font-style: oblique'>a</span>", "<p><strong><em>a</em></strong></p>"),
        ("<b style='font-weight:normal'>a</b>", "<p>a</p>"),
        ("a<del>b</del><ins>c</ins>", "<p>ac</p>"),
        ("<p>a</p><![if !x]><p>b</p><![endif]><![foo[<p>c", "<p>a</p><p>b</p><p>c</p>"),
        ("<p style='mso-list:l1 level3 lfo1'>a</p><p style='mso-list:l1 level1 lfo1'>b</p>c", "<ul><li><p>a</p></li></ul><ul><li><p>b</p></li></ul><p>c</p>"),
        ("<a href=' javascript:x' style=''>a</a>", "<p>a</p>"),
        ("<p class=x lang=ja>文<span class=y lang=zh-Hans>字</span></p>", '<p lang="ja">文<span lang="zh-Hans">字</span></p>'),
        ("<del>a<p>b", ""),
        ("</p></del><span style=>a", "<p>a</p>"),
        ("<p style='x:y'>&lt;script&gt;</p>", "<p>&lt;script&gt;</p>"),
    ],
)  # fmt: skip
def test_odd_and_hostile_pieces(html, stored):
    assert clean_html(html) == stored
    assert clean_html(stored) == stored


def test_html_of_our_own_is_not_touched():
    for html in (pastes.FROM_WORD, pastes.FROM_GOOGLE_DOCS, "<p>a style=b</p>"):
        assert untangled(html) == html
