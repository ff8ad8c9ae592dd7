"""Text of word processors comes in with its words, emphasis, links and lists, in one clean form; what is left out is told."""

import pytest

from editions.pasted import left_out, untangled
from editions.prose import clean_html
from tests import pastes


@pytest.mark.parametrize("name", ["WORD", "GOOGLE_DOCS", "WPS", "PLAIN_JAPANESE", "WIRE"])
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
