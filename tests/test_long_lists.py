"""Lists that grow without end, and counts that are kept for a state of the content."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.utils import timezone

from editions import kept_counts
from editions.kept_counts import STATE, kept
from editions.list_filters import PressFilter
from editions.long_lists import LongList, groups
from editions.models import Coverage, Edition, Photo, PressRelease, Status, releases_tallied
from tests.factories import make_edition, make_forum, make_photo, make_release


@pytest.mark.django_db
def test_every_part_of_a_long_list_is_the_part_of_the_whole_list():
    for number in (9001, 9003):
        edition = make_edition(number=number)
        for order in range(3):
            make_photo(edition=edition, order=order)
    make_photo(edition=None)
    rows = Photo.objects.order_by("-edition__number", "order", "id")
    whole = sorted(rows, key=lambda photo: photo.edition is None)
    long = LongList(rows, "edition__number", groups(rows, "edition__number"))
    assert (long.count(), [value for value, _number in long.groups]) == (7, [9003, 9001, None])
    for start in range(6):  # what has no value stands last wherever the database puts it
        for stop in range(start + 1, 7):
            assert long[start:stop] == whole[start:stop]
    assert (long[6:9], long[7:9]) == (whole[6:], [])


def test_counts_are_kept_for_a_state_and_only_for_requests_that_have_one(monkeypatch):
    monkeypatch.setattr(kept_counts, "_kept", (None, {}))
    said = iter(range(100))
    count = lambda: next(said)  # noqa: E731
    now, later = {STATE: (1, 5.0)}, {STATE: (2, 5.0)}
    assert [kept(now, "a", count), kept(now, "a", count), kept(now, "b", count)] == [0, 0, 1]
    assert [kept({}, "a", count), kept({}, "a", count)] == [2, 3]
    assert [kept(later, "a", count), kept(later, "a", count)] == [4, 4]
    monkeypatch.setattr(kept_counts, "MOST", 1)
    assert [kept(later, "c", count), kept(later, "a", count)] == [5, 6]


def as_counted(at):
    """What ``published()`` says, counted row by row."""
    found = Counter()
    for one in PressRelease.objects.published(at).with_month().select_related("edition"):
        edition = (one.edition.number, one.edition.year) if one.edition else (None, None)
        found[*edition, one.year, one.month, one.kind, tuple(one.ready_languages)] += 1
    return found


@pytest.mark.django_db
def test_tallies_say_of_releases_what_is_public_however_they_were_written():
    now = timezone.now()
    shown, hidden = make_edition(number=9001), make_edition(number=9002, status=Status.DRAFT)
    kinds = PressRelease.Kind
    first, second = make_release(edition=shown), make_release(edition=shown, headline_ja="見出し")
    make_release(edition=hidden)
    make_release(edition=None, dateline_date=date(2020, 2, 29), kind=kinds.REPORT)
    make_release(status=Status.DRAFT)
    make_release(edition=shown, publish_at=now + timedelta(days=40))
    gone = make_release(edition=shown, publish_at=now - timedelta(days=3))

    def agree():
        for at in (now, now + timedelta(days=41)):
            tallies = releases_tallied(at)
            assert {tuple(tally[:-1]): tally.number for tally in tallies} == as_counted(at)
        return sum(tally.number for tally in releases_tallied(now))

    assert agree() == 4
    first.headline_zh_hans, first.kind, first.edition = "标题", kinds.STATEMENT, None
    first.save()
    assert agree() == 4
    PressRelease.objects.filter(pk=second.pk).update(status=Status.DRAFT, headline_ja="")
    assert agree() == 3
    PressRelease.objects.filter(edition=None).update(dateline_date=date(2021, 3, 1), edition=shown)
    gone.status = Status.WITHDRAWN
    gone.save()
    assert agree() == 2
    PressRelease.objects.filter(status=Status.DRAFT).update(status=Status.PUBLISHED, publish_at=now - timedelta(days=1))
    Edition.objects.filter(pk=hidden.pk).update(status=Status.PUBLISHED, publish_at=now)
    assert agree() == 5
    PressRelease.objects.all()[:1].get().delete()
    PressRelease.objects.filter(kind=kinds.REPORT).delete()
    agree()


@pytest.mark.django_db
def test_the_press_list_says_the_same_numbers_to_visitors_and_by_counting(rf):
    edition = make_edition(number=9001)
    make_release(edition=edition, headline_ja="見出し")
    make_release(edition=edition, kind=PressRelease.Kind.REPORT, publish_at=timezone.now() - timedelta(days=800))
    make_release()
    editor = User.objects.create_superuser("editor")
    for query in ({}, {"edition": "9001"}, {"kind": "report", "year": "1900"}, {"language": "ja"}):
        told = []
        for user in (AnonymousUser(), editor):
            request = rf.get("/", query)
            request.user = user
            filters = PressFilter(request.GET, PressRelease.objects.visible_to(user).with_month(), request=request)
            choices = {name: list(field.choices) for name, field in filters.form.fields.items()}
            told.append((choices, filters.years(filters.chosen), filters.by_edition()))
        assert told[0] == told[1]


@pytest.mark.sqlite_only
@pytest.mark.django_db
def test_the_triggers_that_keep_tallies_stand_after_all_migrations():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'editions_pressrelease'"
        )
        assert cursor.fetchone() == (3,), (
            "a migration made the table anew: let it end with install of 0030_releases_tallied"
        )


@pytest.mark.django_db
def test_numbers_kept_for_the_gallery_of_one_edition_are_not_those_of_another(client):
    make_forum()
    few, many = make_edition(number=91), make_edition(number=92)
    for edition in (few, many, many):
        make_photo(edition=edition, taken_at=edition.created_at)
    for code, number in (("en", few), ("en", many), ("ja", few), ("ja", many)):
        address = f"/{code}/editions/{number.number}/photos/"
        page = client.get(address, **{STATE: ("one", few.permanent_id)}).content.decode()
        counted = re.findall(r"<option[^>]*>[^<]*[(（](\d)[)）]</option>", page)
        assert counted == ["1" if number is few else "2"], code


@pytest.mark.django_db
@pytest.mark.sqlite_only  # how SQLite means to go about it
def test_the_newest_of_what_grows_are_read_in_the_order_of_an_index():
    """Told nothing, SQLite takes "public by now" to be rare, and would find and sort all that is."""
    visible = Coverage.objects.published().newest_first(), Photo.objects.published().filter(edition=1).in_order()
    for rows in visible:
        assert "TEMP B-TREE" not in rows[:6].explain()
