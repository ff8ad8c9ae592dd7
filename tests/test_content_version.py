"""Whatever changes what readers may see moves the mark that everything kept of it is kept beside."""

import json

import pytest
from django.core.management import call_command
from django.db import OperationalError, transaction

from editions import content_version, marks
from editions.models import Draft, Page, PressRelease, SearchDebt, SearchEntry, Status
from tests.factories import make_page, make_photo, make_release, make_speaker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def moved():
    """Tells whether the mark was moved since it was last asked."""
    seen = content_version.current()

    def asked():
        nonlocal seen
        before, seen = seen, content_version.current()
        return before != seen

    return asked


def test_saving_and_deleting_move_it(moved):
    page = make_page()
    assert moved()
    page.save()
    assert moved()
    page.delete()
    assert moved()
    assert not moved()


def test_writing_many_rows_at_once_moves_it(moved):
    release = make_release()
    moved()
    PressRelease.objects.update(status=Status.DRAFT)
    assert moved()
    PressRelease.objects.bulk_update([release], ["status"])
    assert moved()
    PressRelease.objects.all().delete()
    assert moved()
    Page.objects.bulk_create([Page(slug="one", title_en="One")])
    assert moved()


def test_links_between_items_move_it(moved):
    photo, speaker = make_photo(), make_speaker()
    moved()
    photo.speakers.add(speaker)
    assert moved()


def test_it_moves_when_the_transaction_is_there_for_all_to_see_and_not_when_it_is_undone(moved):
    with transaction.atomic():
        make_page()
        assert not moved()
    assert moved()
    with transaction.atomic():
        make_page()
        transaction.set_rollback(True)
    assert not moved()


def test_what_readers_never_see_leaves_it(moved):
    page = make_page()
    moved()
    draft = Draft.objects.create(item=page)
    Draft.objects.filter(pk=draft.pk).update(held=["ja"])
    content_version._written(Draft, [draft.pk])
    assert not moved()


def test_loading_a_fixture_moves_it(moved, tmp_path):
    fields = {"slug": "one", "title_en": "One", "permanent_id": "abcdefgh", "created_at": "2024-01-01T00:00Z"}
    fields["updated_at"] = fields["created_at"]
    (tmp_path / "one.json").write_text(json.dumps([{"model": "editions.page", "pk": 7, "fields": fields}]))
    call_command("loaddata", tmp_path / "one.json", verbosity=0)
    assert Page.objects.get().pk == 7
    assert moved()


def test_emptying_the_database_moves_it(moved):
    make_page()
    moved()
    call_command("flush", interactive=False, verbosity=0)
    assert moved()


def test_a_command_moves_it_for_what_went_round_the_site(moved):
    call_command("forget_pages", verbosity=0)
    assert moved()


def test_what_cannot_be_told_is_logged_and_the_change_is_kept(monkeypatch, caplog, tmp_path):
    monkeypatch.setattr(content_version, "_shared", lambda: marks.FileMark(tmp_path / "nowhere" / "mark"))
    make_page()
    assert Page.objects.count() == 1
    assert "may be old" in caplog.text


def test_processes_meet_in_the_data_folder_or_in_redis(settings):
    content_version._shared.cache_clear()
    assert content_version._shared().path == settings.VAR / "content-mark"
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://one", "KEY_PREFIX": "two-"}}
    content_version._shared.cache_clear()
    shared = content_version._shared()
    content_version._shared.cache_clear()
    assert (shared.url, shared.key) == ("redis://one", "two-content-mark")


def test_what_a_killed_process_left_undone_is_done_by_the_next_one(moved, monkeypatch):
    """Between the transaction and what follows it there is a moment; the search must not stay behind for ever."""

    class Killed(BaseException):
        pass

    def killed(*_arguments):
        raise Killed

    @transaction.atomic
    def saved():
        page.title_en = "After"
        page.save()

    page = make_page(title_en="Before")
    moved()
    with monkeypatch.context() as patch:
        patch.setattr(content_version, "renew", killed)
        with pytest.raises(Killed):
            saved()
    assert SearchEntry.objects.get(kind="page", language="en").title == "Before"
    assert SearchDebt.objects.exists()
    assert not moved()
    content_version._waiting.__init__()  # of another process
    content_version.settle()
    assert SearchEntry.objects.get(kind="page", language="en").title == "After"
    assert not SearchDebt.objects.exists()
    assert moved()


def test_nothing_is_owed_once_it_is_done():
    with transaction.atomic():
        make_page()
        assert SearchDebt.objects.exists()
    assert not SearchDebt.objects.exists()


@pytest.mark.sqlite_only
def test_what_follows_may_be_part_of_the_transaction(moved):
    with transaction.atomic():
        make_page(title_en="At once")
        content_version.follow_at_once()
        assert SearchEntry.objects.get(kind="page", language="en").title == "At once"
        assert not SearchDebt.objects.exists()
        assert not moved()  # nobody else sees it yet
    assert moved()


@pytest.mark.sqlite_only
def test_a_change_is_kept_where_what_follows_fails_and_stays_owed(monkeypatch, caplog):
    def fails(*_arguments):
        raise OperationalError("The search is broken")

    monkeypatch.setattr(content_version.entries, "renew", fails)
    with transaction.atomic():
        make_page(title_en="Kept")
        content_version.follow_at_once()
    assert Page.objects.get().title_en == "Kept"
    assert SearchDebt.objects.exists()
    assert "The search is broken" in caplog.text
