"""An item as one document: what is in it, and where two of them differ."""

import datetime
import json

import pytest

from editions import models
from editions.snapshots import FORMAT, PARTS, Difference, differences, opened, row_model, snapshot
from tests.factories import (
    make_clause,
    make_correction,
    make_document,
    make_edition,
    make_organisation,
    make_photo,
    make_release,
    make_result,
    make_session,
    make_speaker,
    make_venue,
)

pytestmark = pytest.mark.django_db


def taken(item):
    return snapshot(type(item).objects.get(pk=item.pk))


def test_it_holds_the_columns_each_language_by_itself():
    document = taken(make_edition(number=20, year=2024, theme_en="Theme", theme_ja="テーマ"))
    assert (document["model"], document["format"]) == ("edition", FORMAT)
    fields = document["fields"]
    assert (fields["number"], fields["theme_en"], fields["theme_ja"]) == (20, "Theme", "テーマ")
    assert fields["publish_at"] == "2020-01-01T00:00:00+00:00"
    assert not {"theme", "id", "permanent_id", "created_at", "updated_at", "withdrawn_at"} & fields.keys()


def test_decimals_are_text_keys_are_numbers_and_lists_stay_lists():
    result = make_result(value="44.80")
    assert taken(result)["fields"]["value"] == "44.80"
    assert taken(result)["fields"]["survey"] == result.survey_id
    assert taken(make_session(spoken=["en", "ja"]))["fields"]["spoken"] == ["en", "ja"]


def test_no_text_is_an_empty_text():
    assert taken(make_edition(theme_ja=None))["fields"]["theme_ja"] == ""


def test_it_is_plain_json():
    release = make_release(dateline_date=datetime.date(2024, 12, 11))
    make_correction(release=release)
    for item in (release, make_photo(), make_organisation(), make_venue().edition):
        document = taken(item)
        assert json.loads(json.dumps(document)) == document


def test_relations_are_sorted_and_rows_keep_their_order():
    photo = make_photo()
    speakers = [make_speaker(), make_speaker()]
    photo.speakers.set(reversed(speakers))
    assert taken(photo)["relations"] == {"speakers": [speaker.pk for speaker in speakers]}
    document = make_document()
    late, early = make_clause(document=document, number=2), make_clause(document=document, number=1)
    rows = taken(document)["inlines"]["clauses"]
    assert [row["id"] for row in rows] == [early.pk, late.pk]
    assert "document" not in rows[0]


def test_sessions_belong_to_nobody():
    edition = make_edition()
    make_session(edition=edition)
    assert "sessions" not in taken(edition)["inlines"]


def test_every_declared_part_exists():
    for model, parts in PARTS.items():
        assert all(model._meta.get_field(name).many_to_many for name in parts.relations)
        assert all(row_model(model, name)[0] for name in parts.inlines)


def test_every_model_with_a_state_is_an_item():
    with_state = {m for m in models.Publishable.__subclasses__() if not m._meta.abstract}
    assert with_state <= PARTS.keys()


def test_differences_name_the_column_and_both_values():
    edition = make_edition(theme_en="Before")
    before = taken(edition)
    edition.theme_en = "After"
    edition.save()
    assert differences(before, taken(edition)) == [Difference("theme_en", "Before", "After")]
    assert differences(before, before) == []


def test_rows_are_compared_by_their_id():
    document = make_document()
    changed = make_clause(document=document, number=1, text_line_en="Before")
    removed = make_clause(document=document, number=2)
    before = taken(document)
    changed.text_line_en = "After"
    changed.save()
    removed_id = removed.pk
    removed.delete()
    added = make_clause(document=document, number=3)
    found = {difference.path: difference for difference in differences(before, taken(document))}
    assert found[f"clauses/{changed.pk}/text_line_en"].after == "After"
    assert found[f"clauses/{removed_id}"].after is None
    assert found[f"clauses/{added.pk}"].before is None
    assert len(found) == 3


def test_rows_not_saved_yet_go_by_their_names():
    document = taken(make_document())
    typed = document | {"inlines": document["inlines"] | {"clauses": [{"id": "new-a", "number": 1}, {"id": "new-b"}]}}
    assert [d.path for d in differences(document, typed)] == ["clauses/new-a", "clauses/new-b"]


def test_what_only_one_of_them_knows_is_no_difference():
    document = taken(make_edition())
    older = document | {"fields": {"gone": "text", **document["fields"]}}
    assert differences(older, document) == []


def test_a_snapshot_of_a_later_format_is_refused():
    with pytest.raises(ValueError, match="newer than this site"):
        opened({"format": FORMAT + 1})


def test_a_snapshot_of_when_the_source_had_one_language_gives_it_to_the_language_it_was_written_in():
    fields = {"source_language": "ja", "source_line": "Test House", "headline_ja": "A"}
    old = {"model": "pressrelease", "format": 2, "fields": fields, "relations": {}, "inlines": {}}
    fields = opened(old)["fields"]
    assert (fields["source_line_ja"], "source_line" in fields) == ("Test House", False)
