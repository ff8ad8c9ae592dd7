import re
import time
import unicodedata

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from editions.line_ends import joined, joined_html
from editions.prose import clean_html, clean_line, clean_text, external_addresses, paragraphs, plain_text, summary

# Pieces out of which hostile and clumsy HTML is put together.
TAG_NAMES = [
    "p",
    "b",
    "em",
    "div",
    "ul",
    "ol",
    "li",
    "table",
    "tbody",
    "tr",
    "td",
    "th",
    "caption",
    "blockquote",
    "h1",
    "h2",
    "br",
    "span",
    "a",
    "sup",
    "script",
    "style",
    "svg",
    "math",
    "mi",
    "desc",
    "title",
    "template",
    "noscript",
    "select",
    "form",
    "pre",
    "dl",
    "dt",
    "img",
    "del",
    "o:p",
]
TAG = st.builds(
    lambda slash, name, attribute: f"<{slash}{name}{attribute}>",
    st.sampled_from(["", "", "/"]),
    st.sampled_from(TAG_NAMES),
    st.sampled_from(
        [
            "",
            "",
            " lang=ja",
            " style=font-weight:bold",
            " onerror=x",
            " href='https://x.example/'",
            " href=javascript:x",
            " colspan=2",
        ]
    ),
)
SIGNS = ["word", " ", "\n", "\n\n", "字", "\u3000", "\u0338", " onclick=x ", "\u0301", "\xa0", "\x00", "<!--", "-->"]
REFERENCES = ["<![CDATA[", "]]>", "&amp;", "&lt;", "&#8238;", "&#0;", "&#824;", "&nbsp;", "<", ">", '"', "'"]
PIECES = st.lists(st.one_of(TAG, TAG, st.sampled_from(SIGNS + REFERENCES), st.text(max_size=4)), max_size=25).map(
    "".join
)


@settings(deadline=None)
@given(PIECES)
@example("<p>&#824; onclick=alert(1) </p>")
@example("<ul>a<li>b</ul>c")
@example("<table><td><li>x")
def test_cleaning_twice_changes_nothing_and_nothing_dangerous_is_left(text):
    once = clean_html(text)
    assert clean_html(once) == once
    assert unicodedata.is_normalized("NFC", once)
    lower = once.lower()
    for bad in ("<script", "<style", "<svg", "<img", "<form", "<!--", 'href="javascript', "\x00", "\u202e", "class="):
        assert bad not in lower
    # A second sanitiser with only its own rules finds nothing to take away.
    words = nh3.clean(once, tags=set())
    assert nh3.clean(once, tags=set(TAGS), link_rel=None, attributes=KEPT) == once.replace("\xa0", "&nbsp;")
    assert "onclick" not in lower or "onclick" in words.lower()


TAGS = ["p", "br", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "a", "sup", "sub", "span",
        "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"]  # fmt: skip
KEPT = {
    "*": {"lang"},
    "a": {"href", "hreflang", "title", "rel"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}


@settings(deadline=None)
@given(st.text())
def test_plain_text_keeps_its_words(text):
    text = re.sub("[<\u0338]", "", text)
    assert plain_text(clean_html(text)).split() == clean_text(text).split()


@pytest.mark.parametrize(
    ("hostile", "clean"),
    [
        ("<p onclick='x'>a</p>", "<p>a</p>"),
        ("<p style='color:red' class='c' id='i'>a</p>", "<p>a</p>"),
        ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
        ("<p>a<img src=x onerror=alert(1)></p>", "<p>a</p>"),
        ("<a href='javascript:alert(1)'>a</a>", "<p>a</p>"),
        ("<a href='java\nscript:alert(1)'>a</a>", "<p>a</p>"),
        ("<a href='JAVASCRIPT:alert(1)'>a</a>", "<p>a</p>"),
        ("<a href='data:text/html,x'>a</a>", "<p>a</p>"),
        ("<a href='//evil.example/'>a</a>", "<p>a</p>"),
        ("<a href='/\\evil.example/'>a</a>", "<p>a</p>"),
        ("<a href='www.example.org'>a</a>", "<p>a</p>"),
        ("<p>&#8238;gnp.exe</p>", "<p>gnp.exe</p>"),
        ("<p>a&#0;b\x00c</p>", "<p>a\ufffdbc</p>"),
        ("<p>&#824; onclick=alert(1) </p>", "<p>onclick=alert(1)</p>"),
        ("<p lang='ja\" onclick=x'>a</p>", "<p>a</p>"),
        ("<p>a</p><!-- b -->", "<p>a</p>"),
        ("<iframe src='https://x.example/'></iframe>a", "<p>a</p>"),
        ("<td colspan='1000000'>a</td>", "<p>a</p>"),
    ],
)
def test_what_harms_is_taken_away(hostile, clean):
    assert clean_html(hostile) == clean


@pytest.mark.parametrize(
    ("given_html", "stored"),
    [
        ("<a href='https://x.example/?a=1&b=2' title='T' hreflang='ja' rel='x'>a</a>",
         '<p><a href="https://x.example/?a=1&amp;b=2" hreflang="ja" title="T" rel="noopener">a</a></p>'),
        ("<a href='mailto:press@x.example'>a</a>", '<p><a href="mailto:press@x.example" rel="noopener">a</a></p>'),
        ("<a href='/en/editions/20/#programme'>a</a>", '<p><a href="/en/editions/20/#programme" rel="noopener">a</a></p>'),
        ("<p>by <span lang='zh-Hans'>王毅</span></p>", '<p>by <span lang="zh-Hans">王毅</span></p>'),
        ("<blockquote lang='ja'>文</blockquote>", '<blockquote lang="ja"><p>文</p></blockquote>'),
        ("<table><caption>C</caption><tr><th scope='col'>a<th>b<tr><td rowspan='2'>c<td></table>",
         '<table><caption>C</caption><tbody><tr><th scope="col"><p>a</p></th><th><p>b</p></th></tr>'
         '<tr><td rowspan="2"><p>c</p></td><td></td></tr></tbody></table>'),
        ("<ol><li>one<ul><li>two</ul></ol>", "<ol><li><p>one</p><ul><li><p>two</p></li></ul></li></ol>"),
        ("<ul><li>one</li><ol><li>two</li></ol></ul>", "<ul><li><p>one</p><ol><li><p>two</p></li></ol></li></ul>"),
        ("H<sub>2</sub>O x<sup>2</sup>", "<p>H<sub>2</sub>O x<sup>2</sup></p>"),
    ],
)  # fmt: skip
def test_what_an_editor_needs_stays(given_html, stored):
    assert clean_html(given_html) == stored


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("<b>a</b> <i>b</i>", "<p><strong>a</strong> <em>b</em></p>"),
        ("<h1>a</h1><h5>b</h5>", "<h2>a</h2><h4>b</h4>"),
        ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
        ("<div><p>a</p></div>", "<p>a</p>"),
        ("<p class=MsoNormal>a<o:p></o:p></p><p>&nbsp;</p><p><br></p>", "<p>a</p>"),
        ("<span style='x'>a</span>", "<p>a</p>"),
        ("<b><p>a</p><p>b</p></b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<a href='https://x.example/'><div>a</div></a>", '<p><a href="https://x.example/" rel="noopener">a</a></p>'),
        ("<p>a<br><br>b</p>", "<p>a</p><p>b</p>"),
        ("<p><br>a<br>b<br></p>", "<p>a<br>b</p>"),
        ("a <em>b</em>\n\nc", "<p>a <em>b</em></p><p>c</p>"),
        ("<p>　　第一段</p>", "<p>第一段</p>"),
        ("<p>多边\n合作</p>", "<p>多边合作</p>"),
        ("<p>福田　康夫</p>", "<p>福田　康夫</p>"),
        ("loose<h2>a</h2>loose", "<p>loose</p><h2>a</h2><p>loose</p>"),
    ],
)
def test_pasted_text_takes_our_shape(pasted, stored):
    assert clean_html(pasted) == stored


@pytest.mark.parametrize(
    ("plain", "stored"),
    [
        ("one line", "<p>one line</p>"),
        ("a\nb", "<p>a</p><p>b</p>"),
        ("a\r\n\r\nb\r\nc", "<p>a</p><p>b<br>c</p>"),
        ("　　第一段。\n　　第二段。", "<p>第一段。</p><p>第二段。</p>"),
        ("　　第一段。\n　　第二段。\n\n　　第三段。", "<p>第一段。</p><p>第二段。</p><p>第三段。</p>"),
        ("3 < 4 & 5 > 2", "<p>3 &lt; 4 &amp; 5 &gt; 2</p>"),
        ("write to <editor@x.example>", "<p>write to &lt;editor@x.example&gt;</p>"),
        ("e\u0301", "<p>é</p>"),
        ("", ""),
        (" \n ", ""),
        (None, ""),
    ],
)
def test_plain_text_becomes_paragraphs(plain, stored):
    assert clean_html(plain) == stored


@pytest.mark.parametrize(
    "nasty",
    ["a" + " " * 200_000 + "b", "a" + "\u0315\u0300" * 100_000, "<strong>" * 30_000, "<ul><li>" * 20_000, "<table><tr><td>" * 15_000,
     "<button>a" * 15_000, "<ul><li hidden>" + "<ul><li>" * 15_000, "<!--StartFragment-->" * 10_000],
    ids=["blanks", "marks", "strong", "lists", "tables", "buttons", "hidden", "fragments"],
)  # fmt: skip
def test_no_text_takes_the_square_of_its_length(nasty):
    began = time.process_time()
    clean_html(f"<p>{nasty}</p>")
    clean_line(nasty)
    assert time.process_time() - began < 3  # half a minute and more, where each sign is looked at for each


def test_joining_lines_takes_no_more():
    began = time.process_time()
    for nasty in (
        "<p>" + "<br>" * 100_000,
        "<p>a" + " " * 200_000 + "b<br>c</p>",
        "<p>" + "字" * 20 + "<br>" * 50_000 + "</p>",
    ):
        joined_html(nasty)
    joined("a long-\nterm line of text that goes on\n" * 10_000)
    assert time.process_time() - began < 3


def test_a_letter_keeps_thirty_marks():
    assert clean_line("a" + "\u0315" * 40 + "b" + "\u0315" * 3) == "a" + "\u0315" * 30 + "b" + "\u0315" * 3
    assert clean_line("……" * 40) == "……" * 40


def test_a_long_and_deep_text_is_cleaned_all_the_same():
    assert clean_html("<blockquote>" * 200 + "a").endswith("</blockquote>")
    assert clean_html("<p>字</p>" * 5000) == "<p>字</p>" * 5000


PROSE = (
    "<h2>Title</h2><p>One &amp; <em>two</em><br>three</p><ul><li>a</li><li>b</li></ul>"
    "<table><tbody><tr><td>c</td><td><p>d</p></td></tr><tr><td>e</td><td>f</td></tr></tbody></table><p>End</p>"
)


def test_paragraphs_in_their_order():
    assert paragraphs(PROSE) == ["Title", "One & two\nthree", "a", "b", "c\td", "e\tf", "End"]
    assert paragraphs("") == paragraphs(None) == []


def test_plain_text_keeps_the_breaks():
    assert plain_text(PROSE) == "Title\n\nOne & two\nthree\n\na\nb\nc\td\ne\tf\n\nEnd"
    assert plain_text(None) == ""


@pytest.mark.parametrize(
    ("html", "length", "said"),
    [
        ("<p>Short.</p>", 20, "Short."),
        ("<p>One sentence here. Another sentence there.</p>", 30, "One sentence here."),
        ("<p>One long sentence that does not end soon</p>", 20, "One long sentence…"),
        ("<p>It opened on Dec. 11 in the hall of a hotel</p>", 20, "It opened on Dec.…"),
        ("<p>第一句话。第二句话很长很长。</p>", 8, "第一句话。"),
        ("<p>没有句号的一段很长的文字</p>", 6, "没有句号的…"),
        ("<p>One</p><p>two</p>", 20, "One two"),
        ("<p>第一段。</p><p>第二段。</p>", 20, "第一段。第二段。"),
        ("<p>葛\U000e0100城葛\U000e0100城市</p>", 5, "葛\U000e0100城…"),
        ("", 10, ""),
    ],
)
def test_a_summary_ends_where_a_reader_would(html, length, said):
    assert summary(html, length) == said


@settings(deadline=None)
@given(st.text(), st.integers(1, 40))
def test_a_summary_is_never_longer_than_asked(text, length):
    assert len(summary(clean_html(text), length)) <= length


def test_text_of_one_line():
    assert clean_line("  a\r\nb\tc\x00\u202e \n d ") == "a b c d"
    assert clean_line("福田　康夫\u200b") == "福田　康夫"
    assert clean_line("か\u3099") == "が"
    assert clean_line(None) == ""


def test_text_of_several_lines():
    assert clean_text("a  \r\nb\rc\u2028d\x0be\x1b\n\n\nf\n") == "a\nb\nc\nd\ne\n\n\nf"
    assert clean_text("\ud800a\ufeff\u2066") == "a"
    assert clean_text(None) == ""


@settings(deadline=None)
@given(st.text())
def test_cleaning_lines_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert "\n" not in clean_line(text)


def test_addresses_one_a_line():
    text = (
        "http://tokyo-beijingforum.net/index.php/programs/2015年-第11回/全体会議（初日）\r\n\n"
        "  https://genron-npo.net/world/archives/20402.html \n"
        "http://117.20.109.109/index.php/programs/6th/6th-reception\n"
        "http://www.xinhuanet.com//english/2016-09/27/c_135717862.htm\nhttps://例え.example:8080/?q=1#x"
    )
    assert external_addresses(text) == [
        "http://tokyo-beijingforum.net/index.php/programs/2015年-第11回/全体会議（初日）",
        "https://genron-npo.net/world/archives/20402.html",
        "http://117.20.109.109/index.php/programs/6th/6th-reception",
        "http://www.xinhuanet.com//english/2016-09/27/c_135717862.htm",
        "https://例え.example:8080/?q=1#x",
    ]
    assert external_addresses("") == external_addresses(None) == []


@pytest.mark.parametrize(
    "bad",
    ["javascript:alert(1)", "ftp://x.example/", "//x.example/", "www.x.example", "http://", "https:///path", "http://localhost/",
     "http://user:secret@x.example/", "https://x.example/a b", "https://x.example/<b>", "http://x.example:port/", "http://[::1",
     "https://a.example/ | https://b.example/", "mailto:a@x.example"],
)  # fmt: skip
def test_a_line_that_is_no_web_address_is_named(bad):
    with pytest.raises(ValueError, match=r"Line 2 .*http://"):
        external_addresses(f"https://x.example/\n{bad}")
