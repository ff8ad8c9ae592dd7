"""A release is withdrawn in each of the four ways, from its form to what readers find at its address."""

from playwright.sync_api import expect

from editions import models
from tests.admin.desk import address, make_editor
from tests.browser.test_desk import signed_in
from tests.factories import in_languages, make_release

REASONS = {"en": "The figures were wrong.", "zh-hans": "数据有误。", "ja": "数値に誤りがありました。"}
# What is chosen, and what a reader finds: the status, and words besides the reason.
WAYS = {
    "Gone": (410, "This page was withdrawn"),
    "Moved": (200, ""),
    "Readable under a notice": (200, "It stays here to be read"),
    "Published by mistake": (410, "published by mistake"),
}


def test_each_way_of_withdrawing_is_seen_by_readers_in_their_language(page, browser, live_server):
    signed_in(page, live_server, make_editor())
    reader = browser.new_context(base_url=live_server.url).new_page()
    for number, (way, (status, words)) in enumerate(WAYS.items()):
        release = make_release(slug=f"test-{number}", **in_languages("headline", f"Test headline {number}"))
        readers_address = f"/press/{release.year}/test-{number}/"
        page.goto(address(release))
        page.get_by_role("link", name="Withdraw…").click()
        page.get_by_role("radio", name=way).check()
        if way == "Moved":
            page.get_by_label("New address").fill("/speakers/")
        page.get_by_role("button", name="Withdraw").click()
        expect(page.get_by_text("Say why: readers who follow an old link are told.")).to_be_visible()
        expect(page.get_by_role("radio", name=way)).to_be_checked()  # what was chosen is still chosen
        for code, reason in REASONS.items():
            page.locator(f"[name=note_{code}]").fill(reason)
        page.get_by_role("button", name="Withdraw").click()
        expect(page.get_by_text("1 item was withdrawn.")).to_be_visible()
        for code, reason in REASONS.items():
            answer = reader.goto(f"/{code}{readers_address}")
            assert answer.status == status, (way, code)
            if way == "Moved":
                assert reader.url == f"{live_server.url}/{code}/speakers/"
                continue
            expect(reader.locator("main")).to_contain_text(reason)
            assert (f"Test headline {number}" in reader.locator("main").inner_text()) == (status == 200)
            if code == "en":
                expect(reader.locator("main")).to_contain_text(words)
    reader.goto("/en/press/")
    expect(reader.get_by_text("Test headline")).to_have_count(0)
    reader.context.close()
    assert {release.status for release in models.PressRelease.objects.all()} == {models.Status.WITHDRAWN}
