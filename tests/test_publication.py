"""One instant for everything; withdrawing in each of its ways; removing a text for good."""

import pytest
from django.core.exceptions import ValidationError

from editions import models, publication, revisions, working
from tests import factories
from tests.test_gate import ready_release

pytestmark = pytest.mark.django_db


def draft_photo(release, **fields):
    photo = factories.make_photo(edition=None, status="draft", publish_at=None, **fields)
    models.ReleasePhoto.objects.create(release=release, photo=photo)
    return photo


def test_an_item_and_what_goes_with_it_have_one_instant():
    release, at = ready_release(), factories.tomorrow().replace(microsecond=0)
    photos = [draft_photo(release) for _n in range(3)]
    publication.publish(release, by=None, at=at, with_it=photos)
    for item in (release, *photos):
        item.refresh_from_db()
        assert (item.status, item.publish_at) == ("published", at)


def test_all_or_nothing():
    release = ready_release()
    good, bad = draft_photo(release), draft_photo(release, credit="")
    with pytest.raises(publication.NotReady, match="no credit"):
        publication.publish(release, by=None, with_it=[good, bad])
    for item in (release, good, bad):
        item.refresh_from_db()
        assert item.status == "draft"


def test_a_reason_of_blanks_is_none():
    release = ready_release(dateline_date=None)
    with pytest.raises(publication.NotReady) as refused:
        publication.publish(release, by=None)
    with pytest.raises(publication.NotReady):
        publication.publish(release, by=None, reasons={refused.value.found[0].key: "  "})
    assert not models.Acknowledgement.objects.exists()


def test_the_draft_is_what_is_published():
    release = ready_release()
    document = working.document_of(release)
    working.save(release, document | {"fields": document["fields"] | {"headline_en": "From the draft"}}, None)
    publication.publish(release, by=None)
    release.refresh_from_db()
    assert (release.headline_en, release.is_public()) == ("From the draft", True)


def test_a_withdrawal_keeps_its_way_and_its_reason_and_the_draft_in_the_history():
    release = ready_release(status="published", publish_at=factories.PUBLIC_SINCE)
    document = working.document_of(release)
    working.save(release, document | {"fields": document["fields"] | {"headline_en": "Half written"}}, None)
    publication.withdraw(release, by=None, withdrawal="readable", notes={"en": "Out of date.", "ja": "古い情報です。"})
    release.refresh_from_db()
    assert (release.status, release.withdrawal, release.withdrawal_note_ja) == (
        "withdrawn",
        "readable",
        "古い情報です。",
    )
    assert "Half written" in str([one.document for one in revisions.of(release)])


def test_erasing_leaves_an_address_and_a_reason():
    release = ready_release(slug="to-be-erased", status="published", publish_at=factories.PUBLIC_SINCE)
    factories.make_correction(release=release, earlier={"body_en": "<p>Secret</p>"})
    publication.withdraw(release, by=None, notes={"en": "By order of a court."}, erase=True)
    stored = models.PressRelease.objects.values().get()
    assert (stored["slug"], stored["withdrawal_note_en"]) == ("to-be-erased", "By order of a court.")
    assert not any(
        stored[name] for name in stored if name.startswith(("headline", "body", "standfirst", "boilerplate"))
    )
    assert not models.Correction.objects.exists()
    kept = [*models.Draft.objects.values(), *models.WorkingDraft.objects.values(), *models.Revision.objects.values()]
    assert "Headline" not in str(kept)


def test_a_photograph_erased_takes_its_files_along(django_capture_on_commit_callbacks, monkeypatch):
    photo, gone = factories.make_photo(), []
    monkeypatch.setattr("editions.publication.remove_when_committed", gone.extend)
    publication.withdraw(photo, by=None, notes={"en": "By order of a court."}, erase=True)
    photo.refresh_from_db()
    assert (photo.renditions, photo.caption_en or "", photo.credit) == ([], "", "")
    assert len(gone) == 7  # the original and its six sizes


def test_an_edition_is_not_erased():
    with pytest.raises(ValidationError):
        publication.withdraw(factories.make_edition(), by=None, erase=True)
