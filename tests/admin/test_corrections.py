"""A correction keeps the texts it replaced, as far as readers had read them."""

import pytest

from editions import drafts, working
from editions.corrections import readable_texts
from editions.models import Correction, ReaderNote
from tests import factories
from tests.admin.desk import form_of, make_editor, opened, published, saved, sent
from tests.test_gate import ready_release

pytestmark = pytest.mark.django_db

CORRECTION = {
    "corrections-TOTAL_FORMS": "1",
    "corrections-0-kind": "correction",
    "corrections-0-note_en": "A day was wrong.",
    "corrections-0-made_at_0": "2020-01-05",
    "corrections-0-made_at_1": "12:00:00",
}


def corrected(client, release, **changes):
    """Save the release with a new correction."""
    saved(client, release, **CORRECTION, **changes)
    release.refresh_from_db()
    return Correction.objects.get()


def publish_on_its_page(client, release):
    published(client, release)


def publish_by_command(_client, release):
    working.publish(release, None)


def test_the_texts_before_it_are_kept_and_can_be_read(admin_client, client):
    release = factories.make_release(slug="opening", body_en="<p>It opened on Monday.</p>", headline_en="As it is")
    correction = corrected(admin_client, release, body_en="<p>It opened on Tuesday.</p>")
    assert correction.earlier == {"body_en": "<p>It opened on Monday.</p>"}
    page = client.get("/en/press/2020/opening/versions/1/").content.decode()
    assert "It opened on <del>Monday</del><ins>Tuesday</ins>." in page
    assert "<p>It opened on Monday.</p>" in page


def test_of_what_was_not_public_nothing_is_kept():
    hidden = factories.make_edition(number=78, status="draft", publish_at=None)
    for unread in ({"publish_at": factories.tomorrow()}, {"status": "draft"}, {"edition": hidden}):
        assert readable_texts(working.document_of(factories.make_release(**unread))) == {}
    held = readable_texts(working.document_of(factories.make_release(headline_ja="", body_ja="<p>Kept</p>")))
    assert not [column for column in held if column.endswith("_ja")]


def test_a_text_held_back_is_not_kept_when_it_comes_out_changed(admin_client):
    release = factories.make_release(
        headline_ja="日本語の見出し", body_ja="<p>まだ見せない。</p>", body_en="<p>One.</p>"
    )
    drafts.hold_back(release, ["ja"])
    correction = corrected(
        admin_client, release, body_ja="<p>見せる。</p>", body_en="<p>Two.</p>", ready_languages=["en", "zh-hans", "ja"]
    )
    assert release.body_ja == "<p>見せる。</p>"
    assert correction.earlier == {"body_en": "<p>One.</p>"}


@pytest.mark.parametrize("publish", [publish_on_its_page, publish_by_command])
def test_a_draft_that_is_published_with_a_correction_keeps_them_too(admin_client, client, publish):
    texts = {"body_en": "<p>It opened on Monday.</p>", "body_ja": "<p>月曜日に開いた。</p>"}
    release = ready_release(slug="opening", status="published", publish_at=factories.PUBLIC_SINCE, **texts)
    corrected_draft = {"body_en": "<p>It opened on Tuesday.</p>", "body_ja": "<p>火曜日に開いた。</p>", **CORRECTION}
    sent(admin_client, release, opened(admin_client, release) | corrected_draft | {"_save_draft": "on"})
    assert not Correction.objects.exists()
    publish(admin_client, release)
    assert Correction.objects.get().earlier == texts
    for language, word in (("en", "Monday"), ("ja", "月曜日")):
        page = client.get(f"/{language}/press/{release.year}/opening/versions/1/").content.decode()
        assert word in page


def test_a_later_draft_leaves_what_an_earlier_correction_kept(admin_client):
    release = factories.make_release(body_en="<p>One.</p>")
    first = corrected(admin_client, release, body_en="<p>Two.</p>")
    sent(admin_client, release, opened(admin_client, release) | {"body_en": "<p>Three.</p>", "_save_draft": "on"})
    publish_by_command(admin_client, release)
    first.refresh_from_db()
    assert first.earlier == {"body_en": "<p>One.</p>"}


def test_a_note_without_a_change_keeps_nothing(admin_client):
    release = factories.make_release(body_en="<p>As it is.</p>")
    assert corrected(admin_client, release).earlier == {}


def test_a_note_is_proposed_from_what_the_draft_says_differently_in_each_language(admin_client):
    release = factories.make_release(body_en="<p>On Monday.</p>", body_ja="<p>月曜。</p>", body_zh_hans="<p>周一。</p>")
    propose = f"/admin/editions/pressrelease/{release.pk}/propose-correction/"
    admin_client.post(propose)
    assert working.draft_of(release) is None
    changes = {"body_en": "<p>On Tuesday.</p>", "body_ja": "<p>火曜。</p>", "_save_draft": "on"}
    sent(admin_client, release, opened(admin_client, release) | changes)
    admin_client.post(propose)
    form = opened(admin_client, release)
    assert form["corrections-0-note_en"] == "In paragraph 1, “Monday” now reads “Tuesday”."
    assert form["corrections-0-note_ja"] == "第1段落で、「月曜」を「火曜」に改めました。"
    assert form["corrections-0-note_zh_hans"] == ""
    publish_by_command(admin_client, release)
    assert Correction.objects.get().earlier == {"body_en": "<p>On Monday.</p>", "body_ja": "<p>月曜。</p>"}


def test_who_may_not_change_a_release_proposes_nothing(client):
    client.force_login(make_editor("view_pressrelease"))
    release = factories.make_release()
    assert client.post(f"/admin/editions/pressrelease/{release.pk}/propose-correction/").status_code == 403


def test_a_readers_report_leads_to_the_form_of_its_release_and_is_quoted_there(admin_client):
    release = factories.make_release()
    note = ReaderNote.objects.create(
        page_id=release.permanent_id, language="en", passage="on Monday", message="It was <b>Tuesday</b>."
    )
    path = f"/admin/editions/pressrelease/{release.pk}/change/?report={note.pk}"
    assert path in admin_client.get(f"/admin/editions/readernote/{note.pk}/change/").content.decode()
    page = admin_client.get(path).content.decode()
    assert "A reader reports, on “on Monday”: It was &lt;b&gt;Tuesday&lt;/b&gt;." in page
    assert not working.draft_of(release)


def test_a_report_begins_a_correction_that_is_kept_with_the_form_and_not_before(admin_client):
    release = factories.make_release(body_en="<p>It opened on Monday.</p>", headline_ja="見出し", headline_zh_hans="")
    note = ReaderNote.objects.create(page_id=release.permanent_id, language="en", passage="on Monday", message="No.")
    form = form_of(admin_client.get(f"/admin/editions/pressrelease/{release.pk}/change/?report={note.pk}"))
    assert form["corrections-0-note_en"] == "“on Monday” was corrected after a reader’s report."
    assert form["corrections-0-note_ja"] == "読者からの指摘により、誤りを訂正しました。"
    assert form["corrections-0-note_zh_hans"] == ""
    assert "corrections-0-note_en" not in opened(admin_client, release)
    sent(admin_client, release, form | {"body_en": "<p>It opened on Tuesday.</p>", "_save_draft": "on"})
    assert opened(admin_client, release)["corrections-0-note_en"] == form["corrections-0-note_en"]
    publish_by_command(admin_client, release)
    assert Correction.objects.get().earlier == {"body_en": "<p>It opened on Monday.</p>"}
    other = factories.make_release()
    page = admin_client.get(f"/admin/editions/pressrelease/{other.pk}/change/?report={note.pk}")
    assert "corrections-0-note_en" not in form_of(page)
