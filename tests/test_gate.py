"""What the publish gate finds: texts, photographs, links, a second pair of eyes; of the draft where there is one."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.utils.translation import override

from editions import gate, gate_checks, models, places, publication, working
from editions.findings import Severity
from editions.gate import Circumstances
from tests import factories

pytestmark = pytest.mark.django_db


def found(item, **circumstances):
    """Codes of what the gate finds, with the language where there is one."""
    verdict = gate.examine(item, Circumstances(**circumstances))
    return {f"{one.code} {one.language}".strip() for one in verdict.findings}


def ready_release(**fields):
    """One that the gate lets through without a word."""
    texts = factories.in_languages
    release = factories.make_release(
        **{
            "status": "draft",
            "publish_at": None,
            **texts("boilerplate", "<p>About</p>"),
            **texts("dateline_city", "Test City"),
            **fields,
        }
    )
    release.contacts.add(models.Contact.objects.create(**texts("name", "Desk")))
    return release


def test_a_complete_release_passes():
    assert found(ready_release()) == set()


def test_without_any_text_it_must_not():
    release = ready_release(headline_en="", headline_zh_hans="", headline_ja="")
    finding = next(one for one in gate.examine(release).findings if one.code == "nothing-ready")
    assert finding.severity == Severity.MUST


def test_a_language_without_a_text_is_a_warning_for_its_translator():
    release = ready_release(headline_ja="", standfirst_ja="", body_ja="", boilerplate_ja="", dateline_city_ja="")
    (finding,) = gate.examine(release).findings
    assert (finding.code, finding.language, finding.role) == ("language-missing", "ja", "translator-ja")
    assert not finding.is_must


def test_a_headline_without_its_text_must_not():
    finding = next(one for one in gate.examine(ready_release(body_ja="")).findings)
    assert (finding.code, finding.field, finding.is_must) == ("text-missing", "body_ja", True)


def test_photographs_need_caption_alternative_text_credit_and_rights_in_every_language():
    release = ready_release()
    photo = factories.make_photo(edition=None, status="draft", publish_at=None, credit="", alt_ja="", rights="unknown")
    models.ReleasePhoto.objects.create(release=release, photo=photo)
    assert found(release) == {"photo", "photo-text ja", "linked-draft"}
    assert found(release, with_it=(photo,)) == {"photo", "photo-text ja"}
    musts = [one.sentence for one in gate.examine(release, Circumstances(with_it=(photo,))).findings if one.is_must]
    assert len(musts) == 2  # credit and rights


def test_what_is_public_by_that_moment_is_no_finding():
    release, at = ready_release(), factories.tomorrow()
    photo = factories.make_photo(edition=None, publish_at=at)
    models.ReleasePhoto.objects.create(release=release, photo=photo)
    assert found(release) == {"linked-draft"}
    assert found(release, at=at) == set()


def test_a_hidden_edition_hides_it():
    edition = factories.make_edition(status="draft", publish_at=None)
    assert "hidden" in found(ready_release(edition=edition))


def test_the_draft_is_examined_and_not_the_rows():
    release = ready_release()
    document = working.document_of(release)
    working.save(release, document | {"fields": document["fields"] | {"body_ja": ""}}, None)
    assert found(release) == {"text-missing ja"}
    release.refresh_from_db()
    assert release.body_ja


def test_what_could_not_be_read_must_be_mended():
    release = ready_release()
    working.save(release, working.document_of(release), None, unread={"dateline_date": "31/31"})
    assert "unreadable" in found(release)


def test_examining_writes_nothing(django_assert_max_num_queries):
    release = ready_release()
    document = working.document_of(release)
    working.save(release, document | {"fields": document["fields"] | {"byline": "Other"}}, None)
    before = release.updated_at
    gate.examine(release)
    release.refresh_from_db()
    assert release.updated_at == before


class TestSecondEyes:
    @pytest.fixture
    def houses(self):
        return [factories.make_side(code=code) for code in ("house-a", "house-b")]

    def editor(self, name, side=None):
        user = User.objects.create_user(name)
        if side:
            models.Editor.objects.create(user=user, side=side)
        return user

    def written_by(self, author):
        release = ready_release()
        document = working.document_of(release)
        working.save(release, document | {"fields": document["fields"] | {"byline": "Written"}}, author)
        return release

    def test_the_last_author_does_not_publish_alone(self):
        factories.make_forum(second_eyes="anybody")
        author, other = self.editor("author"), self.editor("other")
        release = self.written_by(author)
        assert found(release, by=author) == {"second-eyes"}
        assert found(release, by=other) == set()

    def test_an_approval_is_of_one_state_alone(self):
        factories.make_forum(second_eyes="anybody")
        author, other = self.editor("author"), self.editor("other")
        release = self.written_by(author)
        publication.approve(release, by=other)
        assert found(release, by=author) == set()
        document = working.document_of(release)
        working.save(release, document | {"fields": document["fields"] | {"byline": "Changed"}}, author)
        assert found(release, by=author) == {"second-eyes"}

    def test_the_other_house_means_the_other_house(self, houses):
        factories.make_forum(second_eyes="other-house")
        author, colleague = self.editor("author", houses[0]), self.editor("colleague", houses[0])
        other, homeless = self.editor("other", houses[1]), self.editor("homeless")
        release = self.written_by(author)
        assert found(release, by=colleague) == found(release, by=homeless) == {"second-eyes"}
        assert found(release, by=other) == set()
        publication.approve(release, by=other)
        assert found(release, by=author) == set()

    def test_it_can_be_gone_past_with_a_reason_that_stays(self):
        factories.make_forum(second_eyes="anybody")
        author = self.editor("author")
        release = self.written_by(author)
        with pytest.raises(publication.NotReady) as refused:
            publication.publish(release, by=author)
        (finding,) = refused.value.found
        publication.publish(release, by=author, reasons={finding.key: "Nobody else is awake."})
        kept = models.Acknowledgement.objects.get()
        assert (kept.by, kept.reason, kept.item) == (author, "Nobody else is awake.", release)


def test_a_warning_gone_past_counts_again_when_its_subject_changes():
    release = ready_release(dateline_date=None)
    (finding,) = gate.examine(release).findings
    publication.publish(release, by=None, reasons={finding.key: "The city is enough."})
    assert gate.examine(release).open() == []
    with override("ja"):
        assert models.Acknowledgement.objects.get().in_words("ja") == gate.examine(release).findings[0].sentence
    other = ready_release(dateline_date=None)
    assert gate.examine(other).open() != []


def test_a_remark_stands_at_the_field_it_is_about():
    release = ready_release(
        headline_en="The 21st forum, with 60 guests",
        standfirst_en="He said “we go on.",
        body_en="<p>Opened.</p>",
    )
    photo = factories.make_photo(caption_en="Guests arrive for “tea.")
    models.ReleasePhoto.objects.create(release=release, photo=photo)
    findings = gate.examine(release).findings
    quotes = [one.place for one in findings if one.code == "quotes"]
    assert quotes == [
        (gate_checks.ident(release), "standfirst_en"),
        (gate_checks.ident(photo), "caption_en"),
    ]
    lacking = {one.place[1] for one in findings if one.code == "parity" and one.language == "ja"}
    assert lacking == {"headline_ja"}
    with override("zh-hans"):
        lines = [places.told(one) for one in findings]
    assert any(line.startswith("标题（日语）：") for line in lines)


def test_a_finding_is_the_same_one_at_both_houses():
    release = ready_release(headline_en="The 21st forum, with 60 guests on 4 December")
    photo = factories.make_photo(credit="")
    session = factories.make_session(kind="parallel")
    keys = []
    for language in ("en", "zh-hans", "ja"):
        with override(language):
            keys.append({one.key for item in (release, photo, session) for one in gate.examine(item).findings})
    assert len(keys[0]) > 5
    assert keys[0] == keys[1] == keys[2]


def test_a_day_far_off_is_asked_of_the_clock():
    at = datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)
    assert Circumstances(at).moment == at


def test_a_correction_is_not_held_back_by_what_readers_have_already():
    release = ready_release(dateline_date=None, status="published", publish_at=factories.PUBLIC_SINCE)
    document = working.document_of(release)
    working.save(release, document | {"fields": document["fields"] | {"headline_en": "Mended"}}, None)
    assert gate.examine(release).open() == []
    working.save(release, document | {"fields": document["fields"] | {"standfirst_ja": ""}}, None)
    assert [one.field for one in gate.examine(release).open()] == ["standfirst_ja"]
