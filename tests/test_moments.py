"""The next moment is that of whatever changes first, in any model; drafts and what is past have none."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import models as db

from editions import moments
from editions.models import Notice, PressRelease, PublicByParents, Publishable, Status
from tests.factories import make_correction, make_notice, make_page, make_photo, make_release

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 12, 4, 12, tzinfo=UTC)
MIDNIGHT = datetime(2024, 12, 5, tzinfo=UTC)
SOON, LATER = NOON + timedelta(minutes=1), NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def test_without_anything_waiting_it_is_the_end_of_the_day():
    make_page()
    assert moments.next_moment() == MIDNIGHT
    assert moments.next_moment(MIDNIGHT) == MIDNIGHT + timedelta(days=1)


def test_it_is_the_earliest_of_all_models():
    make_photo(publish_at=LATER)
    assert moments.next_moment() == LATER
    make_release(publish_at=SOON)
    assert moments.next_moment() == SOON
    assert moments.next_moment(SOON) == LATER


def test_drafts_and_withdrawn_items_wait_for_nothing():
    make_page(status=Status.DRAFT, publish_at=SOON)
    make_page(slug="other", status=Status.WITHDRAWN, publish_at=SOON, withdrawn_at=NOON)
    assert moments.next_moment() == MIDNIGHT


def test_a_notice_ends_at_a_moment():
    make_notice(publish_at=NOON - timedelta(days=1), shown_until=SOON)
    assert moments.next_moment() == SOON


def test_a_correction_is_shown_from_a_moment_on():
    make_correction(release=make_release(), made_at=SOON)
    assert moments.next_moment() == SOON


def test_just_before_and_at_the_moment_the_rule_answers_differently():
    """The moment is the very one at which ``published`` changes its answer."""
    make_notice(publish_at=SOON, shown_until=LATER)
    make_release(publish_at=LATER)
    instant = timedelta(microseconds=1)
    for model, moment in ((Notice, SOON), (Notice, LATER), (PressRelease, LATER)):
        assert moments.next_moment(moment - instant) == moment
        before, after = (model.objects.published(at).count() for at in (moment - instant, moment))
        assert before != after


def test_every_model_that_the_clock_can_publish_says_its_moments():
    """A condition that compares a column with the clock names that column among the moments."""
    for model in apps.get_app_config("editions").get_models():
        if issubclass(model, PublicByParents):
            assert compared(model, model.public_condition(NOON)) == set(model.public_moments), model
    assert Publishable.public_moments


def compared(model, condition):
    """Names of the model's own columns that ``condition`` compares with a moment."""
    found = set()
    for child in condition.children:
        if isinstance(child, db.Q):
            found |= compared(model, child)
        elif isinstance(child, tuple) and isinstance(child[1], datetime):  # the rest asks a parent
            found.add(child[0].split("__")[0])
    return found
