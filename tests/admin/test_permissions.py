"""Nobody reaches more of the desk than the permissions say, by any of its addresses."""

import pytest
from django.contrib import admin
from django.urls import reverse

from editions import models, working
from tests import factories
from tests.admin.desk import address, make_editor, opened

OURS = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "editions"), key=lambda model: model.__name__
)


@pytest.mark.django_db
@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_an_editor_without_permission_is_refused_everywhere(client, model):
    client.force_login(make_editor("view_logentry"))
    opts = model._meta
    for view in ("changelist", "add"):
        assert client.get(reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}")).status_code == 403
    for view in ("change", "delete", "history"):
        url = reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=[1])
        for method in (client.get, client.post):
            assert method(url).status_code in (403, 302)
            assert "<form" not in method(url).content.decode()


@pytest.mark.django_db
class TestWithoutPermission:
    def test_an_item_is_refused_by_every_view(self, client):
        page = factories.make_page(status="draft", publish_at=None)
        client.force_login(make_editor("view_speaker", "change_speaker"))
        for view in ("change", "delete", "history"):
            for method in (client.get, client.post):
                assert method(address(page, view)).status_code == 403
        page.refresh_from_db()

    def test_the_search_box_of_another_model_is_refused(self, client):
        client.force_login(make_editor("view_page"))
        query = {"app_label": "editions", "model_name": "session", "field_name": "topic", "term": ""}
        assert client.get(reverse("admin:autocomplete"), query).status_code == 403


@pytest.mark.django_db
class TestWhoMayLook:
    @pytest.fixture
    def page(self, client):
        client.force_login(make_editor("view_page"))
        return factories.make_page()

    def test_sees_the_item_but_no_form_to_save(self, client, page):
        content = client.get(address(page)).content.decode()
        assert page.title_en in content
        assert "_opened_on" not in content
        assert 'name="_save"' not in content

    def test_cannot_save(self, client, page):
        assert client.post(address(page), {"title_en": "Mine"}).status_code == 403
        page.refresh_from_db()
        assert page.title_en != "Mine"

    def test_reads_the_history_and_puts_nothing_back(self, client, page):
        for title in ("Before", "After"):
            working.save(page, working.document_of(page) | {"fields": {"title_en": title}}, None, what="draft")
        content = client.get(address(page, "history")).content.decode()
        assert "<ins>After</ins>" in content
        assert "Put " not in content
        assert client.post(address(page, "put_back"), {"state": "1 "}).status_code == 403

    def test_does_not_reach_deletion(self, client, page):
        assert client.get(address(page, "delete")).status_code == 403


def test_drafts_are_no_items_of_the_desk():
    assert not admin.site.is_registered(models.Draft)


def test_rows_need_a_permission_of_their_own(client, db):
    client.force_login(make_editor("view_document", "change_document"))
    clause = factories.make_clause()
    assert "clauses-0-text_line_en" not in opened(client, clause.document)
    data = opened(client, clause.document) | {
        "clauses-TOTAL_FORMS": "1",
        "clauses-INITIAL_FORMS": "1",
        "clauses-0-id": str(clause.pk),
        "clauses-0-document": str(clause.document_id),
        "clauses-0-number": "1",
        "clauses-0-text_line_en": "Forged",
    }
    client.post(address(clause.document), data)
    clause.refresh_from_db()
    assert clause.text_line_en != "Forged"


def test_reader_notes_keep_their_words(desk):
    note = models.ReaderNote.objects.create(page_id="abcdefgh", language="en", message="As it was sent")
    data = opened(desk, note)
    assert "message" not in data
    response = desk.post(address(note), data | {"message": "Forged", "state": "done"})
    assert response.status_code == 302
    note.refresh_from_db()
    assert (note.message, note.state) == ("As it was sent", "done")
    assert desk.get(address(models.ReaderNote, "add")).status_code == 403
