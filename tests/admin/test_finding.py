"""One box in the head of every page of the desk finds in all of it, whatever the language and the state."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from editions import drafts, entries, models, revisions, working
from editions.admin.finding import COUNTED
from editions.models import roles
from tests import factories
from tests.admin.desk import address, make_editor

HIDDEN = {"status": "draft", "publish_at": None}


def find(client, words):
    return client.get(reverse("admin:find"), {"q": words})


def names(client, words) -> dict[str, list[str]]:
    """What is called what, by the heading it stands under."""
    answer = find(client, words)
    assert answer.status_code == 200
    return {str(one["title"]): [str(row["name"]) for row in one["rows"]] for one in answer.context["sections"]}


@pytest.fixture
def violets(db):
    """Something of many kinds with one word in it, hidden from readers."""
    edition = factories.make_edition(number=31, year=2031, theme_en="Violet", **HIDDEN)
    factories.make_session(
        edition=edition, title_en="A violet session", title_zh_hans="试验会议", title_ja="試験の会議", **HIDDEN
    )
    factories.make_speaker(name_en="Violet Tester", **HIDDEN)
    factories.make_organisation("Violet Board")
    factories.make_photo(caption_en="Violet light", **HIDDEN)
    factories.make_document(title_en="Other", body_zh_hans="<p>紫罗兰二零三一</p>", **HIDDEN)
    factories.make_promise(edition=edition, text_line_en="Violets for 2031")
    models.Term.objects.create(name_en="violet")
    list(entries.rebuild())


def test_photographs_of_one_caption_are_told_apart_by_their_files(desk):
    for n in range(2):
        factories.make_photo(caption_en="The hall", original_name=f"hall-{n}.jpg", **HIDDEN)
    list(entries.rebuild())
    page = find(desk, "hall").content.decode()
    assert all(f"hall-{n}.jpg" in page for n in range(2))


def test_every_kind_is_found_from_one_box_in_any_language(desk, violets):
    found = names(desk, "Violet")
    assert found.pop("Organisations")[0].startswith("Violet Board")
    assert found == {
        "Editions": ["31st edition (2031)"],
        "Sessions": ["A violet session"],
        "Speakers": ["Violet Tester"],
        "Promises": ["Violets for 2031"],
        "Terms": ["violet"],
        "Photographs": ["Violet light"],
    }
    assert names(desk, "试验会议") == names(desk, "試験の会議") == {"Sessions": ["A violet session"]}
    assert names(desk, "紫羅蘭") == {"Documents": ["Other"]}
    assert names(desk, "２０３１")["Promises"] == ["Violets for 2031"]
    assert names(desk, "zzzz") == names(desk, "") == {}


def test_state_edition_and_who_changed_it_last_are_told(desk, editor):
    release = factories.make_release(
        headline_en="Violet news", edition=factories.make_edition(number=32, year=2032), **HIDDEN
    )
    other = make_editor(username="other", first_name="Another", last_name="Tester")
    for by in (editor, other):
        revisions.write(release, working.document_of(release), by, "taken-back" if by is other else "created")
    list(entries.rebuild())
    page = find(desk, "Violet news").content.decode().partition('id="content"')[2]
    told = ("Draft", "32nd", "Another Tester", address(release))
    assert [words for words in told if words not in page] == []
    assert "Test Editor" not in page


def test_words_of_drafts_and_of_what_was_never_saved_are_found(desk, editor):
    topic = factories.make_topic(name_en="Other", name_ja="紫の話題")
    drafts.hold_back(topic, ["ja"])
    document = working.document_of(factories.make_release(headline_en="Begun in violet"))
    for owner in (editor, make_editor(username="other")):
        models.WorkingDraft.objects.create(
            content_type=working.type_of(models.PressRelease), owner=owner, document=document, changed_at=now()
        )
    models.PressRelease.objects.all().delete()
    list(entries.rebuild())
    assert names(desk, "紫の話題") == {"Topics": ["Other"]}
    assert names(desk, "Begun violet") == {"Not saved yet": ["Begun in violet"]}


def test_the_list_of_a_kind_is_one_click_away_with_the_same_words(desk):
    for number in range(7):
        factories.make_session(title_en=f"Violet {number}")
    list(entries.rebuild())
    (section,) = find(desk, "violet").context["sections"]
    assert (len(section["rows"]), str(section["more"])) == (5, "Sessions: all 7")
    assert len(desk.get(section["address"]).context["cl"].result_list) == 7
    assert COUNTED > 7


def test_an_address_and_a_permanent_id_lead_to_the_item_at_once(desk):
    release = factories.make_release(slug="violet", **HIDDEN)
    session, photo = factories.make_session(slug="indigo"), factories.make_photo()
    for item in (release, session, photo):
        path = item.get_absolute_url()
        for typed in (
            f"https://forum.example{path}?a=1#b",
            path.replace("/en/", "/ja/"),
            path.rstrip("/"),
            item.permanent_id,
        ):
            assert find(desk, f" {typed} ").headers["Location"] == address(item), typed
    kept = f"/en/{models.Address.objects.get(permanent_id=session.permanent_id).path}"
    models.Session.objects.filter(pk=session.pk).update(slug="another")
    for typed in (kept, f"/id/{session.permanent_id}", kept.replace("indigo/", "indigo.ics")):
        assert find(desk, typed).headers["Location"] == address(session), typed
    for typed in ("/en/press/2031/nothing/", "http://[violet", "//", "/", "aaaaaaaa", "a/b\0c", "x/" * 300):
        assert find(desk, typed).status_code == 200, typed


@pytest.mark.parametrize("role", ["translator-ja", "photo-desk"])
def test_nothing_is_found_that_one_may_not_look_at(client, violets, role):
    roles.set_up_groups()
    user = make_editor("view_page", username="somebody")
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    may = {permission.removeprefix("view_") for permission in roles.permissions(role) if permission.startswith("view_")}
    answer = find(client, "violet")
    shown = {row["address"].split("/")[3] for one in answer.context["sections"] for row in one["rows"]}
    assert shown <= may
    client.force_login(make_editor("view_topic", username="topics"))
    assert names(client, "violet") == {}
    assert find(client, models.Photo.objects.get().permanent_id).status_code == 200


def test_readers_and_those_without_the_desk_are_sent_to_sign_in(db):
    answer = find(Client(), "violet")
    assert answer.status_code == 302
    assert reverse("admin:login") in answer.headers["Location"]


def test_nothing_typed_breaks_the_page(desk, violets):
    for typed in ['"', "a AND b*", "NEAR(", "'; --", "%_\\", "👍", "\0", "紫" * 3_000, "x " * 3_000, "a/" * 3_000]:
        assert find(desk, typed).status_code == 200


def test_the_box_stands_on_the_pages_of_the_desk_and_costs_no_query(desk, violets, django_assert_max_num_queries):
    assert 'name="q"' in desk.get(reverse("admin:password_change")).content.decode()
    find(desk, "violet")
    with django_assert_max_num_queries(36):
        find(desk, "violet")
    for number in range(3):
        factories.make_session(title_en=f"Violet {number}")
    list(entries.rebuild())
    with django_assert_max_num_queries(36):
        find(desk, "violet")


def test_what_an_editor_worked_on_last_is_one_click_from_the_first_page(desk, editor):
    assert names(desk, "") == {}
    done, theirs, deleted = (factories.make_topic(name_en=name) for name in ("Done", "Theirs", "Deleted"))
    for item, by in ((done, editor), (theirs, make_editor(username="other")), (deleted, editor)):
        revisions.write(item, working.document_of(item), by, "saved")
    deleted.delete()
    first = desk.get(reverse("admin:index")).context["beginnings"][-1]
    assert first["address"] == reverse("admin:find")
    assert names(desk, "") == {first["words"]: ["Done"]}
