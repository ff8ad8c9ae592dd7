"""Two records of one person become one: everything moves, the old address leads on, and all of it can be undone."""

import pytest
from django.core.exceptions import ValidationError

from editions import doubles, joining, likely_doubles, revisions, working
from editions.models import Appearance, Joining, Status, Withdrawal
from editions.snapshots import snapshot
from tests.admin.desk import address, make_editor
from tests.factories import (
    make_appearance,
    make_coverage,
    make_edition,
    make_organisation,
    make_partnership,
    make_photo,
    make_release,
    make_session,
    make_speaker,
)


def names(key, family, given, *forms, others=()):
    return doubles.Names(key, family, given, forms, others)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (names(1, "Yi", "Gang", "易綱"), names(2, "Yi", "Gang", "易剛"), doubles.Reason.ONE_CHARACTER),
        (names(1, "Ex", "Am", "試験 太郎"), names(2, "Am", "Ex", "試驗太郎"), doubles.Reason.SAME_CHARACTERS),
        (names(1, "Ohta", "Shizuko"), names(2, "Sizuko", "Ōta", "太田"), doubles.Reason.SAME_SOUND),
        (names(1, "Test", "Invented"), names(2, "Test", "Invanted"), doubles.Reason.NEAR_SOUND),
        (
            names(1, "Test", "Invented", others=("Tset Invented",)),
            names(2, "Tset", "Invented"),
            doubles.Reason.OTHER_FORM,
        ),
        (names(1, "Wang", "Wei", "王伟民"), names(2, "Wang", "Wei", "王卫东"), None),
        (names(1, "Wang", "Wei"), names(2, "Zhang", "Wei"), None),
    ],
)
def test_which_names_may_be_of_one_person(one, other, reason):
    assert [pair.reason for pair in doubles.pairs([one, other])] == ([reason] if reason else [])


@pytest.fixture
def pair(db):
    """Two records, with everything that may belong to a speaker; some of it to both."""
    kept = make_speaker(
        family_name="Test", given_name="Kept", name_en="Kept Test", slug="kept-test", biography_en="<p>Mine</p>"
    )
    other = make_speaker(
        family_name="Test",
        given_name="Capt",
        name_en="Capt Test",
        name_ja="試験",
        slug="capt-test",
        biography_en="<p>Theirs</p>",
        sources="https://a.example/",
    )
    edition = make_edition()
    make_appearance(speaker=kept, edition=edition)
    make_appearance(speaker=other, edition=edition, session=make_session(edition=edition), title_ja="別の肩書")
    make_appearance(speaker=make_speaker(), edition=edition, read_by=other)
    make_release().speakers.set([kept, other])
    make_release().speakers.set([other])
    make_coverage().speakers.add(other)
    make_photo().speakers.add(other)
    kept.aliases.create(name="T. Kept")
    other.aliases.create(name="T. Kept")
    other.aliases.create(name="T. Capt")
    return kept, other


def state(*items):
    """All that is said of the items, and who is linked from elsewhere."""
    found = []
    for item in items:
        item.refresh_from_db()
        links = {
            name: sorted(getattr(item, name).values_list("pk", flat=True))
            for name in ("releases", "coverage", "photos")
        }
        found.append(
            (snapshot(item), links, sorted(Appearance.objects.filter(read_by=item.pk).values_list("pk", flat=True)))
        )
    return found


def test_everything_moves_the_old_address_leads_on_and_undoing_puts_it_all_back(pair, client):
    kept, other = pair
    before = state(kept, other)
    editor = make_editor()
    plan = joining.plan(kept, other)
    assert plan.names == ["Capt Test", "試験"]
    assert set(plan.filled) == {"name_ja", "sources"}
    made = joining.join(kept, other, by=editor, seen=plan.digest)
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (other.status, other.withdrawal) == (Status.WITHDRAWN, Withdrawal.MOVED)
    assert (kept.name_ja, kept.biography_en) == ("試験", "<p>Mine</p>")
    assert sorted(kept.aliases.values_list("name", flat=True)) == ["Capt Test", "T. Capt", "T. Kept", "試験"]
    assert (kept.appearances.count(), kept.readings.count(), kept.photos.count(), kept.coverage.count()) == (2, 1, 1, 1)
    content = client.get("/ja/speakers/kept-test/").content.decode()
    assert "別の肩書" in content
    answer = client.get("/ja/speakers/capt-test/")
    assert (answer.status_code, answer["Location"]) == (301, "/ja/speakers/kept-test/")
    assert revisions.of(kept).first().what == "joined"
    assert joining.part(made, by=editor) == []
    assert state(kept, other) == before
    assert client.get("/ja/speakers/capt-test/").status_code == 200
    with pytest.raises(ValidationError):  # undone already
        joining.part(made, by=editor)


def test_what_was_changed_since_stays_and_is_told(pair):
    kept, other = pair
    made = joining.join(kept, other, by=None)
    kept.refresh_from_db()
    kept.sources = "https://b.example/"
    kept.save()
    kept.readings.update(read_by=None)
    assert joining.part(made, by=None) == ["Appearances: 1", "sources"]
    kept.refresh_from_db()
    assert kept.sources == "https://b.example/"


def test_what_cannot_be_one_is_refused_and_nothing_is_changed(pair):
    kept, other = pair
    for message, spoil in (
        ("They met", lambda: make_appearance(speaker=kept, read_by=other)),
        ("has a draft", lambda: working.save(kept, working.document_of(kept) | {"relations": {"none": []}}, None)),
    ):
        spoil()
        with pytest.raises(ValidationError, match=message):
            joining.join(kept, other, by=None)
        Appearance.objects.filter(read_by=other, speaker=kept).delete()
        working.end(kept)
    with pytest.raises(ValidationError, match="changed meanwhile"):
        joining.join(kept, other, by=None, seen="an older plan")
    with pytest.raises(ValidationError, match="another record"):
        joining.plan(kept, kept)
    make_speaker(status="draft", publish_at=None, slug="hidden")
    with pytest.raises(ValidationError, match="publish that one first"):
        joining.plan(type(kept).objects.get(slug="hidden"), other)
    assert not Joining.objects.exists()
    assert other.aliases.count() == 2


def test_an_organisation_is_joined_by_the_same_rules(db):
    kept, other = make_organisation("Kept"), make_organisation("Other")
    edition = make_edition()
    make_partnership(edition=edition, organisation=kept, role="co-host")
    twice = make_partnership(edition=edition, organisation=other, role="co-host")
    moved = make_partnership(edition=edition, organisation=other, role="venue")
    made = joining.join(kept, other, by=None)
    assert list(kept.partnerships.values_list("pk", flat=True).order_by("pk"))[1:] == [moved.pk]
    assert twice in other.partnerships.all()
    assert kept.aliases.filter(name=str(other)).exists()
    joining.part(made, by=None)
    assert other.partnerships.count() == 2


class TestAtTheDesk:
    def test_a_pair_is_proposed_looked_at_joined_and_parted(self, client, db):
        kept = make_speaker(family_name="Yi", given_name="Test", name_en="Yi Test", name_zh_hans="易綱")
        other = make_speaker(family_name="Yi", given_name="Test", name_en="Yi Test", name_zh_hans="易剛")
        make_appearance(speaker=other, title_en="Title held then")
        client.force_login(make_editor())
        assert "one character differs" in client.get("/admin/editions/speaker/doubles/").content.decode()
        page = client.get(address(kept, "join"))
        assert f"?other={other.pk}" in page.content.decode()
        assert "Join records…" in client.get(address(kept)).content.decode()
        preview = client.get(address(kept, "join"), {"other": other.pk})
        assert "Appearances: 1" in preview.content.decode()
        assert "易剛" in preview.content.decode()
        digest = preview.context["plan"]["digest"]
        assert client.post(address(kept, "join"), {"other": other.pk, "seen": digest}).status_code == 302
        page = client.get(address(kept, "join")).content.decode()
        assert "Its old address leads here." in page
        made = Joining.objects.get()
        assert client.post(address(kept, "join"), {"part": made.pk}).status_code == 302
        assert other.appearances.count() == 1
        assert "undone" in client.get(address(kept, "join")).content.decode()

    def test_a_pair_that_is_two_is_not_proposed_again_until_somebody_says_so(self, client, db):
        one = make_speaker(family_name="Yi", given_name="Test", name_en="Yi Test", name_zh_hans="易綱")
        other = make_speaker(family_name="Yi", given_name="Test", name_en="Yi Test", name_zh_hans="易剛")
        client.force_login(make_editor())
        doubles_page = "/admin/editions/speaker/doubles/"
        assert client.post(doubles_page, {"one": other.pk, "apart": one.pk}).status_code == 302
        page = client.get(doubles_page).content.decode()
        assert "are two. They are not proposed any more." in page
        assert ("Looked at, and two" in page, "one character differs" in page) == (True, False)
        assert "Perhaps the same" not in client.get(address(one, "join")).content.decode()
        assert client.post(doubles_page, {"again": likely_doubles.kept_apart(type(one)).get().pk}).status_code == 302
        assert "one character differs" in client.get(doubles_page).content.decode()
        assert client.post(address(one, "join"), {"apart": other.pk}).status_code == 302
        assert not likely_doubles.likely()
        joining.join(one, other, by=None)
        assert not likely_doubles.kept_apart(type(one)).exists()
        for nonsense in ({"one": one.pk, "apart": one.pk}, {"one": "x", "apart": "1"}, {"again": "9"}, {}):
            assert client.post(doubles_page, nonsense).status_code in (302, 404)
        assert not likely_doubles.kept_apart(type(one)).exists()

    def test_two_bodies_of_one_name_are_proposed_until_they_are_said_to_be_two(self, client, db):
        one, other = make_organisation("Office of Tests"), make_organisation("Test Office")
        other.aliases.create(name=one.names.get().name_en.upper())
        client.force_login(make_editor())
        assert f"?other={other.pk}" in client.get(address(one, "join")).content.decode()
        assert client.post(address(one, "join"), {"apart": other.pk}).status_code == 302
        page = client.get(address(other, "join")).content.decode()
        assert ("Perhaps the same" in page, "Looked at, and two" in page) == (False, True)
        again = {"again": likely_doubles.kept_apart(type(one)).get().pk}
        assert client.post(address(other, "join"), again).status_code == 302
        assert "Perhaps the same" in client.get(address(other, "join")).content.decode()

    def test_only_who_may_publish_joins(self, client, db):
        kept, other = make_speaker(), make_speaker()
        client.force_login(make_editor("view_speaker", "change_speaker"))
        assert client.get(address(kept, "join")).status_code == 403
        assert client.post(address(kept, "join"), {"other": other.pk}).status_code == 403
        assert "Join records…" not in client.get(address(kept)).content.decode()
        client.force_login(make_editor("view_page", username="other"))
        assert client.get("/admin/editions/speaker/doubles/").status_code == 403
