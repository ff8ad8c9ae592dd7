"""A form is read and checked while others may write: what they write in between is merged or shown, never overwritten."""

import pytest

from editions import working
from editions.admin.drafting import DraftingMixin
from editions.models import Topic
from tests.admin.desk import form_of, opened, sent
from tests.factories import make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def meanwhile(monkeypatch):
    """What happens after the form was checked, and before it is written."""

    def happens(deed):
        begin, done = DraftingMixin.begin_to_write, []

        def after_others(self, request):
            if not done:
                done.append(True)
                deed()
            begin(self, request)

        monkeypatch.setattr(DraftingMixin, "begin_to_write", after_others)
        return done

    return happens


def a_draft():
    return make_topic(status="draft", publish_at=None, name_en="Trade", name_ja="貿易", name_zh_hans="贸易")


def test_another_field_that_was_changed_in_between_is_kept(admin_client, meanwhile):
    topic = a_draft()
    form = opened(admin_client, topic) | {"name_en": "Trade and peace", "_save": "on"}
    done = meanwhile(lambda: Topic.objects.filter(pk=topic.pk).update(name_ja="貿易と平和"))
    response = sent(admin_client, topic, form)
    topic.refresh_from_db()
    assert (done, response.status_code) == ([True], 302)
    assert (topic.name_en, topic.name_ja) == ("Trade and peace", "貿易と平和")


def test_the_same_field_that_was_changed_in_between_is_shown_beside_what_was_typed(admin_client, meanwhile):
    topic = a_draft()
    form = opened(admin_client, topic) | {"name_en": "Trade and peace", "_save": "on"}
    meanwhile(lambda: Topic.objects.filter(pk=topic.pk).update(name_en="Trade and growth"))
    response = sent(admin_client, topic, form)
    topic.refresh_from_db()
    assert response.status_code == 200
    assert topic.name_en == "Trade and growth"
    assert form_of(response)["name_en"] == "Trade and peace"
    assert "Trade and growth" in response.content.decode()


def test_an_address_that_was_taken_in_between_is_refused_in_words(admin_client, meanwhile):
    topic = a_draft()
    form = opened(admin_client, topic) | {"slug": "taken", "_save": "on"}
    meanwhile(lambda: make_topic(slug="taken"))
    response = sent(admin_client, topic, form)
    assert response.status_code == 200
    assert "slug" in response.context["adminform"].form.errors


def test_a_draft_that_was_begun_in_between_is_not_overwritten(admin_client, admin_user, meanwhile):
    topic = make_topic(name_en="Trade")
    form = opened(admin_client, topic) | {"name_en": "Trade and peace", "_save_draft": "on"}

    def begun():
        document = working.document_of(topic)
        document["fields"]["name_ja"] = "貿易と平和"
        working.save(topic, document, None)

    meanwhile(begun)
    assert sent(admin_client, topic, form).status_code == 302
    kept = working.draft_of(topic).document["fields"]
    assert (kept["name_en"], kept["name_ja"]) == ("Trade and peace", "貿易と平和")
