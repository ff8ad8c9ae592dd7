"""The reader with what the site knows, the command, and the draft it makes when asked."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from editions import wire_knowledge
from editions.models import PressRelease, Status
from tests.factories import make_edition, make_organisation, make_side, make_speaker

pytestmark = pytest.mark.django_db

STORY = """SHIBUYA, Dec. 4, 2024 /PRNewswire/ -- Tester Speakre, director of Readers' House, opened a small meeting.

It was over by noon.

SOURCE Readers' House"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def spoken(capsys, *args):
    call_command("read_wire", *map(str, args))
    return capsys.readouterr()


def test_reading_saves_nothing(file, capsys):
    found = json.loads(spoken(capsys, file, "--json").out)
    assert found["dateline"] == {"city": "Shibuya", "date": "2024-12-04", "wire": "PRNewswire"}
    assert found["source"] == "Readers' House"
    assert not PressRelease.objects.exists()


def test_a_misprint_on_record_finds_the_speaker_and_is_told(file, capsys):
    speaker = make_speaker(family_name="Speaker", given_name="Tester")
    speaker.aliases.create(name="Tester Speakre")
    found = json.loads(spoken(capsys, file, "--json").out)
    assert [(one["name"], one["speaker"], one["sure"]) for one in found["people"]] == [
        ("Tester Speakre", speaker.slug, True)
    ]
    assert [(one["code"], STORY[slice(*one["span"])]) for one in found["warnings"]] == [("name", "Tester Speakre")]


def test_a_draft_keeps_what_was_read_and_the_text_as_received(file, capsys):
    speaker = make_speaker(family_name="Speakre", given_name="Tester")
    spoken(capsys, file, "--save")
    release = PressRelease.objects.get()
    assert release.status == Status.DRAFT
    assert release.received_text == STORY
    assert release.body_en == (
        "<p>Tester Speakre, director of Readers' House, opened a small meeting.</p><p>It was over by noon.</p>"
    )
    assert (release.dateline_city_en, release.dateline_date, release.wire) == (
        "Shibuya",
        date(2024, 12, 4),
        "PRNewswire",
    )
    assert release.source_line == "Readers' House"
    assert [one.pk for one in release.speakers.all()] == [speaker.pk]
    assert not PressRelease.objects.published().exists()


def test_places_and_houses_on_record_are_named_in_every_language(file, capsys):
    make_side(capital_en="Shibuya", capital_zh_hans="", capital_ja="渋谷")
    house = make_organisation()
    house.names.all().delete()
    house.names.create(name_en="Readers' House", name_zh_hans="读者之家")
    spoken(capsys, file, "--save")
    release = PressRelease.objects.get()
    assert (release.dateline_city_ja, release.dateline_city_zh_hans) == ("渋谷", None)
    assert (release.source_line_zh_hans, release.source_line_en) == ("读者之家", "Readers' House")


def test_a_draft_belongs_to_the_edition_that_is_told(tmp_path, capsys):
    edition = make_edition(number=91, year=2095)
    path = tmp_path / "a.txt"
    path.write_text("The 91st Reading Forum was long.\n\nIt was the 91st Reading Forum after all.", encoding="utf-8")
    spoken(capsys, path, "--save")
    assert PressRelease.objects.get().edition == edition


def test_what_stands_in_a_text_is_no_markup_in_the_draft(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text(
        "TOKYO, Dec. 4, 2024 /PRNewswire/ -- One &lt;script&gt;alert(1)&lt;/script&gt; & more.", encoding="utf-8"
    )
    spoken(capsys, path, "--save")
    assert PressRelease.objects.get().body_en == "<p>One &lt;script&gt;alert(1)&lt;/script&gt; &amp; more.</p>"


def test_what_cannot_be_read_is_refused_in_words(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b" \n")
    nothing = tmp_path / "nothing.bin"
    nothing.write_bytes(bytes(3))
    for path, reason in [
        (empty, "empty"),
        (nothing, "no word"),
        (tmp_path / "none.txt", "cannot be read"),
        (tmp_path, "cannot be read"),
    ]:
        with pytest.raises(CommandError, match=reason):
            call_command("read_wire", str(path))


def test_what_is_known_costs_the_same_for_one_and_for_many(django_assert_num_queries):
    for count in (1, 3):
        for place in range(count):
            make_speaker(family_name=f"Speaker{count}{place}", given_name="Test")
            make_organisation()
        with django_assert_num_queries(9):
            wire_knowledge.knowledge()
