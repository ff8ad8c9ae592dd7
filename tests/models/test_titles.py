"""Titles belong to appearances: what is corrected at one edition stays at that edition."""

import pytest

from tests.factories import make_appearance, make_edition, make_speaker

pytestmark = pytest.mark.django_db


def test_a_title_corrected_at_the_13th_leaves_every_other_edition_as_it_was(client):
    speaker = make_speaker()
    told = {n: make_appearance(edition=make_edition(number=n), speaker=speaker, title_en="Chair") for n in (12, 13, 14)}
    told[13].title_en = "Honorary President"
    told[13].save()
    pages = {n: client.get(f"/en/editions/{n}/speakers/").content.decode() for n in told}
    assert {n: ("Honorary President" in page, "Chair" in page) for n, page in pages.items()} == {
        12: (False, True),
        13: (True, False),
        14: (False, True),
    }
