"""What the public may see: by state, by the clock, by what an item hangs on; the queryset and the instance agree."""

import datetime
import itertools
import threading

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from editions import models
from tests import factories

NOON = datetime.datetime(2024, 12, 4, 12, 0, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)
STATES = [
    {"status": "draft", "publish_at": None},
    {"status": "draft", "publish_at": NOON - SECOND},
    {"status": "in-review", "publish_at": NOON - SECOND},
    {"status": "published", "publish_at": NOON - SECOND},
    {"status": "published", "publish_at": NOON},
    {"status": "published", "publish_at": NOON + SECOND},
    {"status": "withdrawn", "publish_at": NOON - SECOND, "withdrawn_at": NOON},
]

pytestmark = pytest.mark.django_db


def agree(model, at):
    """The queryset's answer for every row, checked against each instance's own."""
    found = set(model.objects.published(at).values_list("pk", flat=True))
    assert found == {item.pk for item in model.objects.all() if item.is_public(at)}
    return len(found)


def test_queryset_and_instance_agree_on_a_release_in_every_state_of_it_and_its_edition():
    for edition_state, state in itertools.product([None, *STATES], STATES):
        edition = factories.make_edition(**edition_state) if edition_state else None
        factories.make_release(edition=edition, **state)
    # Two public states of seven, under no edition or a public one of seven.
    assert agree(models.PressRelease, NOON) == 2 * 3
    assert agree(models.Edition, NOON) == 2 * 7


def test_queryset_and_instance_agree_on_an_appearance_in_every_state_of_its_three_parents():
    speakers = [factories.make_speaker(**state) for state in STATES]
    for edition_state, session_state in itertools.product(STATES, [None, *STATES]):
        edition = factories.make_edition(**edition_state)
        session = factories.make_session(edition=edition, **session_state) if session_state else None
        for speaker in speakers:
            factories.make_appearance(edition=edition, session=session, speaker=speaker)
    assert agree(models.Appearance, NOON) == 2 * 2 * 3
    assert agree(models.Session, NOON) == 2 * 2


def test_queryset_and_instance_agree_on_a_notice_that_ends():
    for until in (None, NOON - SECOND, NOON, NOON + SECOND):
        factories.make_notice(publish_at=NOON - 2 * SECOND, shown_until=until)
    assert agree(models.Notice, NOON) == 2


def test_a_correction_is_told_from_its_moment_on():
    factories.make_correction(made_at=NOON + SECOND)
    assert agree(models.Correction, NOON) == 0
    assert agree(models.Correction, NOON + SECOND) == 1


def test_an_embargo_lifts_at_its_second_without_any_job():
    release = factories.make_release(publish_at=NOON)
    with time_machine.travel(NOON - SECOND, tick=False):
        assert not models.PressRelease.objects.published().exists()
        assert release.is_embargoed
    with time_machine.travel(NOON, tick=False):
        assert models.PressRelease.objects.published().get() == release
        assert not release.is_embargoed


def test_published_without_a_moment_is_published_now():
    with time_machine.travel(NOON, tick=False):
        release = factories.make_release(publish_at=None)
    assert release.publish_at == NOON


def test_a_withdrawn_item_was_public_and_a_draft_taken_back_never_was():
    with time_machine.travel(NOON, tick=False):
        shown = factories.make_release(publish_at=NOON - SECOND)
        drafted = factories.make_release(status="draft", publish_at=NOON - SECOND)
        embargoed = factories.make_release(publish_at=NOON + SECOND)
        for release in (shown, drafted, embargoed):
            release.status = models.Status.WITHDRAWN
            release.save()
    assert list(models.PressRelease.objects.withdrawn()) == [shown]
    assert not models.PressRelease.objects.published(NOON + 2 * SECOND).exists()


def test_what_was_withdrawn_in_a_hidden_edition_says_nothing():
    edition = factories.make_edition(status="draft")
    factories.make_release(edition=edition, status="withdrawn", withdrawn_at=timezone.now())
    assert not models.PressRelease.objects.withdrawn().exists()


def test_only_the_permission_shows_what_is_not_public(django_user_model):
    draft = factories.make_release(status="draft")
    staff = django_user_model.objects.create_user("staff", is_staff=True)
    reader = django_user_model.objects.create_user("reader")
    reader.user_permissions.add(Permission.objects.get(codename="see_unpublished"))
    assert list(models.PressRelease.objects.visible_to(AnonymousUser())) == []
    assert list(models.PressRelease.objects.visible_to(None)) == []
    assert list(models.PressRelease.objects.visible_to(staff)) == []
    assert list(models.PressRelease.objects.visible_to(reader)) == [draft]


def test_published_composes_into_one_query(django_assert_num_queries):
    factories.make_appearance(session=factories.make_session())
    with django_assert_num_queries(1):
        list(models.Appearance.objects.published().filter(edition__in=models.Edition.objects.published()))


@pytest.mark.parametrize("model", [m for m in models.Publishable.__subclasses__() if not m._meta.abstract])
def test_every_publishable_model_keeps_the_constraints_of_its_base(model):
    names = {constraint.name for constraint in model._meta.constraints}
    assert {f"{model._meta.model_name}_published_has_moment", f"{model._meta.model_name}_withdrawn_has_moment"} <= names
    assert f"{model._meta.model_name}_public" in {index.name for index in model._meta.indexes}


def test_published_is_asked_under_any_name_the_table_goes_by_in_a_query():
    shown, draft = factories.make_session(), factories.make_session(status="draft")
    public = models.Session.objects.published()
    assert set(public | models.Session.objects.withdrawn()) == {shown}
    assert set(models.Session.objects.exclude(pk__in=public)) == {draft}
    assert set(models.Edition.objects.filter(sessions__in=public)) == {shown.edition}
    assert public.filter(edition__sessions__in=public).count() == 1


def test_the_database_itself_refuses_a_published_row_without_a_moment():
    release = factories.make_release()
    with pytest.raises(IntegrityError), transaction.atomic():
        models.PressRelease.objects.filter(pk=release.pk).update(publish_at=None)


class TestTexts:
    def test_a_missing_language_falls_back_to_the_source_then_english_then_any(self):
        release = factories.make_release(
            source_language="ja", headline_en="English", headline_zh_hans=None, headline_ja="日本語"
        )
        assert release.text("headline", "zh-hans").language == "ja"
        assert release.text("headline", "zh-hans").is_fallback
        release.headline_ja = ""
        assert str(release.text("headline", "zh-hans")) == "English"
        release.headline_en = ""
        assert str(release.text("headline", "zh-hans")) == ""

    def test_fallback_goes_field_by_field(self):
        release = factories.make_release(standfirst_ja="")
        assert release.text("headline", "ja").language == "ja"
        assert release.text("standfirst", "ja").language == "en"

    def test_an_item_is_ready_where_its_leading_text_stands(self):
        release = factories.make_release(headline_ja="")
        assert release.ready_languages == ["en", "zh-hans"]
        assert list(models.PressRelease.objects.ready_in("zh-hans")) == [release]
        assert list(models.PressRelease.objects.ready_in("ja")) == []


class TestSlugs:
    def test_one_name_gives_numbered_addresses(self):
        slugs = [factories.make_release(slug="", headline_en="Same words").slug for _n in range(3)]
        assert slugs == ["same-words", "same-words-2", "same-words-3"]

    def test_a_refusal_that_is_not_the_addresss_is_told_and_no_free_address_is_in_words(self, monkeypatch):
        taken = factories.make_release()
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.make_release(slug="", headline_en="Its own", permanent_id=taken.permanent_id)
        monkeypatch.setattr(models.PressRelease, "slug_candidates", lambda _self: iter([taken.slug]))
        with pytest.raises(ValidationError, match="No free address"):
            factories.make_release(slug="", headline_en="Another", year=taken.year)

    @pytest.mark.parametrize("headline", ["东京论坛", "🎏🎏", "مرحبا", "—", "東京フォーラム"])
    def test_a_name_without_latin_letters_gets_its_permanent_id(self, headline):
        release = factories.make_release(slug="", headline_en=headline)
        assert release.slug == release.permanent_id

    def test_the_year_of_a_release_stands_once_it_is_public(self):
        release = factories.make_release(dateline_date=datetime.date(2017, 12, 16))
        assert release.year == 2017
        release.dateline_date = datetime.date(2018, 1, 1)
        release.save()
        assert release.year == 2017

    def test_the_year_of_a_draft_follows_its_dateline(self):
        release = factories.make_release(status="draft", dateline_date=datetime.date(2017, 12, 16))
        release.dateline_date = datetime.date(2018, 1, 1)
        release.save()
        assert release.year == 2018

    @pytest.mark.django_db(transaction=True)
    def test_twenty_parallel_creations_of_one_name_all_succeed(self):
        barrier = threading.Barrier(20)
        slugs, errors = [], []

        def create():
            try:
                barrier.wait()
                slugs.append(factories.make_topic(slug="", name_en="One name").slug)
            except Exception as error:
                errors.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=create) for _n in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert sorted(slugs) == sorted(["one-name", *(f"one-name-{n}" for n in range(2, 21))])


def test_permanent_ids_are_eight_letters_and_digits():
    release = factories.make_release()
    assert len(release.permanent_id) == 8
    assert release.permanent_id.isalnum()
    assert release.permanent_id == release.permanent_id.lower()


def test_what_is_withdrawn_under_a_notice_stays_readable_with_what_belongs_to_it():
    with time_machine.travel(NOON, tick=False):
        kept, gone = factories.make_release(), factories.make_release()
        corrections = [factories.make_correction(release=release) for release in (kept, gone)]
        for release, withdrawal in ((kept, "readable"), (gone, "gone")):
            release.status, release.withdrawal = models.Status.WITHDRAWN, withdrawal
            release.save()
        assert list(models.PressRelease.objects.published()) == []
        assert list(models.PressRelease.objects.readable()) == [kept]
        assert [release.is_readable() for release in (kept, gone)] == [True, False]
        assert list(models.Correction.objects.published()) == [corrections[0]]
        assert agree(models.Correction, NOON) == 1


def test_what_was_never_public_is_not_readable_under_a_notice():
    release = factories.make_release(publish_at=factories.tomorrow())
    release.status, release.withdrawal = models.Status.WITHDRAWN, "readable"
    release.save()
    assert not release.is_readable()
    assert not models.PressRelease.objects.readable().exists()


def test_an_item_is_shown_early_within_its_block_alone():
    edition = factories.make_edition(status="draft", publish_at=None)
    release, other = (factories.make_release(edition=edition, status="draft", publish_at=None) for _n in range(2))
    correction = factories.make_correction(release=release)
    with models.shown_early([release]):
        assert list(models.PressRelease.objects.published()) == [release]
        assert list(models.Correction.objects.published()) == [correction]
        assert release.is_public()
        assert correction.is_public()
        assert not other.is_public()
        assert not models.Edition.objects.published().exists()
    assert not models.PressRelease.objects.published().exists()
    assert not release.is_public()


def test_nobody_else_sees_what_one_request_is_shown_early():
    release, seen = factories.make_release(status="draft", publish_at=None), []
    with models.shown_early([release]):
        thread = threading.Thread(target=lambda: seen.append(models.early_keys(models.PressRelease)))
        thread.start()
        thread.join()
    assert seen == [frozenset()]


def test_a_hidden_parent_hides_within_a_subquery_too():
    edition = factories.make_edition()
    session = factories.make_session(edition=edition, status="draft")
    photo = factories.make_photo(edition=edition, session=session)
    appearance = factories.make_appearance(edition=edition, session=session)
    photo.speakers.add(appearance.speaker)
    for model in (models.Photo, models.Appearance):
        assert not models.Edition.objects.filter(pk__in=model.objects.published().values("edition")).exists()
        of_speaker = {
            "photos__in": models.Photo.objects.published(),
            "appearances__in": models.Appearance.objects.published(),
        }
        for name, rows in of_speaker.items():
            assert not models.Speaker.objects.published().filter(**{name: rows}).exists()
    models.Session.objects.filter(pk=session.pk).update(status="published", publish_at=timezone.now())
    assert models.Edition.objects.filter(pk__in=models.Photo.objects.published().values("edition")).exists()
    assert models.Speaker.objects.filter(appearances__in=models.Appearance.objects.published()).exists()


def test_what_has_no_page_of_its_own_is_deleted_without_an_address():
    promise = factories.make_promise()
    promise.delete()
    assert not models.Promise.objects.exists()
    assert not models.Address.objects.filter(permanent_id=promise.permanent_id).exists()
