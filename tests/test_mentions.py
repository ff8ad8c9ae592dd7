"""Names become links where they stand first, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.mentions import linked
from editions.prose import clean_html, plain_text

NAMES = {"/s/one/": ["Test Speaker", "SPEAKER Test", "鈴木 試験", "试验员"], "/s/two/": ["Other Speaker", "試験二郎"]}


def a(address, words):
    return f'<a href="{address}" rel="noopener">{words}</a>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Test Speaker met Other Speaker. Test Speaker left.</p>", "<p>{1} met {2}. Test Speaker left.</p>"),
        ("<p>Test SPEAKER spoke.</p>", f"<p>{a('/s/one/', 'Test SPEAKER')} spoke.</p>"),
        ("<p>test speaker, Contest Speaker, Test Speakers</p>", None),
        ('<p><a href="/x/">Test Speaker</a> and Test Speaker</p>', '<p><a href="/x/">Test Speaker</a> and {1}</p>'),
        ("<h2>Test Speaker</h2><p>Test Speaker</p>", "<h2>Test Speaker</h2><p>{1}</p>"),
        ("<p><strong>Test Speaker</strong></p>", "<p><strong>{1}</strong></p>"),
        ("<p>鈴木試験氏は</p>", f"<p>{a('/s/one/', '鈴木試験')}氏は</p>"),
        ("<p>鈴木　試験氏は</p>", f"<p>{a('/s/one/', '鈴木　試験')}氏は</p>"),
        ("<p>主席试验员表示，试验员说</p>", f"<p>主席{a('/s/one/', '试验员')}表示，试验员说</p>"),
        ("<p>Nobody</p>", None),
        ("", None),
    ],
)
def test_the_first_mention_is_a_link(html, expected):
    told = (expected or html).replace("{1}", a("/s/one/", "Test Speaker")).replace("{2}", a("/s/two/", "Other Speaker"))
    assert linked(html, NAMES) == told


def test_a_name_of_two_is_nobodys_and_a_single_word_is_no_name():
    html = "<p>Test Speaker, Speaker, 王</p>"
    assert linked(html, {"/1/": ["Test Speaker"], "/2/": ["Test Speaker", "Speaker", "王"]}) == html


def test_the_longer_name_is_meant():
    assert a("/2/", "Test Speaker Junior") in linked(
        "<p>Test Speaker Junior</p>", {"/1/": ["Test Speaker"], "/2/": ["Test Speaker Junior"]}
    )


def test_signs_of_markup_in_a_name_are_signs():
    html = clean_html("<p>Test & Speaker (who)</p>")
    assert plain_text(linked(html, {"/1/?a&b": ["Test & Speaker (who"]})) == plain_text(html)
    assert 'href="/1/?a&amp;b"' in linked(html, {"/1/?a&b": ["Test & Speaker"]})


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=8), max_size=4))
def test_no_words_are_changed_and_it_stays_clean(text, names):
    html = clean_html(text)
    once = linked(html, {"/1/": names})
    assert plain_text(once) == plain_text(html)
    assert clean_html(once) == once
