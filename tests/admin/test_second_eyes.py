"""A second pair of eyes at the desk: who counts is named, and who does not is told so instead of asked."""

import pytest
from django.test import Client

from editions import models
from tests import factories
from tests.admin.desk import address, approved, make_editor, opened, sent
from tests.test_gate import ready_release

ASKED = "I have read this state: approve"


@pytest.fixture
def houses(db):
    return [
        factories.make_side(code=code, country_en=country) for code, country in (("a", "Nearland"), ("b", "Farland"))
    ]


def of(house, name):
    user = make_editor("add_pressrelease", "change_pressrelease", "approve_releases", username=name, first_name=name)
    models.Editor.objects.create(user=user, side=house)
    client = Client()
    client.force_login(user)
    return client


def test_only_the_other_house_is_asked_and_an_approval_says_of_which_state_it_is(houses):
    factories.make_forum(second_eyes=models.SecondEyes.OTHER_HOUSE)
    author, colleague, other = of(houses[0], "Author"), of(houses[0], "Colleague"), of(houses[1], "Other")
    release = ready_release()
    page = address(release, "publishing")
    sent(author, release, opened(author, release) | {"headline_en": "Another", "_save_draft": "on"})
    for client in (author, colleague):
        assert ASKED not in client.get(page).content.decode()
        approved(client, release)
    assert not models.Approval.objects.exists()
    text = colleague.get(page).content.decode()
    assert "Somebody of the other house than Author (Nearland), who changed it last, looks at it now." in text
    assert "A second pair of eyes: Other (Farland)" in text
    text = other.get(page).content.decode()
    assert ASKED in text
    assert "Author (Nearland) changed it last. Nobody of the other house has approved this state." in text
    assert "To be published by a publisher" in text
    approved(other, release)
    text = author.get(page).content.decode()
    assert "Approved by Other (Farland)" in text
    assert "Approved by Other (Farland)" in author.get(address(release, "history")).content.decode()
    assert "Nobody of the other house" not in text
    sent(author, release, opened(author, release) | {"headline_en": "Once more", "_save_draft": "on"})
    assert "an earlier state: it was changed since" in author.get(page).content.decode()
