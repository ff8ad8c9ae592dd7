"""Lists tell who changed an item last, and when, and put what was changed last on top by one click."""

import datetime as dt

import time_machine
from django.db import connection
from django.utils import timezone

from editions import models, revisions, working
from editions.models import Revision
from tests import factories
from tests.admin.desk import address, make_editor, saved


def in_order(desk, model) -> list[int]:
    """Keys of a list after its last head was clicked once."""
    changelist = desk.get(address(model, "changelist")).context["cl"]
    answer = desk.get(address(model, "changelist"), {"o": str(len(changelist.list_display) - 1)})
    return [item.pk for item in answer.context["cl"].result_list]


def test_what_was_changed_last_comes_first_and_tells_by_whom(desk, editor):
    factories.make_side(time_zone="Asia/Shanghai", **factories.in_languages("capital", "Here"))
    never, first, second = (factories.make_session(title_en=f"Session {n}") for n in range(3))
    other = make_editor(username="other", first_name="Another", last_name="Tester")
    with time_machine.travel("2024-03-04T05:00:00Z"):
        revisions.write(second, working.document_of(second), other, Revision.What.DRAFT)
    saved(desk, first, title_en="Changed")
    assert in_order(desk, models.Session) == [first.pk, second.pk, never.pk]
    page = desk.get(address(models.Session, "changelist")).content.decode()
    assert '4 March 2024 13:00 Here [en]<br><span class="quiet">Another Tester</span>' in page
    assert page.count("Test Editor</span>") == 1
    revisions.write(second, working.document_of(second), other, Revision.What.DISCARDED)
    assert in_order(desk, models.Session) == [second.pk, first.pk, never.pk]


def test_what_is_said_of_the_last_change_is_no_change_of_what_readers_see(editor):
    release = factories.make_release(updated_at=timezone.now() - dt.timedelta(days=1))
    before = models.PressRelease.objects.get(pk=release.pk).updated_at
    connection.run_on_commit.clear()
    state = revisions.write(release, working.document_of(release), editor, Revision.What.DRAFT)
    after = models.PressRelease.objects.get(pk=release.pk)
    assert (after.updated_at, after.last_change, release.last_change) == (before, state.pk, state.pk)
    assert connection.run_on_commit == []


def test_each_list_of_items_with_a_state_can_be_ordered_so(desk):
    for make in (factories.make_release, factories.make_photo, factories.make_speaker, factories.make_coverage):
        one, two = make(), make()
        for item in (one, two, one):
            what = Revision.What.TAKEN_BACK if item.last_change else Revision.What.DRAFT
            revisions.write(item, working.document_of(item), None, what)
        assert in_order(desk, type(one)) == [one.pk, two.pk], make
