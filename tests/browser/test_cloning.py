"""Next year from last year, at the desk: from the list of editions to the draft of the next in at most eight steps."""

import datetime as dt

from playwright.sync_api import Page, expect

from editions.models import Edition, Status
from tests.admin.desk import address, make_editor
from tests.browser.test_desk import signed_in
from tests.factories import in_languages, make_appearance, make_edition, make_session, make_side, make_venue

MOST_STEPS = 8


def test_the_20th_becomes_a_22nd_of_the_other_side_in_eight_steps(page: Page, live_server):
    signed_in(page, live_server, make_editor())
    east = make_side(code="east", time_zone="Asia/Shanghai", **in_languages("capital", "Eastville"))
    west = make_side(code="west", time_zone="Asia/Tokyo")
    edition = make_edition(number=20, year=2024, starts_on=dt.date(2024, 12, 4), ends_on=dt.date(2024, 12, 5))
    make_edition(number=21, year=2025, state="postponed")
    make_venue(edition=edition, side=west)
    session = make_session(
        edition=edition, slug="20-media", day=edition.starts_on, start_time=dt.time(10), time_zone="Asia/Tokyo"
    )
    make_appearance(session=session)
    steps = 0
    page.goto(address(Edition, "changelist"))
    for link in ("20th edition (2024)", "Next year from this"):
        page.get_by_role("link", name=link).first.click()
        steps += 1
    expect(page.locator("#clone_form")).to_contain_text("22nd edition")
    expect(page.locator("#clone_form")).to_contain_text("1 role to fill")
    page.get_by_role("button", name="Make the draft").click()
    steps += 1
    expect(page.locator(".messagelist")).to_contain_text("The draft is made")
    assert steps <= MOST_STEPS
    made = Edition.objects.get(number=22)
    assert (made.status, made.starts_on, made.venues.get().side) == (Status.DRAFT, dt.date(2026, 12, 2), east)
    assert made.sessions.get().starts_at == dt.datetime(2026, 12, 2, 2, tzinfo=dt.UTC)
