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


def with_authenticator(page):
    """A device that holds passkeys and takes everybody for its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return lambda: session.send("WebAuthn.getCredentials", made)["credentials"]


def test_an_editor_makes_a_passkey_and_comes_in_with_it_alone(page, settings):
    """Where a second factor is required: the password leads to making one, and afterwards is not needed any more."""
    settings.SECOND_FACTOR = True
    credentials = with_authenticator(page)
    User.objects.create_superuser("editor", password="long enough to pass")
    page.goto("/admin/")
    page.locator("[name=login]").fill("editor")
    page.locator("[name=password]").fill("long enough to pass")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/accounts/2fa/")
    page.goto("/accounts/2fa/webauthn/add/")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")
    assert len(credentials()) == 1
    page.context.clear_cookies()
    page.goto("/admin/")
    page.wait_for_url("**/accounts/login/**")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/admin/")
    assert page.locator("h1").count() == 1
