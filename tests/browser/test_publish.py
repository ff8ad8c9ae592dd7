"""Publishing in a browser, counted: a release of three languages with its three photographs, under embargo, at one moment."""

import datetime
import io

import pytest
from django.test import Client
from playwright.sync_api import expect

from editions import models
from editions.uploads import take_in_photo
from tests.admin.desk import make_editor
from tests.browser.test_desk import signed_in
from tests.factories import in_languages, make_photo, make_side
from tests.pictures import make_file, make_picture
from tests.test_gate import ready_release

STEPS = 6


@pytest.fixture
def release():
    make_side(time_zone="Asia/Tokyo", **in_languages("capital", "First"))
    make_side(time_zone="Asia/Shanghai", **in_languages("capital", "Second"))
    release = ready_release(slug="opening", headline_en="The forum opens")
    for _n in range(3):
        photo = make_photo(edition=None, status="draft", publish_at=None)
        take_in_photo(photo, io.BytesIO(make_file(make_picture(300, 200))))
        models.ReleasePhoto.objects.create(release=release, photo=photo)
    return release


def test_an_embargoed_release_with_three_photographs_is_published_in_few_steps(page, live_server, release):
    signed_in(page, live_server, make_editor())
    page.goto("/admin/editions/pressrelease/")
    steps = 0

    def step(act, *words):
        nonlocal steps
        steps += 1
        act(*words)

    step(page.get_by_role("link", name="The forum opens").click)
    step(page.get_by_role("button", name="Publish…").click)
    expect(page.get_by_text("Nothing stands in the way.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="photograph")).to_have_count(3)
    step(page.get_by_label("Day").fill, "2999-12-05")
    step(page.get_by_label("Hour").fill, "12:00")
    step(page.get_by_label("On the clock of").select_option, "Second [en]")
    expect(page.get_by_text("First [en]: 5 December 2999 at 13:00")).to_be_visible()
    expect(page.get_by_label("At a moment")).to_be_checked()
    step(page.get_by_role("button", name="Publish", exact=True).click)
    expect(page.get_by_text("Public from 5 December 2999, 13:00 First [en] (12:00 Second [en]).").first).to_be_visible()
    assert steps == STEPS
    release.refresh_from_db()
    moment = datetime.datetime(2999, 12, 5, 4, tzinfo=datetime.UTC)
    assert {release.publish_at, *release.photos.values_list("publish_at", flat=True)} == {moment}
    for language in ("en", "zh-hans", "ja"):
        assert Client().get(f"/{language}/press/{release.year}/opening/").status_code == 404


def test_what_is_typed_is_previewed_before_it_is_saved(page, live_server, release):
    signed_in(page, live_server, make_editor())
    page.goto(f"/admin/editions/pressrelease/{release.pk}/change/")
    page.locator("#id_headline_en").fill("Typed and not saved")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview").click()
    preview = opened.value
    english = preview.frame_locator("iframe").first
    expect(english.get_by_role("heading", level=1)).to_have_text("Typed and not saved")
    expect(preview.locator("iframe")).to_have_count(3)
    preview.get_by_role("radio", name="Japanese").check()
    expect(preview.locator("figure:visible")).to_have_count(1)
    release.refresh_from_db()
    assert release.headline_en == "The forum opens"
    page.get_by_role("button", name="Save", exact=True).click()  # the form goes on after its preview
    page.wait_for_url("**/pressrelease/")
    release.refresh_from_db()
    assert release.headline_en == "Typed and not saved"
