"""Publish, back to draft, withdraw: all of the chosen items, or none, with a sentence for what refused."""

import datetime

from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from editions import models
from tests.admin.desk import address, make_editor
from tests.admin.test_roles import MAKERS
from tests.factories import make_coverage, make_edition, make_page, make_release, make_session, tomorrow


def chosen(desk, action, *items):
    data = {"action": action, "_selected_action": [item.pk for item in items]}
    response = desk.post(address(type(items[0]), "changelist"), data, follow=True)
    for item in items:
        item.refresh_from_db()
    return response.content.decode()


def test_drafts_are_published_now(desk):
    pages = [make_page(status="draft", publish_at=None), make_page(status="in-review", publish_at=None)]
    assert "2 items were changed." in chosen(desk, "publish_now", *pages)
    assert all(page.is_public() for page in pages)
    assert LogEntry.objects.count() == 2


def test_an_embargo_is_lifted_by_publishing_now(desk):
    page = make_page(publish_at=tomorrow())
    chosen(desk, "publish_now", page)
    assert page.is_public()


def test_what_is_public_keeps_its_moment(desk):
    page = make_page(publish_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    chosen(desk, "publish_now", page)
    assert page.publish_at.year == 2020


def test_one_that_refuses_keeps_all_back_and_is_named(desk):
    good = make_page(status="draft", publish_at=None)
    empty = make_page(status="draft", publish_at=None, title_en="", title_zh_hans="", title_ja="", slug="empty-one")
    content = chosen(desk, "publish_now", good, empty)
    assert "Nothing was changed" in content
    assert "No language is ready" in content
    assert address(empty, "publishing") in content
    assert {good.status, empty.status} == {"draft"}
    assert not LogEntry.objects.exists()


def test_one_that_cannot_be_taken_back_keeps_all_where_they_are(desk):
    good, bad = make_page(), make_page()
    models.Page.objects.filter(pk=bad.pk).update(source_language="xx")
    assert "Nothing was changed, because of these" in chosen(desk, "back_to_draft", good, bad)
    assert {good.status, bad.status} == {"published"}
    assert not LogEntry.objects.exists()
    assert not models.Revision.objects.exists()


def test_withdrawn_and_back_to_draft(desk):
    page = make_page()
    form = desk.post(address(models.Page, "changelist"), {"action": "withdraw", "_selected_action": [page.pk]})
    desk.post(form["Location"], {"withdrawal": "gone", "note_en": "Over.", "without": "on"})
    page.refresh_from_db()
    assert page.status == models.Status.WITHDRAWN
    assert page.withdrawn_at <= timezone.now()
    chosen(desk, "back_to_draft", page)
    assert (page.status, page.withdrawn_at) == (models.Status.DRAFT, None)


def test_before_an_edition_is_withdrawn_what_readers_lose_with_it_is_counted_and_afterwards_its_form_says_why(desk):
    edition = make_edition()
    make_session(edition=edition)
    make_session(edition=edition, status="draft", publish_at=None)
    make_release(edition=edition)
    make_release()
    page = f"{reverse('admin:editions_edition_withdraw')}?item={edition.pk}"
    losses = desk.get(page).context["going_with"]
    assert sorted(losses) == [("Press releases", 1), ("Sessions", 1)]
    reasons = {"note_en": "Held elsewhere.", "without": "on"}
    desk.post(page, {"withdrawal": "moved", "moved_to": "/editions/9001/", **reasons})
    form = desk.get(address(edition)).content.decode()
    assert "Withdrawn on" in form
    assert "Moved: the address leads to another <code>/editions/9001/</code>" in form
    assert "Held elsewhere." in form


def test_coverage_has_the_same_actions(desk):
    coverage = make_coverage(status="draft", publish_at=None)
    chosen(desk, "publish_now", coverage)
    assert coverage.is_public()


def test_who_may_only_look_has_no_actions(client, db):
    client.force_login(make_editor("view_page"))
    page = make_page(status="draft", publish_at=None)
    content = client.get(address(models.Page, "changelist")).content.decode()
    assert "publish_now" not in content
    chosen(client, "publish_now", page)
    assert page.status == "draft"


def test_every_kind_of_item_can_be_deleted_from_its_list(desk):
    for make in MAKERS.values():
        item = make()
        data = {"action": "delete_selected", "_selected_action": [item.pk], "post": "yes"}
        assert desk.post(address(type(item), "changelist"), data).status_code == 302
        assert not type(item)._base_manager.filter(pk=item.pk).exists(), item
