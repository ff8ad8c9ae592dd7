"""Titles belong to appearances: the form says which pages another one changes, and proposes the one held last."""

from editions import working
from editions.models import Appearance, language_codes
from tests.admin.desk import address, make_editor, published, saved
from tests.factories import make_appearance, make_edition, make_photo, make_session, make_speaker


def titled(text):
    return {f"title_{code.replace('-', '_')}": f"{text} [{code}]" for code in language_codes()}


def test_a_title_corrected_at_one_edition_leaves_every_other_as_it_was(desk):
    speaker = make_speaker()
    appearances = {
        n: make_appearance(speaker=speaker, edition=make_edition(number=n), **titled(f"At {n}")) for n in (12, 13, 14)
    }
    pages = {n: desk.get(f"/en/editions/{n}/speakers/").content.decode() for n in appearances}
    place = list(speaker.appearances.order_by("-edition__number")).index(appearances[13])
    saved(desk, speaker, **{f"appearances-{place}-title_en": "Corrected"})
    assert list(Appearance.objects.order_by("edition__number").values_list("title_en", flat=True)) == [
        "At 12 [en]",
        "Corrected",
        "At 14 [en]",
    ]
    desk.logout()
    for n in (12, 14):
        assert f"At {n} [en]" in pages[n]
        assert desk.get(f"/en/editions/{n}/speakers/").content.decode().count("Corrected") == 0
    assert "Corrected" in desk.get("/en/editions/13/speakers/").content.decode()


def test_the_form_says_beforehand_which_pages_another_title_or_name_changes(desk):
    edition = make_edition(number=13)
    speaker, session = make_speaker(slug="test-speaker"), make_session(edition=edition, title_en="The opening")
    make_appearance(speaker=speaker, session=session)
    make_appearance(speaker=speaker, edition=make_edition(number=14, status="draft", publish_at=None))
    make_appearance(speaker=make_speaker(slug="reads"), edition=edition, read_by=speaker)
    make_photo(caption_en="On the stage").speakers.add(speaker)
    content = desk.get(address(speaker)).content.decode()
    assert "Another title here changes 4 pages, and no other edition." in content
    assert "Readers do not see it yet." in content
    assert "Another name changes 8 pages." in content
    name = content[content.index("Another name changes") :]
    name = name[: name.index("</details>")]
    for href in (
        "/en/speakers/test-speaker/",
        "/en/editions/13/",
        "/en/editions/13/speakers/",
        "/en/editions/13/programme/",
    ):
        assert f'href="{href}"' in name
    assert "Session: The opening" in name
    assert "/en/speakers/reads/" in name
    assert "Photograph: On the stage" in name
    assert "editions/14" not in name
    assert "changes 4 pages" in desk.get(address(session)).content.decode()


def test_titles_held_last_are_put_into_the_draft_of_a_session_where_none_is(desk, client):
    one, other, unknown = make_speaker(), make_speaker(), make_speaker()
    for n in (11, 12, 20):
        make_appearance(speaker=one, edition=make_edition(number=n), **titled(f"At {n}"))
    session = make_session(edition=make_edition(number=14))
    empty = dict.fromkeys(titled(""), "")
    new = make_appearance(speaker=one, session=session, **empty)
    kept = make_appearance(speaker=other, session=session, **titled("Typed"))
    make_appearance(speaker=unknown, session=session, **empty)
    response = desk.post(address(session, "propose_titles"), follow=True)
    assert "1 title was put into the draft" in response.content.decode()
    new.refresh_from_db()
    assert new.title_en == ""  # readers see it when it is published
    rows = {row["id"]: row for row in working.draft_of(session).document["inlines"]["appearances"]}
    assert rows[new.pk]["title_ja"] == "At 12 [ja]"
    assert rows[kept.pk]["title_ja"] == "Typed [ja]"
    published(desk, session)
    new.refresh_from_db()
    assert new.title_zh_hans == "At 12 [zh-hans]"
    assert "Nothing to propose" in desk.post(address(session, "propose_titles"), follow=True).content.decode()
    answer = desk.get(f"/admin/editions/speaker/{one.pk}/last-title/?edition=13").json()
    assert answer["title"] == titled("At 12")
    assert "12th" in answer["words"]
    assert desk.get(f"/admin/editions/speaker/{unknown.pk}/last-title/").json() == {"title": None}
    client.force_login(make_editor("view_session", username="reader"))
    assert client.post(address(session, "propose_titles")).status_code == 403
    assert client.get(f"/admin/editions/speaker/{one.pk}/last-title/").status_code == 403
