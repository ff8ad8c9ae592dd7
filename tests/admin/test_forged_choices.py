"""Choices that no form offers, in forms that are sent back: refused in the form, never an error of the site."""

import pytest

from editions import models
from tests import factories
from tests.admin.desk import opened, sent

pytestmark = pytest.mark.django_db

FORGED = ["NaN", "9" * 30, "0001-01-01", "²", "1 1"]


@pytest.mark.parametrize("forged", FORGED)
def test_a_choice_that_is_no_number_is_refused_in_the_form(desk, forged):
    edition = factories.make_edition()
    session = factories.make_session(edition=edition, topic=factories.make_topic())
    factories.make_appearance(session=session)
    photo, coverage = factories.make_photo(edition=edition), factories.make_coverage()
    for item, changes in (
        (photo, {"session": forged, "speakers": [forged]}),
        (coverage, {"speakers": [forged]}),
        (session, {"topic": forged, "appearances-0-speaker": forged, "venue": forged, "edition": forged}),
        (session, {"appearances-0-id": forged}),
        (session, {"appearances-0-session": forged}),
    ):
        answer = sent(desk, item, opened(desk, item) | changes)
        assert answer.status_code == 200, (item, changes)
        assert answer.context["errors"], (item, changes)
    assert models.Appearance.objects.get().session == session
