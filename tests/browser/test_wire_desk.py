"""From wire copy to an embargo in three languages in a browser, counted; and what a release's form says of its texts."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import expect

from editions import models
from editions.models import roles
from tests.browser.test_desk import signed_in
from tests.factories import in_languages, make_forum, make_release, make_side

MOST_STEPS = 14
COPY = """TOKYO, Dec. 4, 2024 /PRNewswire/ -- Guests of both sides met on Wednesday in a small hall.

Guests arrive, Dec. 5, 2024. [Photo/House]

They agreed to meet again.

SOURCE Test House"""
TEXTS = {
    "zh_hans": ("来宾会面", "双方来宾12月4日会面，商定再次见面。"),
    "ja": ("来賓が会合", "双方の来賓が12月4日に会合し、再会を約した。"),
}


@pytest.fixture
def publisher():
    make_forum()
    make_side(time_zone="Asia/Tokyo", capital_en="Tokyo", capital_zh_hans="东京", capital_ja="東京")
    make_release().contacts.add(models.Contact.objects.create(**in_languages("name", "Desk")))
    roles.set_up_groups()
    user = User.objects.create_user("publisher", is_staff=True)
    user.groups.set(Group.objects.filter(name="publisher"))
    return user


def test_wire_copy_is_scheduled_in_three_languages_in_few_steps(page, live_server, publisher):
    signed_in(page, live_server, publisher)
    page.goto("/admin/editions/pressrelease/")
    steps = 0

    def step(act, *words):
        nonlocal steps
        steps += 1
        act(*words)

    def pasted(code, text):
        page.locator(f".form-row:has(textarea[name='body_{code}']) .tiptap").first.click()
        page.keyboard.insert_text(text)

    step(page.get_by_role("link", name="Read wire copy").click)
    step(page.locator("textarea[name=text]").fill, COPY)
    step(page.get_by_role("button", name="Read the text").click)
    expect(page.locator(".wire-warnings")).to_contain_text("The caption is dated 5 December, the dateline 4 December.")
    expect(page.locator("mark.wire-mark--dateline")).to_have_text("TOKYO, Dec. 4, 2024 /PRNewswire/ --")
    step(page.locator("[name=headline]").fill, "Guests meet")
    step(page.get_by_role("button", name="Make a draft of it").click)
    expect(page.locator("#release-remarks summary").first).to_be_visible()
    expect(page.locator("#release-remarks")).to_contain_text("Guests arrive, Dec. 5, 2024.")
    for code, (headline, body) in TEXTS.items():
        step(page.locator(f"[name=headline_{code}]").fill, headline)
        step(pasted, code, body)
    step(page.get_by_role("button", name="Publish…").click)
    expect(page.get_by_text("Nothing stands in the way.")).to_be_visible()
    step(page.get_by_label("Day").fill, "2999-12-05")
    step(page.get_by_label("Hour").fill, "12:00")
    step(page.get_by_role("button", name="Publish", exact=True).click)
    expect(page.get_by_text("Public from 5 December 2999, 12:00 Tokyo.").first).to_be_visible()
    assert steps <= MOST_STEPS
    release = models.PressRelease.objects.latest("pk")
    assert release.ready_languages == ["en", "zh-hans", "ja"]
    assert release.received_text == COPY
    for language in ("en", "zh-hans", "ja"):
        assert Client().get(f"/{language}{release.get_absolute_url()[3:]}").status_code == 404
