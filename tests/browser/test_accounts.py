"""Signing in with a password and setting up one-time codes, in a browser and under the content policy."""

import re

from django.contrib.auth.models import User


def test_an_editor_signs_in_and_sees_the_secret_of_one_time_codes(page):
    User.objects.create_superuser("editor", password="long enough to pass")
    page.goto("/admin/")
    assert page.locator("h1").count() == 1
    page.locator("[name=login]").fill("editor")
    page.locator("[name=password]").fill("long enough to pass")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/admin/")
    page.goto("/accounts/2fa/totp/activate/")
    if page.locator("[name=password]").count():  # asked for once more, when some time has passed
        page.locator("[name=password]").fill("long enough to pass")
        page.locator("main form button").first.click()
    picture = page.locator("main img").first
    assert picture.evaluate("picture => picture.naturalWidth") > 0
    assert re.match("data:image/svg", picture.get_attribute("src"))
