"""A correction keeps the texts it replaced, as far as readers had read them."""

import pytest

from editions.corrections import readable_texts
from editions.models import Correction
from tests import factories
from tests.admin.desk import saved

pytestmark = pytest.mark.django_db


def corrected(client, release, **changes):
    """Save the release with a new correction."""
    row = {
        "corrections-TOTAL_FORMS": "1",
        "corrections-0-kind": "correction",
        "corrections-0-note_en": "A day was wrong.",
    }
    row |= {"corrections-0-made_at_0": "2020-01-05", "corrections-0-made_at_1": "12:00:00"}
    saved(client, release, **row, **changes)
    release.refresh_from_db()
    return Correction.objects.get()


def test_the_texts_before_it_are_kept_and_can_be_read(admin_client, client):
    release = factories.make_release(slug="opening", body_en="<p>It opened on Monday.</p>", headline_en="As it is")
    correction = corrected(admin_client, release, body_en="<p>It opened on Tuesday.</p>")
    assert correction.earlier == {"body_en": "<p>It opened on Monday.</p>"}
    page = client.get("/en/press/2020/opening/versions/1/").content.decode()
    assert "It opened on <del>Monday</del><ins>Tuesday</ins>." in page
    assert "<p>It opened on Monday.</p>" in page


def test_of_what_was_not_public_nothing_is_kept():
    assert readable_texts(factories.make_release(publish_at=factories.tomorrow())) == {}
    assert readable_texts(factories.make_release(status="draft")) == {}
    held = readable_texts(factories.make_release(headline_ja="", body_ja="<p>Kept</p>"))
    assert not [column for column in held if column.endswith("_ja")]


def test_a_note_without_a_change_keeps_nothing(admin_client):
    release = factories.make_release(body_en="<p>As it is.</p>")
    assert corrected(admin_client, release).earlier == {}
