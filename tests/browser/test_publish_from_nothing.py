"""From nothing to an embargo in a browser, counted: three languages typed, three photographs dropped, one moment."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import expect

from editions import models
from editions.models import roles
from tests.browser.test_desk import signed_in
from tests.factories import in_languages, make_forum, make_release, make_side
from tests.pictures import make_file, make_picture

MOST_STEPS = 14
DROP = """async (files) => {
  const carried = new DataTransfer();
  for (const [name, bytes] of files) carried.items.add(new File([new Uint8Array(bytes)], name, { type: "image/jpeg" }));
  document.getElementById("release_photos-group").dispatchEvent(
    new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""
HEADLINES = {"en": "The forum opens", "zh_hans": "论坛开幕", "ja": "フォーラムが開幕"}
BODIES = {"en": "Guests came.", "zh_hans": "来宾到会。", "ja": "来賓が集まった。"}


@pytest.fixture
def publisher():
    make_forum()
    make_side(time_zone="Asia/Tokyo", **in_languages("capital", "First"))
    make_release().contacts.add(models.Contact.objects.create(**in_languages("name", "Desk")))
    roles.set_up_groups()
    user = User.objects.create_user("publisher", is_staff=True)
    user.groups.set(Group.objects.filter(name="publisher"))
    return user


def test_a_release_of_three_languages_and_three_photographs_is_made_and_embargoed_in_few_steps(
    page, live_server, publisher
):
    signed_in(page, live_server, publisher)
    page.goto("/admin/editions/pressrelease/")
    steps = 0

    def step(act, *words):
        nonlocal steps
        steps += 1
        act(*words)

    step(page.get_by_role("link", name="Add press release").first.click)
    for code, text in HEADLINES.items():
        step(page.locator(f"[name=headline_{code}]").fill, text)

    def pasted(code, text):
        page.locator(
            f".form-row:has(textarea[name='body_{code}']) [data-for-language] .tiptap, .form-row:has(textarea[name='body_{code}']) .tiptap"
        ).first.click()
        page.keyboard.insert_text(text)

    for code, text in BODIES.items():
        step(pasted, code, text)
    step(page.locator("[name=dateline_date]").fill, "2999-12-05")
    files = [[f"{n}.jpg", [*make_file(make_picture(300, 200, (60 * n, 40, 90)))]] for n in range(3)]
    step(page.evaluate, DROP, files)
    expect(page.locator(".release-photo")).to_have_count(3)
    step(page.get_by_role("button", name="fill what is empty from the release").click)
    step(page.get_by_role("button", name="Publish…").click)
    expect(page.get_by_text("Nothing stands in the way.")).to_be_visible()
    step(page.get_by_label("Day").fill, "2999-12-05")
    step(page.get_by_label("Hour").fill, "12:00")
    step(page.get_by_role("button", name="Publish", exact=True).click)
    expect(page.get_by_text("Public from 5 December 2999, 12:00 First [en].").first).to_be_visible()
    assert steps <= MOST_STEPS
    release = models.PressRelease.objects.latest("pk")
    assert {release.publish_at, *release.photos.values_list("publish_at", flat=True)} == {release.publish_at}
    assert [row.photo.original_name for row in release.release_photos.order_by("order", "pk")] == [
        "0.jpg",
        "1.jpg",
        "2.jpg",
    ]
    photo = release.photos.first()
    assert (photo.caption_ja, photo.rights) == ("フォーラムが開幕", "house")
    for language in ("en", "zh-hans", "ja"):
        assert Client().get(f"/{language}{release.get_absolute_url()[3:]}").status_code == 404
