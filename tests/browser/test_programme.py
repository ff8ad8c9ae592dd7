"""The programme table under the keyboard: typed, saved box by box, warned of at once; two editors lose nothing."""

import datetime as dt

from playwright.sync_api import Page, expect

from editions.models import Session
from tests.admin.desk import make_editor
from tests.browser.test_desk import signed_in
from tests.factories import make_edition, make_session, make_side, make_venue

DAY = dt.date(2024, 12, 4)


def test_a_programme_is_typed_without_a_mouse_and_warned_of_at_once(page: Page, live_server):
    signed_in(page, live_server, make_editor())
    side = make_side(capital_en="Easttown", time_zone="Asia/Tokyo")
    edition = make_edition(number=20, year=2024, starts_on=DAY, ends_on=DAY)
    make_venue(edition=edition, side=side)
    first, second = (
        make_session(edition=edition, day=DAY, title_en=title, room_en="Hall", time_zone="Asia/Tokyo", order=n)
        for n, title in enumerate(("First", "Second"))
    )
    page.goto(f"/admin/editions/edition/{edition.pk}/programme/")
    page.locator("[data-field=start_time]").first.focus()
    page.keyboard.type("930")
    page.keyboard.press("Enter")
    page.keyboard.type("9.30")
    page.keyboard.press("Tab")
    warnings = page.locator(".programme__warnings li")
    expect(warnings).to_have_count(2)
    expect(warnings.first).to_have_text("Its room is taken at this time by “Second”.")
    expect(page.locator("[data-field=start_time]").first).to_have_value("09:30")
    expect(page.locator(".programme__clocks").first).to_contain_text("09:30 Easttown")
    Session.objects.filter(pk=second.pk).update(start_time=dt.time(11))
    page.locator("[data-field=start_time]").nth(1).fill("10")
    page.keyboard.press("Tab")
    expect(page.locator("#programme-said")).to_contain_text("changed this meanwhile to “11:00”")
    expect(page.locator("[data-field=start_time]").nth(1)).to_have_value("10")
    page.locator("[data-field=start_time]").nth(1).focus()
    page.keyboard.press("Tab")
    expect(page.locator("#programme-said")).to_have_text("Saved")
    expect(page.locator("#programme-count")).to_have_text("Nothing to warn of.")
    times = [Session.objects.get(pk=one.pk).start_time for one in (first, second)]
    assert times == [dt.time(9, 30), dt.time(10)]
