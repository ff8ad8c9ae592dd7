"""Every list and every form of the desk opens, in a number of queries that does not grow."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.utils import timezone

from editions import models
from editions.snapshots import differences, snapshot
from tests import factories
from tests.admin.desk import address, opened, sent

ITEMS = {
    models.Edition: factories.make_edition,
    models.Session: factories.make_session,
    models.Topic: factories.make_topic,
    models.Speaker: factories.make_speaker,
    models.Organisation: factories.make_organisation,
    models.Photo: factories.make_photo,
    models.PressRelease: factories.make_release,
    models.Coverage: factories.make_coverage,
    models.Document: factories.make_document,
    models.Survey: factories.make_survey,
    models.Question: factories.make_question,
    models.Result: factories.make_result,
    models.Promise: factories.make_promise,
    models.Page: factories.make_page,
    models.Notice: factories.make_notice,
    models.Side: factories.make_side,
    models.Term: factories.make_term,
}


READ_ONLY = {models.Address, models.Link, models.MissedSearch}


@pytest.mark.parametrize("model", ITEMS, ids=lambda model: model.__name__)
def test_the_list_and_the_forms_open_and_a_form_saved_untouched_changes_nothing(desk, model):
    item = model.objects.get(pk=ITEMS[model]().pk)
    assert str(item).split(" [")[0][:10] in desk.get(address(model, "changelist")).content.decode()
    opened(desk, model, "add")
    assert desk.get(address(item, "history")).status_code == 200
    before, form = snapshot(item), opened(desk, item)
    assert form["_opened_on"]
    assert sent(desk, item, form).status_code == 302
    assert differences(before, snapshot(model.objects.get(pk=item.pk))) == []


def test_every_model_of_the_desk_is_in_the_table():
    ours = {model for model in admin.site._registry if model._meta.app_label == "editions"}
    assert ours - set(ITEMS) == {models.Forum, models.Contact, models.ReaderNote, models.Answer, *READ_ONLY}


def test_each_page_of_a_list_has_its_rows_in_the_order_of_the_whole(desk, monkeypatch):
    monkeypatch.setattr(admin.site._registry[models.PressRelease], "list_per_page", 2)
    days = [timezone.now() - timedelta(days=n) for n in (3, 1, 5, 2, 4)]
    made = [factories.make_release(publish_at=day, headline_en=f"Test number {n}") for n, day in enumerate(days)]
    pages = [desk.get(address(models.PressRelease, "changelist"), {"p": n}).context["cl"] for n in (1, 2, 3)]
    assert [[row.pk for row in page.result_list] for page in pages] == [
        [made[1].pk, made[3].pk], [made[0].pk, made[4].pk], [made[2].pk],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "model", [models.PressRelease, models.Photo, models.Speaker, models.Coverage], ids=lambda model: model.__name__
)
@pytest.mark.sqlite_only  # how SQLite means to go about it
def test_no_list_of_what_grows_is_sorted_row_by_row(desk, model):
    """Neither as it opens nor with the filter most used, nor by the last change: an index has its order."""
    ITEMS[model]()
    columns = desk.get(address(model, "changelist")).context["cl"].list_display
    for asked in ({}, {"status__exact": "published"}, *({"o": f"{way}{len(columns) - 1}"} for way in ("", "-"))):
        keys = desk.get(address(model, "changelist"), asked).context["cl"].queryset.values("pk")
        assert "TEMP B-TREE" not in keys[100:150].explain(), asked


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_from_one_form_to_the_next_follows_what_others_write(desk):
    photo, session = factories.make_photo(), factories.make_session()

    def shown(item):
        return desk.get(address(item)).content.decode()

    before = [shown(item) for item in (photo, session)]
    assert "Nowhere but in the gallery." in before[0]
    told = ("Sapporo", "9876th", "Test Headline", "Nobody chairs it.", "Forum of Tests")
    assert not any(word in page for page in before for word in told)
    factories.make_venue(city_en="Sapporo")
    factories.make_appearance(session=session)
    release = factories.make_release(headline_en="Test Headline", edition=factories.make_edition(number=9876))
    models.ReleasePhoto.objects.create(release=release, photo=photo)
    models.Forum.objects.create(name_en="Forum of Tests")
    after = [shown(item) for item in (photo, session)]
    assert all("9876th" in page for page in after)
    assert all(word in after[0] for word in ("Test Headline", "Forum of Tests"))
    assert "Nowhere but in the gallery." not in after[0]
    assert all(word in after[1] for word in ("Sapporo", "Nobody chairs it."))
