"""An edition made from an earlier one: what carries over, what does not, and that nothing of it is public."""

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from editions import cloning
from editions.models import (
    Appearance,
    Edition,
    Organisation,
    OrganisationName,
    Partnership,
    RoleToFill,
    Session,
    Status,
    Venue,
)
from tests.admin.desk import make_editor
from tests.factories import (
    in_languages,
    make_appearance,
    make_edition,
    make_organisation,
    make_partnership,
    make_record,
    make_session,
    make_side,
    make_speaker,
    make_topic,
    make_venue,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    east = make_side(code="east", time_zone="Asia/Shanghai", **in_languages("capital", "Eastville"))
    west = make_side(code="west", time_zone="Asia/Tokyo", **in_languages("capital", "Westville"))
    edition = make_edition(
        number=20, year=2024, state="held", starts_on=dt.date(2024, 12, 4), ends_on=dt.date(2024, 12, 5)
    )
    make_edition(number=21, year=2025, state="postponed")
    venue = make_venue(edition=edition, side=west, time_zone="Asia/Tokyo")
    media = make_session(
        edition=edition,
        slug="20-media",
        venue=venue,
        topic=make_topic(slug="media"),
        day=dt.date(2024, 12, 4),
        start_time=dt.time(10),
        end_time=dt.time(12),
        time_zone="Asia/Tokyo",
        room_en="Room 1",
        description_en="<p>What was said.</p>",
        **in_languages("title", "Media"),
    )
    make_record(session=media)
    for _n in range(3):
        make_appearance(session=media, speaker=make_speaker(delegation=east), roles=["panelist"])
    make_appearance(session=media, speaker=make_speaker(delegation=west), roles=["moderator"])
    make_appearance(edition=edition, speaker=make_speaker(delegation=west), roles=["organiser"])
    make_session(edition=edition, slug="20-off", state="cancelled", **in_languages("title", "Called off"))
    house = make_organisation("Old Name")
    OrganisationName.objects.filter(organisation=house).update(until_year=2024)
    OrganisationName.objects.create(organisation=house, from_year=2025, **in_languages("name", "New Name"))
    make_partnership(edition=edition, organisation=house, role="co-host")
    make_partnership(edition=edition, organisation=make_organisation("Hall"), role="venue")
    return {"edition": edition, "east": east, "west": west, "house": house}


def source():
    return Edition.objects.with_venues().get(number=20)


def made():
    return cloning.save(cloning.plan(source(), cloning.proposal(source())))


def test_the_next_ordinal_the_other_host_and_the_same_day_of_the_week_are_proposed(world):
    wish = cloning.proposal(source())
    assert (wish.number, wish.year, wish.host) == (22, 2026, world["east"])
    assert wish.starts_on == dt.date(2026, 12, 2)
    assert wish.starts_on.weekday() == dt.date(2024, 12, 4).weekday()


@pytest.mark.parametrize(
    "start", [dt.date(2024, 1, 1), dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2022, 12, 31)]
)
@pytest.mark.parametrize("years", range(1, 8))
def test_a_first_day_near_the_years_end_stays_in_its_year(start, years):
    found = cloning.shifted_start(start, start.year + years)
    assert (found.year, found.weekday()) == (start.year + years, start.weekday())


def test_the_programme_comes_on_the_other_clock_at_the_same_hours(world):
    edition = made()
    (session,) = edition.sessions.all()
    assert (session.slug, session.title_en, session.topic.slug) == ("22-media", session.title_en, "media")
    assert (session.day, session.start_time, session.end_time) == (dt.date(2026, 12, 2), dt.time(10), dt.time(12))
    assert session.starts_at == dt.datetime(2026, 12, 2, 2, tzinfo=dt.UTC)  # 10:00 in the other capital
    assert session.times_are_planned
    assert session.state == "planned"
    (venue,) = edition.venues.all()
    assert (venue.side, venue.city_en, venue.is_planned) == (world["east"], venue.side.capital_en, True)
    assert edition.ends_on == dt.date(2026, 12, 3)


def test_people_rooms_and_texts_of_that_year_do_not_come(world):
    edition = made()
    (session,) = edition.sessions.all()
    assert not Appearance.objects.filter(edition=edition).exists()
    assert not (session.room_en)
    assert not (session.description_en)
    assert not (session.records.exists())
    assert not (edition.theme_en)
    assert not (edition.sources)


def test_roles_to_fill_are_counted_by_session_and_delegation(world):
    edition = made()
    seats = {
        (one.session_id and one.session.slug, one.role, one.delegation, one.count)
        for one in edition.roles_to_fill.all()
    }
    assert seats == {
        ("22-media", "panelist", world["east"], 3),
        ("22-media", "moderator", world["west"], 1),
        (None, "organiser", world["west"], 1),
    }


def test_organisations_come_under_the_names_they_have_now_without_the_hall(world):
    clone = cloning.plan(source(), cloning.proposal(source()))
    edition = cloning.save(clone)
    (partnership,) = edition.partnerships.all()
    assert partnership.organisation == Organisation.objects.get(pk=world["house"].pk)
    assert partnership.organisation.name_in(edition.year).name_en.startswith("New Name")
    assert any("New Name" in line and "Old Name" in line for line in clone.decisions)
    assert any("Hall" in line and "asked anew" in line for line in clone.decisions)


def test_everything_is_a_draft_and_marked_as_to_be_confirmed(client, world):
    edition = made()
    session = edition.sessions.get()
    assert edition.status == session.status == Status.DRAFT
    notes = [edition.editor_note, session.editor_note, edition.partnerships.get().editor_note]
    assert notes == ["To be confirmed: taken from the 20th edition."] * 3
    for address in (
        "/en/editions/22/",
        "/en/sessions/22-media/",
        "/en/editions/22/programme.ics",
        "/en/editions/22/data.json",
    ):
        assert client.get(address).status_code == 404
    assert "22-media" not in client.get("/en/topics/media/").content.decode()


def test_nothing_is_made_when_a_part_of_it_cannot_be(world, monkeypatch):
    clone = cloning.plan(source(), cloning.proposal(source()))
    monkeypatch.setattr(RoleToFill.objects, "bulk_create", lambda rows: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        cloning.save(clone)
    assert not Edition.objects.filter(number=22).exists()
    assert Venue.objects.count() == 1
    assert Partnership.objects.count() == 2


def test_a_number_that_is_taken_or_a_year_out_of_order_is_refused(world):
    for number, year in ((21, 2025), (22, 2023)):
        with pytest.raises(ValidationError):
            cloning.plan(source(), cloning.Wish(number, year, None, None))


def test_without_days_and_host_the_programme_has_neither_days_nor_hours(world):
    edition = cloning.save(cloning.plan(source(), cloning.Wish(22, 2026, None, None)))
    session = edition.sessions.get()
    assert (session.day, session.start_time, session.time_zone) == (None, None, "")


def test_a_dry_run_lists_every_decision_and_changes_nothing(world):
    out = io.StringIO()
    call_command("clone_edition", "20", "--dry-run", stdout=out)
    said = out.getvalue()
    for words in (
        "22nd edition",
        "Eastville",
        "Media",
        "4 roles to fill",
        "Called off",
        "New Name",
        "5 speakers",
        "a draft",
    ):
        assert words in said, words
    assert not Edition.objects.filter(number=22).exists()
    call_command("clone_edition", "20", "--host", "west", "--starts-on", "2026-11-03", stdout=out)
    edition = Edition.objects.get(number=22)
    assert (edition.starts_on, edition.venues.get().side) == (dt.date(2026, 11, 3), world["west"])


@pytest.mark.parametrize(
    "wrong",
    [
        ["99"],
        ["20", "--host", "north"],
        ["20", "--number", "21", "--year", "2025"],
        ["20", "--number", "0"],
        ["20", "--year", "99999999999999"],
        ["20", "--starts-on", "9999-12-31"],
    ],
)
def test_the_command_says_what_is_wrong(world, wrong):
    with pytest.raises(CommandError):
        call_command("clone_edition", *wrong, stdout=io.StringIO())


def test_the_desk_shows_the_plan_first_and_makes_it_with_one_button(client, world):
    client.force_login(make_editor())
    address = f"/admin/editions/edition/{world['edition'].pk}/clone/"
    page = client.get(address)
    assert "“Media" in page.content.decode()
    assert not Edition.objects.filter(number=22).exists()
    form = page.context["form"].data
    assert "“Media" in client.post(address, {**form, "look": "1"}).content.decode()
    assert not Edition.objects.filter(number=22).exists()
    far = client.post(address, {**form, "starts_on": "9999-12-31", "make": "1"})
    assert "not in the year" in far.content.decode()
    answer = client.post(address, {**form, "make": "1"})
    edition = Edition.objects.get(number=22)
    assert answer["Location"] == f"/admin/editions/edition/{edition.pk}/change/"
    again = client.post(address, {**form, "make": "1"})
    assert again.context["form"].errors
    assert Session.objects.filter(edition__number=22).count() == 1


def test_only_who_may_add_editions_may_clone_one(client, world):
    client.force_login(make_editor("change_edition", "view_edition", username="other"))
    assert client.get(f"/admin/editions/edition/{world['edition'].pk}/clone/").status_code == 403
