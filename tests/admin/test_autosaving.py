"""The form keeps itself while it is typed in; what two typed at once is neither overwritten nor lost."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from editions import models, working
from editions.models import Presence, Revision, WorkingDraft
from tests.admin.desk import address, form_of, make_editor, opened, sent
from tests.admin.test_drafting import KEEP, kept
from tests.admin.test_stale_forms import new_row
from tests.factories import make_clause, make_document, make_edition, make_release, make_side, make_topic


def typed(client, item_or_model, data, view="autosave"):
    response = client.post(address(item_or_model, view), data)
    assert response.status_code == 200
    return response.json()


class TestByItself:
    def test_a_draft_is_kept_and_no_revision_written(self, desk):
        release = make_release(headline_en="Public headline")
        answer = typed(desk, release, opened(desk, release) | {"headline_en": "Half a sent"})
        assert answer["state"].startswith("Saved as draft: ")
        release.refresh_from_db()
        assert release.headline_en == "Public headline"
        assert opened(desk, release)["headline_en"] == "Half a sent"
        assert not Revision.objects.exists()

    def test_the_state_is_told_on_the_clocks_of_both_capitals(self, desk):
        for order, zone in enumerate(("Asia/Tokyo", "Asia/Shanghai"), 1):
            make_side(time_zone=zone, order=order, **{f"capital_{c}": zone[5:] for c in ("en", "zh_hans", "ja")})
        release = make_release()
        data = opened(desk, release) | {"byline": "X"}
        with time_machine.travel("2026-03-04T13:41:00Z", tick=False):
            assert typed(desk, release, data)["state"] == "Saved as draft: 22:41 Tokyo (21:41 Shanghai)"

    def test_a_row_of_the_draft_wanted_again_but_gone_meanwhile_is_made_anew(self, desk):
        clause = make_clause(text_line_en="Wanted")
        kept(desk, clause.document, **{"clauses-0-DELETE": "on"})
        form = opened(desk, clause.document)
        assert form.pop("clauses-0-DELETE")
        sent(desk, clause.document, opened(desk, clause.document))  # in another window
        assert not clause.document.clauses.exists()
        assert sent(desk, clause.document, form).status_code == 302
        assert clause.document.clauses.get().text_line_en == "Wanted"

    def test_the_form_goes_on_from_what_it_shows(self, desk, other):
        edition = make_edition(theme_en="Old", theme_ja="古い")
        form = opened(desk, edition) | {"theme_en": "Mine"}
        kept(other, edition, theme_ja="彼らの")
        answer = typed(desk, edition, form)
        assert answer["clashes"] == []
        again = form | {"_opened_on": answer["opened_on"], "theme_en": "Mine, longer"}
        typed(desk, edition, again)
        document = working.draft_of(edition).document["fields"]
        assert (document["theme_en"], document["theme_ja"]) == ("Mine, longer", "彼らの")

    def test_a_field_two_changed_stays_as_the_other_has_it_until_it_is_chosen(self, desk, other):
        edition = make_edition(theme_en="Old")
        form = opened(desk, edition) | {"theme_en": "Mine", "mode": "hybrid"}
        kept(other, edition, theme_en="Theirs")
        for _again in range(2):
            answer = typed(desk, edition, form)
            assert answer["clashes"] == ["Theme (English)"]
            form["_opened_on"] = answer["opened_on"]
        document = working.draft_of(edition).document["fields"]
        assert (document["theme_en"], document["mode"]) == ("Theirs", "hybrid")
        response = sent(desk, edition, form | KEEP)
        page = response.content.decode()
        assert "Theirs" in page
        assert "Another Editor (" in page  # though the draft was kept last by the one who is told
        assert form_of(response)["theme_en"] == "Mine"

    def test_rows_added_are_kept_once_however_often(self, desk, other):
        document = make_document()
        form = opened(desk, document) | new_row("clauses", 0, number="1", text_line_en="Cla")
        form["clauses-0-id"] = "new-abc"
        for text in ("Clau", "Clause"):
            form["_opened_on"] = typed(desk, document, form | {"clauses-0-text_line_en": text})["opened_on"]
        (row,) = working.draft_of(document).document["inlines"]["clauses"]
        assert (row["id"], row["text_line_en"]) == ("new-abc", "Clause")

    def test_a_row_two_changed_stays_as_the_other_has_it(self, desk, other):
        clause = make_clause(text_line_en="Old")
        form = opened(desk, clause.document) | {"clauses-0-text_line_en": "Mine"}
        kept(other, clause.document, **{"clauses-0-text_line_en": "Theirs"})
        for _again in range(2):
            answer = typed(desk, clause.document, form)
            assert answer["clashes"] == ["clauses"]
            form["_opened_on"] = answer["opened_on"]
        (row,) = working.draft_of(clause.document).document["inlines"]["clauses"]
        assert row["text_line_en"] == "Theirs"

    def test_a_form_of_nobody_knows_what_keeps_nothing(self, desk):
        release = make_release()
        response = desk.post(
            address(release, "autosave"), opened(desk, release) | {"_opened_on": "forged", "byline": "X"}
        )
        assert response.status_code == 409
        assert not WorkingDraft.objects.exists()

    def test_held_texts_stay_held(self, desk):
        page = models.Page.objects.create(title_en="One", title_ja="秘密", status="published", slug="one")
        sent(desk, page, opened(desk, page) | {"ready_languages": ["en"]})
        typed(desk, page, opened(desk, page) | {"title_en": "Two"})
        page.refresh_from_db()
        assert not page.title_ja
        assert opened(desk, page)["title_ja"] == "秘密"


class TestOfSomethingNew:
    def test_it_is_there_on_another_machine_and_gone_once_saved(self, desk, other):
        answer = typed(desk, models.Topic, opened(desk, models.Topic, "add") | {"name_en": "Med"}, "autosave_new")
        key = answer["unfinished"]
        form = opened(desk, models.Topic, "add") | {"name_en": "Media", "name_ja": "メディア", "_unfinished": str(key)}
        assert typed(desk, models.Topic, form, "autosave_new")["unfinished"] == key
        listed = desk.get(address(models.Topic, "add")).content.decode()
        assert "Not finished: Media" in listed
        again = form_of(desk.get(f"{address(models.Topic, 'add')}?_unfinished={key}"))
        assert (again["name_en"], again["name_ja"], again["_unfinished"]) == ("Media", "メディア", str(key))
        assert "Not finished" not in other.get(address(models.Topic, "add")).content.decode()
        assert form_of(other.get(f"{address(models.Topic, 'add')}?_unfinished={key}"))["name_en"] == ""
        assert sent(desk, models.Topic, again, "add").status_code == 302
        assert models.Topic.objects.get().name_ja == "メディア"
        assert not WorkingDraft.objects.exists()
        assert Revision.objects.get().what == "created"

    def test_its_rows_are_kept_too(self, desk):
        form = opened(desk, models.Document, "add") | new_row("clauses", 0, number="1", text_line_en="Clause")
        key = typed(desk, models.Document, form, "autosave_new")["unfinished"]
        again = form_of(desk.get(f"{address(models.Document, 'add')}?_unfinished={key}"))
        assert (again["clauses-TOTAL_FORMS"], again["clauses-0-text_line_en"]) == ("1", "Clause")

    def test_it_is_given_up_by_a_button(self, desk, other):
        form = opened(desk, models.Topic, "add") | {"name_en": "Media"}
        key = typed(desk, models.Topic, form, "autosave_new")["unfinished"]
        other.post(address(models.Topic, "discard_new"), {"_unfinished": key})
        assert WorkingDraft.objects.exists()
        desk.post(address(models.Topic, "discard_new"), {"_unfinished": key})
        assert not WorkingDraft.objects.exists()


class TestWhoElseIsHere:
    def test_the_others_are_told_and_forgotten(self, desk, other):
        release = make_release()
        assert "has this form open too" not in desk.get(address(release)).content.decode()
        page = other.get(address(release)).content.decode()
        assert "Test Editor has this form open too, since " in page
        assert typed(desk, release, {}, "present")["others"][0].startswith("Another Editor has this form open too")
        with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
            assert typed(desk, release, {}, "present")["others"] == []
        Presence.objects.update(seen_at=timezone.now() - timedelta(days=2))
        desk.get(address(release))
        assert Presence.objects.count() == 1


def test_nobody_without_permission_writes_a_draft(client, db):
    release, topic = make_release(), make_topic()
    client.force_login(make_editor("view_pressrelease", "view_topic"))
    for item, view in ((release, "autosave"), (release, "present"), (models.Topic, "autosave_new")):
        assert client.post(address(item, view), {"headline_en": "Forged"}).status_code == 403
        assert client.get(address(item, view)).status_code == 405
    assert client.post(f"{address(topic, 'autosave')}".replace(str(topic.pk), "999999")).status_code == 404
    assert not WorkingDraft.objects.exists()
