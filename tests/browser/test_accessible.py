"""What axe-core finds on every kind of page, and whether a page stays whole in a narrow window and in large letters.

axe-core lies beside this file as published on npm, with its licence; it is used here only.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.worlds import KINDS, ODD

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return found.violations.map(rule => `${rule.id}: ${rule.help}\\n` + rule.nodes.slice(0, 4).map(node =>
    `  ${node.target} ${node.html.slice(0, 160)}\\n    ${(node.any[0] || node.all[0] || node.none[0] || {}).message}`).join("\\n"));
}"""
# What sticks out of the page itself, to be named where the page scrolls sideways.
WIDER = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const scrolls = node => node && node !== document.documentElement
    && (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
  return [...document.querySelectorAll("body *")]
    .filter(node => node.getBoundingClientRect().right > room + 1 && !scrolls(node.parentElement))
    .map(node => `${node.tagName}.${node.className.baseVal ?? node.className}: ${node.textContent.trim().slice(0, 60)}`)
    .slice(0, 6).concat("(wider than the window)");
}"""
PAGES = {**KINDS, **ODD}
SCREENS = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark", "has_touch": True},
}


@pytest.fixture(scope="module")
def screens(browser: Browser, site: str) -> Iterator[dict[str, Page]]:
    contexts: dict[str, BrowserContext] = {
        name: browser.new_context(base_url=site, bypass_csp=True, **options) for name, options in SCREENS.items()
    }
    for context in contexts.values():
        context.add_init_script(AXE)
    yield {name: context.new_page() for name, context in contexts.items()}
    for context in contexts.values():
        context.close()


def violations(page: Page, address: str) -> str:
    """What axe-core says of the page, in words; empty when it finds nothing."""
    page.goto(address)
    return "\n".join(page.evaluate(RUN, TAGS))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_no_barrier_that_can_be_found_by_a_program(screens, kind):
    """In English, light and wide; the next ones look at the same pages in Chinese, dark, and in Japanese, narrow."""
    found = violations(screens["wide"], f"/en/{KINDS[kind]}")
    assert not found, found


@pytest.mark.parametrize("kind", ODD)
def test_nor_has_a_page_with_something_unusual(screens, kind):
    found = violations(screens["wide"], f"/en/{ODD[kind]}")
    assert not found, found


@pytest.mark.parametrize("kind", KINDS)
def test_nor_in_dark_colours(screens, kind):
    found = violations(screens["dark"], f"/zh-hans/{KINDS[kind]}")
    assert not found, found


@pytest.mark.parametrize("kind", PAGES)
def test_nor_on_a_narrow_screen_where_nothing_is_wider_than_the_screen(screens, kind):
    found = violations(screens["narrow"], f"/ja/{PAGES[kind]}")
    assert not found, found
    assert screens["narrow"].evaluate(WIDER) == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_page_is_wider_than_the_window_at_four_times_its_size(window, language):
    """In Japanese the test above has looked at the same width."""
    page, wider = window(width=320, height=225), {}
    for kind, path in PAGES.items():
        page.goto(f"/{language}/{path}")
        wider |= {kind: found} if (found := page.evaluate(WIDER)) else {}
    assert not wider, wider


@pytest.mark.parametrize("width", [1280, 640])
def test_no_page_is_wider_than_the_window_with_letters_twice_as_large(window, width):
    page, wider = window(width=width, bypass_csp=True), {}
    for kind, path in PAGES.items():
        page.goto(f"/en/{path}")
        page.add_style_tag(content="html { font-size: 200% }")
        wider |= {kind: found} if (found := page.evaluate(WIDER)) else {}
    assert not wider, wider
