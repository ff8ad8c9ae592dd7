"""Rows in an order set by hand: numbers that change places, on every way into the rows."""

import pytest

from editions import working
from tests import factories
from tests.admin.desk import errors_of, opened, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["draft", "published"])
def document(request):
    fields = {} if request.param == "published" else {"status": "draft", "publish_at": None}
    document = factories.make_document(**fields)
    for number, text in enumerate(("One", "Two", "Three"), 1):
        factories.make_clause(document=document, number=number, text_line_en=text)
    return document


def texts(document):
    return [*document.clauses.values_list("text_line_en", flat=True)]


def test_clauses_change_places_with_each_other(desk, document):
    numbers = {"clauses-0-number": "3", "clauses-1-number": "1", "clauses-2-number": "2"}
    answer = sent(desk, document, opened(desk, document) | numbers)
    assert answer.status_code == 302, errors_of(answer)
    assert texts(document) == ["Two", "Three", "One"]


def test_a_clause_takes_the_number_of_one_that_goes(desk, document):
    changed = {"clauses-0-number": "2", "clauses-1-DELETE": "on"}
    answer = sent(desk, document, opened(desk, document) | changed)
    assert answer.status_code == 302, errors_of(answer)
    assert texts(document) == ["One", "Three"]


def test_no_number_stands_twice(desk, document):
    answer = sent(desk, document, opened(desk, document) | {"clauses-0-number": "2"})
    assert "has a clause of this number already" in answer.content.decode()
    answer = sent(desk, document, opened(desk, document) | {"clauses-0-number": "0"})
    assert "Clauses are counted from 1" in answer.content.decode()
    assert texts(document) == ["One", "Two", "Three"]


def test_a_draft_that_changed_places_is_published(document):
    changed = working.document_of(document)
    for row, number in zip(changed["inlines"]["clauses"], (2, 3, 1), strict=True):
        row["number"] = number
    working.save(document, changed, None)
    working.publish(document, None)
    assert texts(document) == ["Three", "One", "Two"]


def test_rows_of_a_speaker_are_not_dragged_among_sessions(desk):
    appearance = factories.make_appearance(session=factories.make_session())
    of = {
        name: desk.get(f"/admin/editions/{name}/{pk}/change/").content.decode()
        for name, pk in (("speaker", appearance.speaker_id), ("session", appearance.session_id))
    }
    assert "data-order=" in of["session"]
    assert "data-order=" not in of["speaker"]
