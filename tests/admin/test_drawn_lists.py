"""Lists of the desk, whose rows are drawn by our own code: they are Django's to the letter."""

import datetime as dt

import pytest
from django.contrib.admin.templatetags.admin_list import results

from editions import models
from editions.templatetags.desk_lists import drawn_rows
from tests import factories

pytestmark = pytest.mark.django_db


def fill():
    edition = factories.make_edition(starts_on=dt.date(2099, 5, 1))
    factories.make_release(edition=edition, headline_en='A <b> & "quoted" headline', headline_ja="")
    factories.make_release(status="draft", publish_at=None)
    factories.make_photo(edition=edition)
    factories.make_photo(credit="")
    factories.make_speaker(is_certain=False)
    factories.make_session(edition=edition)
    factories.make_promise(expected_on=dt.date(2099, 5, 1))
    models.Link.objects.create(address="https://gone.example/", said="gone", is_dead=True)
    models.Contact.objects.create(name_en="Desk", is_public=False)


@pytest.mark.parametrize("asked", ["", "?_popup=1", "?o=1&q=e"])
def test_every_row_is_as_django_draws_it(desk, asked):
    fill()
    for name in ("pressrelease", "photo", "speaker", "session", "promise", "link", "contact", "edition"):
        page = desk.get(f"/admin/editions/{name}/{asked}")
        shown = page.context["cl"]
        drawn = drawn_rows(shown)
        assert drawn in page.content.decode()
        assert drawn == "".join(f"<tr>{''.join(row)}</tr>\n" for row in results(shown)), name
        assert asked == "?o=1&q=e" or drawn


@pytest.mark.django_db(transaction=True)
def test_a_list_counts_what_came_and_what_went(desk):
    def count():
        return desk.get("/admin/editions/topic/").context["cl"].result_count

    assert count() == count() == 0
    topic = factories.make_topic()
    assert count() == 1
    topic.delete()
    assert count() == 0
