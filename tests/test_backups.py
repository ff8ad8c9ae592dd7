"""A backup made while the site is written to, checked, refused when it is harmed, and restored page by page."""

import io
import os
import re
import shutil
import tarfile
import threading
from itertools import cycle

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from editions import backups, content_version, models, uploads
from editions.backups import form
from tests import factories
from tests.pictures import make_file, make_picture
from tests.worlds import KINDS, make_world

# A page with a form has a ticket that is made anew for each reader.
PAGES = [page for name, page in KINDS.items() if name != "report"]


def run(name, *options) -> str:
    out = io.StringIO()
    call_command(name, *map(str, options), stdout=out, stderr=out)
    return out.getvalue()


def emptied() -> None:
    """The place as it is after its first migration: no row of ours and no file."""
    call_command("flush", verbosity=0, interactive=False)
    shutil.rmtree(default_storage.location, ignore_errors=True)


def make_photo(caption="Kept"):
    row = models.Photo(rights="house", **factories.public(factories.in_languages("caption", caption)))
    return uploads.take_in_photo(row, io.BytesIO(make_file(make_picture(300, 200))))


def pages() -> dict[str, bytes]:
    """Every kind of page, its languages by turns, and every file, as a reader gets them."""
    client = Client()
    addresses = [f"/{language}/{page}" for language, page in zip(cycle(models.language_codes()), PAGES, strict=False)]
    read = {address: client.get(address).content for address in addresses}
    for photo in models.Photo.objects.order_by("pk"):
        for item in photo.public_renditions:
            address = f"/media/{photo.token}/{item['file']}"
            read[address] = b"".join(client.get(address).streaming_content)
    return read


# Made, and put back


@pytest.mark.django_db(transaction=True)
def test_every_kind_of_page_is_as_before(tmp_path):
    with time_machine.travel("2020-11-02 03:00:00+00:00", tick=False):
        make_world(speakers=3, parallel=2)
        editor = User.objects.create_superuser("editor", password="long enough to pass")
        before, mark = pages(), content_version.current()
        assert "whole" not in run("backup", tmp_path / "a.tar")
        emptied()
        run("restore", tmp_path / "a.tar")
        assert pages() == before
    assert len(before) > len(PAGES)
    assert content_version.current() != mark
    assert User.objects.get().password == editor.password
    assert models.SearchEntry.objects.exists()
    assert "as they should be" in run("verify")
    factories.make_topic()  # the next number is free


@pytest.mark.django_db(transaction=True)
def test_moments_keep_their_microseconds_and_nothing_is_dated_anew(tmp_path):
    topic = factories.make_topic()
    when = topic.updated_at.replace(year=2001, microsecond=123457)
    models.Topic.objects.update(updated_at=when)
    run("backup", tmp_path / "a.tar")
    emptied()
    run("restore", tmp_path / "a.tar")
    assert models.Topic.objects.get().updated_at == when


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_wholly_in_it_or_not_at_all(tmp_path):
    """Each topic is saved with its twin, in one transaction, by another thread while the backup is made."""
    done, failures = threading.Event(), []

    def write():
        from django.db import transaction

        try:
            while not done.is_set():
                with transaction.atomic():
                    one = factories.make_topic()
                    factories.make_topic(slug=f"twin-of-{one.slug}")
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    photo = make_photo()
    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(3):
            run("backup", tmp_path / f"{number}.tar")
    finally:
        done.set()
        thread.join()
    assert not failures
    emptied()
    run("restore", tmp_path / "2.tar")
    slugs = set(models.Topic.objects.values_list("slug", flat=True))
    twins = {slug for slug in slugs if slug.startswith("twin-of-")}
    assert twins == {f"twin-of-{slug}" for slug in slugs - twins}
    assert default_storage.exists(photo.original.name)


@pytest.mark.django_db
def test_a_photograph_that_goes_while_files_are_copied_is_not_in_it(
    tmp_path, monkeypatch, django_capture_on_commit_callbacks
):
    make_photo("Stays")
    goes = make_photo("Goes")
    copy = backups.making._copy

    def slow(*arguments):
        if models.Photo.objects.filter(pk=goes.pk).exists():
            with django_capture_on_commit_callbacks(execute=True):
                goes.delete()
        return copy(*arguments)

    monkeypatch.setattr(backups.making, "_copy", slow)
    manifest = backups.make(tmp_path / "a.tar")
    assert manifest.missing == []
    assert manifest.tables["editions.photo"].rows == 1
    assert all(path in backups.check(tmp_path / "a.tar").files for path in models.Photo.objects.get().stored_files())


@pytest.mark.django_db
def test_a_file_that_was_lost_is_told_and_the_rest_is_kept(tmp_path):
    lost, kept = make_photo("Lost"), make_photo("Kept")
    default_storage.delete(lost.original.name)
    with pytest.raises(CommandError, match=lost.original.name):
        run("backup", tmp_path / "a.tar")
    manifest = backups.check(tmp_path / "a.tar")
    assert manifest.missing == [lost.original.name]
    assert kept.original.name in manifest.files


@pytest.mark.django_db
def test_a_backup_is_for_its_owner_and_replaces_none(tmp_path, monkeypatch):
    run("backup", tmp_path / "a.tar")
    assert (tmp_path / "a.tar").stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="there already"):
        run("backup", tmp_path / "a.tar")
    fill = backups.making._fill

    def while_another_ends(*arguments):
        (tmp_path / "b.tar").write_text("another's")
        return fill(*arguments)

    monkeypatch.setattr(backups.making, "_fill", while_another_ends)
    with pytest.raises(CommandError, match="there already"):
        run("backup", tmp_path / "b.tar")
    assert (tmp_path / "b.tar").read_text() == "another's"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tar", "b.tar"]


@pytest.mark.django_db
def test_a_disk_that_is_full_leaves_no_part_of_a_backup(tmp_path, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups.making, "_copy", full)
    with pytest.raises(CommandError, match="No space left"):
        run("backup", tmp_path / "a.tar")
    assert not list(tmp_path.iterdir())


@pytest.mark.django_db
def test_nobodys_session_is_in_it(tmp_path, client):
    client.force_login(User.objects.create_superuser("editor"))
    run("backup", tmp_path / "a.tar")
    assert client.session.session_key.encode() not in (tmp_path / "a.tar").read_bytes()


# Refused


def cut(path):
    os.truncate(path, path.stat().st_size * 2 // 3)


def one_letter_changed(path):
    content = path.read_bytes()
    path.write_bytes(content.replace(b"Plainly invented", b"Plainly Invented", 1))


def member_changed(path, name, change):
    """The archive anew, with one member changed or, for None, left out."""
    with tarfile.open(path) as archive:
        parts = [(entry, archive.extractfile(entry).read()) for entry in archive]
    with tarfile.open(path, "w") as archive:
        for entry, content in parts:
            new = change(content) if entry.name == name else content
            if new is not None:
                entry.size = len(new)
                entry.pax_headers = {}  # whoever changes a manifest on purpose can also leave out its sum
                archive.addfile(entry, io.BytesIO(new))


def harm(kind):
    def changed(path):
        if kind == "cut off":
            cut(path)
        elif kind == "one letter":
            one_letter_changed(path)
        elif kind == "not an archive":
            path.write_bytes(b"<html>" * 1000)
        elif kind == "nothing":
            path.write_bytes(b"")
        elif kind == "no manifest":
            member_changed(path, form.MANIFEST, lambda _content: None)
        elif kind == "no table":
            member_changed(path, form.table_member("editions.topic"), lambda _content: None)
        elif kind == "another form":
            member_changed(path, form.MANIFEST, lambda text: text.replace(b'"format": 1', b'"format": 9'))
        elif kind == "another day":
            path.write_bytes(re.sub(rb'("made_at": "20)\d\d', rb"\g<1>19", path.read_bytes()))
        elif kind == "no day":
            member_changed(path, form.MANIFEST, lambda text: re.sub(rb'("made_at": )"[^"]+"', rb'\1"x"', text))
        elif kind == "manifest of nonsense":
            member_changed(path, form.MANIFEST, lambda _text: b"[]")
        elif kind == "newer":
            member_changed(path, form.MANIFEST, lambda text: re.sub(rb'"0001_initial"', b'"9999_later"', text, count=1))

    return changed


HARM = [
    *("cut off", "one letter", "not an archive", "nothing", "no manifest", "no table", "another form"),
    *("manifest of nonsense", "another day", "no day", "newer"),
]


@pytest.mark.parametrize(
    "path", ["../../out", "originals/../../out", "/tmp/out", "originals\\out", "originals/.hidden", "", ".", "a/b\nc"]
)
def test_a_backup_puts_no_file_where_none_of_ours_lies(path):
    told = form.Manifest("2026-11-23T10:00:00+00:00", "http://localhost", [], {}, {path: form.Part(1, "0")}, [])
    with pytest.raises(form.Damaged, match="where none of ours lies"):
        form.Manifest.read(told.written())


@pytest.mark.django_db
@pytest.mark.parametrize("kind", HARM)
def test_a_harmed_backup_is_refused_before_anything_is_written(tmp_path, kind):
    factories.make_topic(**factories.in_languages("name", "Plainly invented"))
    run("backup", tmp_path / "a.tar")
    models.Topic.objects.all().delete()
    harm(kind)(tmp_path / "a.tar")
    if kind != "newer":
        with pytest.raises(CommandError, match="must not be used"):
            run("verify", tmp_path / "a.tar")
    with pytest.raises(CommandError, match="Nothing was restored"):
        run("restore", tmp_path / "a.tar")
    assert not models.Topic.objects.exists()


@pytest.mark.django_db
def test_a_place_with_content_or_files_is_refused(tmp_path):
    run("backup", tmp_path / "a.tar")
    topic = factories.make_topic()
    with pytest.raises(CommandError, match="has content already, in editions_topic"):
        run("restore", tmp_path / "a.tar")
    assert models.Topic.objects.get() == topic
    topic.delete()
    models.Address.objects.all().delete()
    default_storage.save("originals/somebody-elses", ContentFile(b"x"))
    with pytest.raises(CommandError, match="somebody-elses"):
        run("restore", tmp_path / "a.tar")


class Cut(BaseException):
    """As a kill does, it ends the work wherever it stands."""


def cut_short(monkeypatch, where, name, target):
    def cut(*_arguments, **_options):
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(where, name, cut)
        with pytest.raises(Cut):
            run("restore", target)


def stored(photo):
    with default_storage.open(photo.original.name) as file:
        return file.read()


@pytest.mark.django_db(transaction=True)
def test_a_restoration_cut_short_is_repeated_in_the_same_place(tmp_path, monkeypatch):
    """While files are put back, before the rows are, and after them while the search is made."""
    photo = make_photo()
    target = tmp_path / "a.tar"
    run("backup", target)
    original = stored(photo)
    factories.make_topic()
    run("backup", tmp_path / "other.tar")
    emptied()
    cut_short(monkeypatch, backups.restoring._Plan, "migrate_to_its_state", target)
    with default_storage.open(photo.original.name, "wb") as file:
        file.write(original[:100])
    cut_short(monkeypatch, backups.restoring._Plan, "count_on", target)
    assert not models.Photo.objects.exists()
    cut_short(monkeypatch, backups.restoring.entries, "rebuild", target)
    with pytest.raises(CommandError, match="things are wrong"):
        run("verify")
    with pytest.raises(CommandError, match="another backup was begun here"):
        run("restore", tmp_path / "other.tar")
    run("restore", target)
    assert stored(photo) == original
    assert models.Photo.objects.get() == photo
    assert "as they should be" in run("verify")
    with pytest.raises(CommandError, match="Nothing was restored"):  # it came to its end
        run("restore", target)


@pytest.mark.django_db(transaction=True)
def test_two_restorations_do_not_work_in_one_place(tmp_path):
    run("backup", tmp_path / "a.tar")
    told = []

    def second():
        try:
            run("restore", tmp_path / "a.tar")
        except CommandError as refused:
            told.append(str(refused))
        finally:
            connection.close()

    with backups.unfinished.alone() as is_alone:
        assert is_alone
        other = threading.Thread(target=second)
        other.start()
        other.join()
    assert "Another restoration is at work here" in told[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (lambda table: table.replace(b'"published"', b"17x", 1), "A row cannot be read"),
        (lambda table: table * 2, "do not go together"),
    ],
)
def test_a_row_that_cannot_be_read_or_put_back_undoes_all(tmp_path, broken, told):
    """Hashes that agree do not make a row sound."""
    factories.make_topic()
    target = tmp_path / "a.tar"
    run("backup", target)
    with tarfile.open(target) as archive:
        table = archive.extractfile(form.table_member("editions.topic")).read()
    manifest = backups.check(target)
    part = form.Counted(io.BytesIO(broken(table))).read_to_the_end().part
    part = form.Part(part.size, part.digest, 1, manifest.tables["editions.topic"].columns)
    manifest.tables["editions.topic"] = part
    member_changed(target, form.table_member("editions.topic"), lambda _content: broken(table))
    member_changed(target, form.MANIFEST, lambda _text: manifest.written())
    models.Topic.objects.all().delete()
    models.Address.objects.all().delete()
    with pytest.raises(CommandError, match=told):
        run("restore", target)
    assert not models.Topic.objects.exists()


# The site itself


@pytest.mark.django_db
def test_verify_names_what_is_missing_changed_or_not_searched():
    missing, changed = make_photo("Missing"), make_photo("Changed")
    path = missing.rendition_path(missing.renditions[0]["file"])
    default_storage.delete(path)
    with default_storage.open(changed.original.name, "r+b") as file:
        file.write(b"other")
    out = io.StringIO()
    with pytest.raises(CommandError, match="things are wrong"):
        call_command("verify", stdout=out, stderr=out)
    assert f"A file is missing: {path}" in out.getvalue()
    assert f"not as it was when it was taken in: {changed.original.name}" in out.getvalue()
    assert "search entries of photo are not as their items" in out.getvalue()
