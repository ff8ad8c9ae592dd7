"""What a reader does: with a mouse, a keyboard, a phone, a printer, in the dark, and without scripts."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests import worlds
from tests.worlds import KINDS

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def sheets(page, address: str) -> int:
    """How many sheets of A4 a page prints on."""
    page.goto(address)
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=False)))


def test_the_language_switch_lands_on_the_same_item_on_each_kind_of_page(window):
    page = window()
    for path in KINDS.values():
        page.goto(f"/en/{path}")
        for code, name in (("ja", "日本語"), ("zh-hans", "简体中文"), ("en", "English")):
            page.locator(".languages").get_by_role("link", name=name).click()
            assert page.url.endswith(f"/{code}/{path}")
            expect(page.locator("h1")).to_have_count(1)


def test_a_list_is_narrowed_and_widened_again_with_the_keyboard_alone(window):
    page = window()
    page.goto("/en/sessions/")
    page.get_by_label("Kind").focus()
    page.keyboard.type("Opening")
    while page.evaluate("document.activeElement.type") != "submit":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sessions/?kind=opening")
    expect(page.locator("main .releases > li")).to_have_count(1)
    pill = page.get_by_role("link", name=re.compile("Remove the filter"))
    while not pill.evaluate("node => node === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sessions/")
    assert page.locator("main .releases > li").count() > 20


def test_the_words_a_reader_marks_go_along_to_the_form_on_which_errors_are_reported(window):
    page = window()
    page.goto("/ja/press/2020/opening/")
    link = page.locator("[data-selected]")
    expect(link).to_have_text("誤りを知らせる")
    page.locator(".release h1").click(click_count=3)
    expect(link).to_have_text("選択した箇所の誤りを知らせる")
    words = page.evaluate("getSelection().toString().trim()")
    link.click()
    expect(page.locator("[name=passage]")).to_have_value(words)


@pytest.mark.parametrize(("width", "side_by_side"), [(390, False), (1280, True)])
def test_parallel_sessions_stand_side_by_side_where_there_is_room_and_below_each_other_on_a_phone(
    window, width, side_by_side
):
    page = window(width=width)
    page.goto("/ja/editions/6/programme/")
    first, second = (page.locator(".sessions:has(> :nth-child(2)) > li").nth(n).bounding_box() or {} for n in range(2))
    assert (first["y"] == second["y"]) is side_by_side
    assert (first["x"] == second["x"]) is not side_by_side
    assert first["width"] > 190


@pytest.mark.parametrize("path", ["editions/6/programme/", "sessions/6-media/"])
def test_a_reader_elsewhere_sees_the_hour_of_a_session_on_the_own_clock_too(window, path):
    page = window(timezone_id="America/New_York")
    page.goto(f"/en/{path}")
    own = page.locator(".clocks:has-text('09:30') .yours")
    expect(own).to_have_text(re.compile(r"3 December,? (at )?19:30(–22:00)? your time"))
    page = window(timezone_id="Asia/Tokyo")
    page.goto(f"/en/{path}")
    expect(page.locator(".here").first).to_be_visible()
    expect(page.locator(".yours")).to_have_count(0)


def test_the_first_tab_offers_the_way_past_the_menu(window):
    page = window()
    page.goto("/en/editions/6/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    assert (skip.bounding_box() or {})["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whatever_has_the_focus_shows_it(window, scheme):
    page = window(color_scheme=scheme)
    page.goto("/en/sessions/?kind=opening")
    seen = set()
    for _n in range(40):
        page.keyboard.press("Tab")
        what, outline = page.evaluate(
            """() => { const node = document.activeElement, style = getComputedStyle(node);
            return [node.outerHTML.slice(0, 90), style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2]; }"""
        )
        if what.startswith("<body"):
            break
        assert outline, what
        seen.add(what)
    assert len(seen) > 15


def test_the_page_is_dark_when_the_reader_wants_it_dark(window):
    grounds = []
    for scheme in ("light", "dark"):
        page = window(color_scheme=scheme)
        page.goto("/en/")
        colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        if colour == "rgba(0, 0, 0, 0)":
            colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        grounds.append([float(part) for part in re.findall(r"[\d.]+", colour)][:3])
    assert min(grounds[0]) > 240
    assert max(grounds[1]) < 40


def test_nothing_moves_for_a_reader_who_does_not_want_it(window):
    page = window(reduced_motion="reduce")
    for path in ("", "photos/", "editions/6/"):
        page.goto(f"/en/{path}")
        moving = page.evaluate(
            """() => [...document.querySelectorAll("*")].filter(node => {
            const style = getComputedStyle(node);
            return parseFloat(style.transitionDuration) > 0 || style.animationName !== "none"; }).length"""
        )
        assert moving == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_release_prints_on_one_sheet(window, language):
    assert sheets(window(), f"/{language}/press/2020/one-language/") == 1


def test_the_longest_release_prints_on_one_sheet_in_each_language(page):
    worlds.make_long_release()
    for language in LANGUAGES:
        assert sheets(page, f"/{language}/press/2020/long/") == 1


def test_each_day_of_a_programme_begins_a_sheet(window):
    page = window()
    assert sheets(page, "/en/editions/6/programme/?day=2020-12-03") == 1
    page.goto("/en/editions/6/programme/")
    assert page.locator(".day").count() == 3
    assert sheets(page, "/en/editions/6/programme/") >= 3


def test_menus_and_filters_are_not_printed(window):
    page = window()
    page.goto("/en/sessions/?kind=opening")
    page.emulate_media(media="print")
    for name in (".menu", ".languages", ".filters", ".pills", ".skip"):
        assert not any(one.is_visible() for one in page.locator(name).all()), name


def test_every_page_is_whole_without_scripts(window):
    page = window(java_script_enabled=False)
    for path in KINDS.values():
        answer = page.goto(f"/ja/{path}")
        assert answer
        assert answer.status == 200
        expect(page.locator("h1")).to_have_count(1)
        assert len(page.locator("main").inner_text()) > 20
    page.goto("/en/sessions/")
    page.get_by_label("Kind").select_option("opening")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main .releases > li")).to_have_count(1)
    page.goto("/en/photos/photo000/")
    page.get_by_role("link", name="Next photograph").click()
    assert page.url.endswith("/en/photos/photo001/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_asks_another_host_keeps_a_cookie_or_breaks_its_own_policy(window, site, language):
    page, asked = window(), []
    page.on("request", lambda request: asked.append(request.url))
    for kind, path in KINDS.items():
        page.goto(f"/{language}/{path}", wait_until="networkidle")
        kept = {cookie["name"] for cookie in page.context.cookies()}
        assert kept == ({"csrftoken"} if kind == "report" else set()), kind  # the page of a form, and no other
        page.context.clear_cookies()
    assert [url for url in asked if not url.startswith(site)] == []
