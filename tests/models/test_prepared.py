"""Questions that are worked out once: of now, for whom they are asked, and of nothing that was there when they were prepared."""

import datetime

import pytest
from django.db import connection
from django.db.models import Prefetch
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editions.models import Edition, Photo, PressRelease, Session, prepared, shown_early
from tests.factories import make_edition, make_photo, make_release, make_session

pytestmark = pytest.mark.django_db


def slugs(rows):
    return [row.slug for row in rows]


def test_the_rows_are_those_of_now_and_of_what_is_asked_for(time_machine):
    @prepared
    def releases_of(visible, edition):
        return visible(PressRelease).filter(edition=edition).select_related("edition").order_by("slug")

    one, other = make_edition(), make_edition()
    lifts = timezone.now() + datetime.timedelta(hours=2)
    make_release(slug="a", edition=one), make_release(slug="b", edition=other)
    make_release(slug="c", edition=one, publish_at=lifts)
    assert (slugs(releases_of(None, edition=one.pk)), slugs(releases_of(None, edition=other.pk))) == (["a"], ["b"])
    time_machine.move_to(lifts + datetime.timedelta(seconds=1))
    with CaptureQueriesContext(connection) as asked:
        found = releases_of(None, edition=one.pk)
        assert [row.edition.number for row in found] == [one.number, one.number]
    assert (slugs(found), len(asked)) == (["a", "c"], 1)
    assert releases_of.first(None, edition=other.pk + 1) is None


def test_who_may_see_more_or_sees_it_early_is_answered_as_usual(admin_user):
    @prepared
    def all_of(visible, number):
        return visible(Session).filter(edition__number=number).order_by("slug")

    edition = make_edition()
    make_session(slug="out", edition=edition)
    hidden = make_session(slug="draft", edition=edition, status="draft")
    assert slugs(all_of(None, number=edition.number)) == ["out"]
    assert slugs(all_of(admin_user, number=edition.number)) == ["draft", "out"]
    with shown_early([hidden]):
        assert slugs(all_of(None, number=edition.number)) == ["draft", "out"]
    assert slugs(all_of(None, number=edition.number)) == ["out"]


def test_what_would_be_of_the_moment_of_preparation_is_refused():
    for ask in (
        lambda visible: visible(PressRelease).filter(publish_at__lte=timezone.now()),
        lambda visible: visible(Edition).filter(starts_on__gt=timezone.now().date()),
        lambda visible: Edition.objects.published(),
    ):
        with pytest.raises(ValueError, match="moment"):
            prepared(ask)(None)
    with pytest.raises(ValueError, match="number"):
        prepared(lambda visible, number: visible(Edition))(None, number=3)


def test_what_is_loaded_beside_is_loaded_each_time():
    @prepared
    def editions_with_photos(_visible):
        return Edition.objects.order_by("number").prefetch_related(Prefetch("photos", Photo.objects.order_by("pk")))

    edition = make_edition()
    assert [len(one.photos.all()) for one in editions_with_photos(None)] == [0]
    make_photo(edition=edition)
    assert [len(one.photos.all()) for one in editions_with_photos(None)] == [1]


def test_a_list_of_numbers_is_asked_for_as_long_as_it_is():
    @prepared
    def sessions_with(visible, sessions, number):
        return visible(Session).filter(pk__in=sessions, edition__number=number).order_by("slug")

    edition = make_edition()
    known = {slug: make_session(slug=slug, edition=edition).pk for slug in "abc"}
    for asked in ("ab", "c", "cba", "cb"):
        found = sessions_with(None, sessions=[known[slug] for slug in asked], number=edition.number)
        assert slugs(found) == sorted(asked)
    assert sessions_with(None, sessions=list(known.values()), number=edition.number + 1) == []
