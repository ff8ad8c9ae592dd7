"""A form to add something that is sent twice makes one item, and loses no word of the second sending."""

import pytest

from editions import models
from editions.models import Contact, Photo, Session, Speaker, WorkingDraft
from tests.admin.desk import form_of, opened, sent
from tests.admin.test_chosen_files import picture
from tests.admin.test_stale_forms import new_row
from tests.factories import make_edition, make_session


def test_a_second_press_leads_to_what_the_first_one_added(desk):
    session = make_session()
    rows = new_row(
        "appearances", 0, edition=session.edition_id, session=session.pk, part="whole", roles="panelist", order="0"
    )
    typed = (
        opened(desk, Speaker, "add")
        | rows
        | {"family_name": "Test", "biography_ja": "<p>一行\r\n二行</p>", "editor_note": "a\r\nb"}
    )
    first, second = (sent(desk, Speaker, typed | {"_continue": "on"}, "add") for _press in range(2))
    assert first.status_code == 302, first.context["refused"]
    [speaker] = Speaker.objects.all()
    assert speaker.appearances.count() == 1
    assert first.status_code == second.status_code == 302
    assert second.url == first.url
    assert not WorkingDraft.objects.exists()


def test_a_form_with_an_error_keeps_its_number_and_another_form_adds_another(desk):
    typed = opened(desk, Photo, "add") | {"upload": picture(), "rights": "nonsense"}
    again = form_of(sent(desk, Photo, typed, "add"))
    assert again["_number"]
    right = again | {"rights": "house"}
    assert [sent(desk, Photo, right, "add").status_code for _press in range(2)] == [302, 302]
    assert Photo.objects.count() == 1
    another = opened(desk, Photo, "add") | {"upload": picture(), "rights": "house"}
    assert sent(desk, Photo, another, "add").status_code == 302
    assert Photo.objects.count() == 2


def test_what_was_typed_between_two_presses_is_kept_beside(desk):
    typed = opened(desk, Session, "add") | {"edition": make_edition().pk, "title_ja": "開会"}
    assert sent(desk, Session, typed, "add").status_code == 302
    page = desk.post("/admin/editions/session/add/", typed | {"description_ja": "<p>あとの文</p>"}, follow=True)
    assert Session.objects.count() == 1
    assert "was added by this form already" in page.content.decode()
    assert form_of(page)["description_ja"] == "<p>あとの文</p>"


def test_the_number_of_another_editor_is_none(desk, other):
    typed = opened(desk, models.Topic, "add") | {"name_en": "One"}
    assert [sent(who, models.Topic, typed, "add").status_code for who in (desk, other)] == [302, 302]
    first, second = models.Topic.objects.all()
    assert first.permanent_id != second.permanent_id


@pytest.mark.parametrize(("seconds_name", "count"), [("Desk", 1), ("Another desk", 2)])
def test_items_without_a_permanent_id_are_compared(desk, seconds_name, count):
    typed = opened(desk, Contact, "add") | {"name_en": "Desk", "email": "desk@example.org"}
    sent(desk, Contact, typed, "add")
    assert sent(desk, Contact, typed | {"name_en": seconds_name}, "add").status_code == 302
    assert Contact.objects.count() == count
