"""A correction keeps the texts it replaced, as far as readers had read them."""

import pytest

from editions import drafts, working
from editions.corrections import readable_texts
from editions.models import Correction
from tests import factories
from tests.admin.desk import opened, published, saved, sent
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
