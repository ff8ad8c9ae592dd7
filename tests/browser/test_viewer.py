"""The gallery's viewer: keys, swipe, an address for each photograph, and links where there is no script."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from editions import models, uploads
from tests import factories
from tests.pictures import make_file, make_picture


@pytest.fixture
def gallery(transactional_db):
    factories.make_side(), factories.make_side()
    edition = factories.make_edition()
    photos = []
    for n in range(3):
        fields = {**factories.in_languages("caption", f"Caption {n}"), "credit": "Test Photographer", "rights": "house"}
        row = models.Photo(edition=edition, order=n, **factories.public(fields))
        photos.append(uploads.take_in_photo(row, io.BytesIO(make_file(make_picture(900, 600, (80 * n, 9, 9))))))
    return f"/en/editions/{edition.number}/photos/", [f"/en/photos/{photo.permanent_id}/" for photo in photos]


def test_it_opens_walks_and_closes_by_keys_under_each_photographs_address(page, gallery):
    address, photos = gallery
    page.goto(address)
    links = page.locator(".gallery a")
    links.nth(0).focus()
    page.keyboard.press("Enter")
    viewer = page.locator("dialog.viewer")
    expect(viewer).to_be_visible()
    assert page.url.endswith(photos[0])
    expect(viewer.locator(".viewer__words")).to_contain_text("Caption 0")
    expect(viewer.locator(".viewer__words")).to_contain_text("Test Photographer")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")  # the last one stays
    assert page.url.endswith(photos[2])
    expect(viewer.locator(".viewer__words")).to_contain_text("Caption 2")
    assert viewer.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    page.wait_for_url(f"**{address}")
    assert links.nth(2).evaluate("link => link === document.activeElement")


def test_the_back_button_closes_it_and_a_swipe_leads_on(page, gallery):
    address, photos = gallery
    page.goto(address)
    page.locator(".gallery a").nth(0).click()
    viewer = page.locator("dialog.viewer")
    box = viewer.bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 40)
    page.mouse.up()
    page.wait_for_url(f"**{photos[1]}")
    page.go_back()
    expect(viewer).to_be_hidden()
    assert re.search(f"{address}$", page.url)


@pytest.mark.parametrize("onward", ["key", "swipe"])
def test_it_walks_on_over_the_pages_of_the_gallery_and_back(page, gallery, monkeypatch, onward):
    monkeypatch.setattr("editions.views.photos.PER_PAGE", 1)
    address, photos = gallery
    page.goto(f"{address}?page=2")
    page.locator(".gallery a").click()
    viewer = page.locator("dialog.viewer")
    expect(viewer.locator(".viewer__next")).to_be_enabled()
    box = viewer.bounding_box()

    def walk(key, way):
        if onward == "key":
            return page.keyboard.press(key)
        page.mouse.move(box["x"] + 300, box["y"] + 40)
        page.mouse.down()
        page.mouse.move(box["x"] + 300 + way, box["y"] + 40)
        page.mouse.up()

    for number, key, way in [(2, "ArrowRight", -150), (1, "ArrowLeft", 150), (0, "ArrowLeft", 150)]:
        walk(key, way)
        page.wait_for_url(f"**{photos[number]}")
        expect(viewer.locator(".viewer__words")).to_contain_text(f"Caption {number}")
        assert viewer.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    expect(viewer.locator(".viewer__previous")).to_be_disabled()
    expect(viewer.locator(".viewer__page")).to_have_attribute("href", re.compile(re.escape(photos[0])))
    page.keyboard.press("Escape")  # to the page of the gallery that the photograph stands on
    page.wait_for_url(re.compile(rf"{address}#\w{{8}}$"))
    expect(page.locator("h1")).to_be_visible()
    page.go_back()
    page.wait_for_url(f"**{address}?page=2")


def test_a_line_that_breaks_between_pages_leaves_the_reader_where_he_is(page, gallery, monkeypatch):
    monkeypatch.setattr("editions.views.photos.PER_PAGE", 1)
    address, photos = gallery
    page.goto(address)
    page.locator(".gallery a").click()
    page.route("**page=2*", lambda route: route.fulfill(body="somebody else’s page"))
    page.keyboard.press("ArrowRight")
    expect(page.locator(".viewer__next")).to_be_enabled()
    assert page.url.endswith(photos[0])
    page.unroute("**page=2*")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**{photos[1]}")


def test_what_was_ticked_is_taken_away_without_scripts(browser, live_server, gallery):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(gallery[0])
    for name in ("Caption 0", "Caption 2"):
        page.get_by_role("checkbox", name=name).check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the chosen photographs").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert len(archive.namelist()) == 3
        assert "Caption 2" in archive.read("captions.csv").decode()
    context.close()


def test_without_scripts_a_photograph_is_a_page(browser, live_server, gallery):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(gallery[0])
    page.locator(".gallery a").nth(1).click()
    page.wait_for_url(f"**{gallery[1][1]}")
    expect(page.locator("figcaption")).to_contain_text("Caption 1")
    context.close()
