"""Signs no text has, in what is sent to the desk: on PostgreSQL too they are taken out or refused, never an error."""

import json

import pytest

from editions import models
from tests import factories
from tests.admin.desk import address, opened, sent

pytestmark = pytest.mark.django_db


def test_no_text_of_a_form_breaks_a_draft(desk):
    edition = factories.make_edition()
    form = opened(desk, edition) | {"theme_en": "A\x00B", "editor_note": "A\x00B", "number": "2\x000", "state": "\x00"}
    assert sent(desk, edition, form | {"_save_draft": "1"}).status_code in (200, 302)
    assert desk.post(address(edition, "autosave"), form).status_code in (200, 400, 409, 422)
    assert desk.post(address(models.Edition, "autosave_new"), form).status_code in (200, 201, 400, 409, 422)
    assert "\\u0000" not in json.dumps(list(models.WorkingDraft.objects.values_list("document", "unread")))


@pytest.mark.parametrize("odd", ["A\x00B", "A\ud800B"])
def test_no_text_of_a_table_breaks_a_row(desk, odd):
    session = factories.make_session(room_en="A")
    photo = factories.make_photo(edition=session.edition)
    edition = session.edition_id
    for path, changes in (
        (f"/admin/editions/edition/{edition}/programme/rows/{session.pk}/", {"room_en": ["A", odd]}),
        (f"/admin/editions/photo/desk/{edition}/rows/{photo.pk}/", {"caption_en": [photo.caption_en, odd]}),
        (f"/admin/editions/photo/desk/{edition}/rows/{photo.pk}/", {"credit": [photo.credit, odd]}),
    ):
        answer = desk.post(path, json.dumps({"changes": changes}), content_type="application/json")
        assert answer.status_code in (200, 400, 409, 422), (path, answer.status_code)
    session.refresh_from_db()
    assert "\x00" not in session.room_en
