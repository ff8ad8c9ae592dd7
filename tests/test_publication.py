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
    working.save(release, document | {"fields": document["fields"] | {"byline": "From the draft"}}, None)
    publication.publish(release, by=None)
    release.refresh_from_db()
    assert (release.byline, release.is_public()) == ("From the draft", True)


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


def test_a_report_of_others_that_is_erased_leads_nowhere_any_more():
    coverage = factories.make_coverage(title="Words of another house")
    publication.withdraw(coverage, by=None, notes={"": "At their wish."}, erase=True)
    coverage.refresh_from_db()
    assert coverage.link == "https://withdrawn.invalid/"
    assert "Words of another house" not in str(type(coverage).objects.filter(pk=coverage.pk).values())


def test_an_edition_is_not_erased():
    with pytest.raises(ValidationError):
        publication.withdraw(factories.make_edition(), by=None, erase=True)


class TestReadersAfterAWithdrawal:
    def page_of(self, client, item, language="en"):
        return client.get(f"/{language}/press/{item.year}/{item.slug}/")

    def withdrawn(self, **how):
        release = ready_release(slug="opening", status="published", publish_at=factories.PUBLIC_SINCE)
        publication.withdraw(release, by=None, **how)
        return release

    @pytest.mark.parametrize(
        ("withdrawal", "words"), [("gone", "This page was withdrawn"), ("mistake", "published by mistake")]
    )
    def test_gone_says_so_with_the_reason(self, client, withdrawal, words):
        answer = self.page_of(client, self.withdrawn(withdrawal=withdrawal, notes={"en": "The date was wrong."}))
        assert answer.status_code == 410
        assert words in answer.content.decode()
        assert "The date was wrong." in answer.content.decode()
        assert "Headline" not in answer.content.decode()

    def test_a_reason_in_another_language_is_marked_and_told(self, client):
        release = self.withdrawn(notes={"ja": "日付が誤っていました。"})
        text = self.page_of(client, release).content.decode()
        assert '<span lang="ja">日付が誤っていました。</span>' in text
        assert "This text is not available in English" in text

    @pytest.mark.parametrize(
        ("address", "leads_to"),
        [
            ("/press/2024/other/", "/ja/press/2024/other/"),
            ("/en/press/2024/other/", "/ja/press/2024/other/"),
            ("https://other.example/x", "https://other.example/x"),
        ],
    )
    def test_what_has_moved_leads_there_in_the_reader_s_language(self, client, address, leads_to):
        release = self.withdrawn(withdrawal="moved", moved_to=address, notes={"en": "See there."})
        answer = self.page_of(client, release, "ja")
        assert (answer.status_code, answer["Location"]) == (301, leads_to)

    def test_what_stays_readable_says_that_it_was_withdrawn_and_is_listed_nowhere(self, client):
        release = self.withdrawn(withdrawal="readable", notes={"en": "Superseded."})
        answer = self.page_of(client, release)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert str(release.headline_en) in text
        assert "It stays here to be read" in text
        assert "Superseded." in text
        assert '<meta name="robots" content="noindex">' in text
        assert str(release.headline_en) not in client.get("/en/press/").content.decode()


class TestTheCommand:
    def run(self, *arguments):
        from io import StringIO

        from django.core.management import call_command

        out = StringIO()
        call_command("publish_check", *arguments, stdout=out)
        return out.getvalue()

    def test_a_release_that_passes(self):
        ready_release(slug="fine")
        assert "1 items, 0 refused" in self.run("pressrelease", "fine")

    def test_one_that_is_refused_ends_with_an_error(self, capsys):
        from django.core.management.base import CommandError

        ready_release(slug="half", body_ja="")
        with pytest.raises(CommandError, match="1 refused"):
            self.run("press_releases", "half")

    def test_everything_that_waits(self):
        ready_release(publish_at=factories.tomorrow(), status="published")
        ready_release(status="in-review")
        ready_release()
        factories.make_page()
        assert "2 items, 0 refused" in self.run()

    @pytest.mark.parametrize("arguments", [("nonsense",), ("page", "nowhere")])
    def test_what_is_not_there_is_named(self, arguments):
        from django.core.management.base import CommandError

        with pytest.raises(CommandError, match="There is no"):
            self.run(*arguments)
