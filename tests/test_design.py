"""The style sheet's promises that need no browser, and the frame and the weave as they are rendered."""

import re
from html.parser import HTMLParser
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from editions.charts import Placement, State, WeaveEdition, weave
from editions.languages import Text
from editions.models.forum import Palette
from editions.templatetags import words

STATIC = Path(settings.BASE_DIR) / "static"
COMPONENTS = sorted((Path(settings.BASE_DIR) / "templates" / "components").glob("*.html"))
STYLE = (STATIC / "css" / "site.css").read_text()


class Reader(HTMLParser):
    """Every opening tag with its attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def colours(name: str) -> tuple[str, str]:
    """A token's colour in light and in dark."""
    return re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", STYLE).groups()


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", [*Palette.values, "ink", "ink-soft"])
@pytest.mark.parametrize("paper", ["paper", "paper-sunk"])
def test_every_text_colour_is_read_on_either_paper_in_light_and_in_dark(name, paper):
    for ink, ground in zip(colours(name), colours(paper), strict=True):
        assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("paper", ["paper", "paper-sunk"])
def test_the_edge_of_what_is_operated_is_seen_on_either_paper(paper):
    for ink, ground in zip(colours("edge"), colours(paper), strict=True):
        assert contrast(ink, ground) >= 3


@pytest.mark.parametrize("attribute", ["data-side-a", "data-side-b", "data-palette"])
def test_every_palette_a_side_may_choose_is_in_the_style_sheet(attribute):
    assert {value for value in Palette.values if f'[{attribute}="{value}"]' in STYLE} == set(Palette.values)


def test_the_style_sheet_and_the_letters_stay_light():
    assert len(brotli.compress(STYLE.encode())) < 9_000
    assert (STATIC / "fonts" / "forum-serif-latin.woff2").stat().st_size < 45_000


def test_every_file_the_style_sheet_asks_for_is_there():
    asked = set(re.findall(r'url\("\.\./([^"]+)"\)', STYLE))
    assert asked
    assert all((STATIC / path).is_file() for path in asked)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_says_first_what_it_takes(path):
    assert re.match(r"\{# .+ #\}\n", path.read_text())


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_frame_needs_no_context(language):
    with override(language):
        page = Reader(render_to_string("base.html"))
    assert [link["href"] for link in page.all("a")] == ["#main", "/"]
    assert page.all("main") == [{"id": "main", "tabindex": "-1"}]


def test_the_frame_carries_no_inline_style_or_script():
    page = Reader(render_to_string("base.html"))
    assert all("style" not in attributes for _tag, attributes in page.tags)
    assert page.all("script") == page.all("style") == []


def test_the_weave_is_a_list_of_named_links():
    drawing = weave(
        [
            WeaveEdition(1, 2005, "1st edition, Beijing, 2005", "/en/editions/1/", Placement.SIDE_A),
            WeaveEdition(2, 2006, "2nd edition, Tokyo, 2006", "/en/editions/2/", Placement.BOTH, State.POSTPONED),
        ]
    )
    with override("en"):
        html = render_to_string("components/weave.html", {"weave": drawing, "label": "All editions"})
    page = Reader(html)
    assert page.all("svg")[0]["role"] == "list"
    assert page.all("svg")[0]["aria-label"] == "All editions"
    assert [group["data-state"] for group in page.all("g") if group.get("role") == "listitem"] == ["held", "postponed"]
    assert [link["href"] for link in page.all("a")] == ["/en/editions/1/", "/en/editions/2/"]
    assert re.findall(r"<title>(.+)</title>", html) == ["1st edition, Beijing, 2005", "2nd edition, Tokyo, 2006"]


def test_a_weave_has_decimal_points_and_no_thousands_in_every_language():
    drawing = weave([WeaveEdition(n, 2004 + n, f"{n}", "/", Placement.SIDE_A) for n in range(1, 41)])
    with override("ja"):
        html = render_to_string("components/weave.html", {"weave": drawing, "label": "All editions"})
    assert not re.search(r'"[^"]*\d,\d', html)
    assert ">2044<" in html


def test_a_credit_in_another_language_is_marked_inside_its_sentence():
    with override("ja"):
        html = render_to_string("components/caption.html", {"credit": Text("<b>A house</b>", "en", "ja")})
    assert '<span class="credit">提供：<span lang="en">&lt;b&gt;A house&lt;/b&gt;</span></span>' in html


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("第二十届东城—西城论坛", '第二十届东<span class="nowrap">城—西</span>城论坛'),
        ("和平——合作", "和平——合作"),
        ("<b>", "&lt;b&gt;"),
        ("何が必要か―世論", "何が必要か―世論"),
        ("两国今后是否应进一步构建新的合作关系", "两国今后是否应进一步构建新的<wbr>合作关系"),
        ("世界经济危机中的两国经济合作究竟目标何在", "世界经济危机中的<wbr>两国经济合作究竟目标何在"),
        ("两国和平友好条约缔结45周年之际的思考", "两国<wbr>和平友好条约缔结45周年之际的<wbr>思考"),
        ("与会者参与调和及普及工作的确切人数以及总和", "与会者参与调和<wbr>及普及工作的确切人数以及总和"),
        (
            "第二十届东城—西城论坛青年对话在西城举行",
            '第二十届东<span class="nowrap">城—西</span>城论坛<wbr>青年对话在西城举行',
        ),
        ("两国今后是否应进一步构建新关系合作机制", '<span class="run">两国今后是否应进一步构建新关系合作机制</span>'),
        ("", ""),
    ],
)
def test_a_heading_keeps_a_joining_dash_and_breaks_a_long_run_between_phrases(title, html):
    assert words.heading(title) == html


def test_a_figure_says_according_to_whom_with_one_link():
    context = {"counted": "Participants", "number": "over 400", "according": "A house", "url": "https://example.org/"}
    with override("en"):
        html = render_to_string("components/figure.html", context)
    assert '<a href="https://example.org/" rel="noopener external">according to A house</a>' in html
