"""Every kind of item can be added from its form with the least an editor knows."""

import pytest
from django.urls import reverse

from editions import entries, models
from tests.admin.desk import address, errors_of, opened, published, publishing, sent
from tests.factories import (
    make_answer,
    make_edition,
    make_organisation,
    make_question,
    make_side,
    make_speaker,
    make_survey,
)


def row(prefix, **fields):
    fields = {"id": "", **fields}
    return {f"{prefix}-TOTAL_FORMS": "1"} | {f"{prefix}-0-{name}": value for name, value in fields.items()}


def added(desk, model, **fields):
    response = sent(desk, model, opened(desk, model, "add") | fields, "add")
    assert response.status_code == 302, errors_of(response)
    return model.objects.get()


def test_an_edition_with_all_its_rows(desk):
    side, organisation = make_side(), make_organisation()
    edition = added(
        desk,
        models.Edition,
        number="22",
        year="2026",
        theme_en="Theme",
        **row("venues", city_ja="都市", kind="main", side=str(side.pk), time_zone="Asia/Tokyo", order="0"),
        **row("plans", starts_on="2026-10-01", order="0"),
        **row("printed_names", name="Test Forum", language="en", order="0"),
        **row("figures", counts="participants", value="400", precision="over", order="0"),
        **row("partnerships", organisation=str(organisation.pk), role="co-host", order="0"),
        **row("promises", text_line_en="All reports", status="draft"),
    )
    assert edition.host_sides == [side]
    for name in ("plans", "printed_names", "figures", "partnerships", "promises"):
        assert getattr(edition, name).count() == 1


@pytest.mark.parametrize("headline", ["新闻稿", "見出し", "🎌", "Opening"])
def test_a_release_in_any_script_gets_an_address(desk, headline):
    release = added(
        desk, models.PressRelease, headline_zh_hans=headline, body_zh_hans="<p>—</p>", dateline_date="2024-12-11"
    )
    published(desk, release)
    release.refresh_from_db()
    assert release.slug
    assert release.year == 2024
    assert release.is_public()


def test_a_speaker_by_the_latin_name_alone(desk):
    speaker = added(desk, models.Speaker, family_name="Example", given_name="Test", **row("aliases", name="Exampel"))
    assert (speaker.name_en, speaker.slug) == ("Test Example", "test-example")
    assert models.Speaker.objects.named("exampel").get() == speaker


def test_a_speaker_without_any_name_is_refused_with_a_sentence(desk):
    response = sent(desk, models.Speaker, opened(desk, models.Speaker, "add"), "add")
    assert "A speaker has a family name, a given name, or both." in response.content.decode()


def test_an_organisation_is_named_by_its_first_row(desk):
    organisation = added(desk, models.Organisation, **row("names", name_en="Test House", name_ja="テスト社"))
    assert (str(organisation), organisation.slug) == ("Test House", "test-house")
    assert organisation.ready_languages == ["en", "ja"]


def test_an_organisation_is_published_once_it_has_a_name(desk):
    nameless = added(desk, models.Organisation)
    page = desk.post(address(nameless, "publishing"), publishing(desk, nameless))
    assert "No language is ready" in page.content.decode()
    nameless.delete()
    organisation = added(desk, models.Organisation, **row("names", name_en="Test House"))
    published(desk, organisation)
    organisation.refresh_from_db()
    assert organisation.is_public()


def test_a_survey_with_fieldwork_and_wording(desk):
    side, question = make_side(), make_question()
    survey = added(
        desk,
        models.Survey,
        year="2024",
        **row("fieldwork", side=str(side.pk), population="general-public", sample="1500", order="0"),
        **row("wordings", question=str(question.pk), text_line_en="How do you see it?"),
    )
    assert (survey.fieldwork.get().sample, survey.wordings.get().question) == (1500, question)


def test_a_question_with_answers(desk):
    question = added(
        desk, models.Question, text_line_en="Question", **row("answers", code="good", label_en="Good", order="0")
    )
    assert question.answers.get().code == "good"


def test_a_result(desk):
    survey, answer, side = make_survey(), make_answer(), make_side()
    fields = {"survey": survey.pk, "answer": answer.pk, "side": side.pk, "value": "44.8"}
    assert str(added(desk, models.Result, **fields).value) == "44.80"


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (models.Topic, {"name_en": "Media"}),
        (models.Page, {"title_en": "About"}),
        (models.Notice, {"text_line_en": "The hall has changed"}),
        (models.Promise, {"text_line_en": "All reports"}),
        (models.Contact, {"name_en": "Press desk"}),
        (models.Forum, {"name_en": "Test Forum"}),
        (models.Document, {"title_en": "Consensus", "authoritative_languages": "en, ja"}),
        (
            models.Coverage,
            {"title": "Test", "language": "ko", "publisher": "Test Paper", "link": "https://news.example/"},
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_others(desk, model, fields):
    item = added(desk, model, **fields)
    for name, value in fields.items():
        stored = getattr(item, name)
        assert (", ".join(stored) if isinstance(stored, list) else stored) == value


def test_a_side(desk):
    texts = {f"{name}_en": "Test" for name in ("country", "capital", "delegation", "forum_name")}
    side = added(desk, models.Side, code="test", time_zone="Asia/Tokyo", language="ja", **texts)
    assert side.time_zone == "Asia/Tokyo"
    typed = opened(desk, models.Side, "add") | texts | {"code": "b", "time_zone": "Mars/Base", "language": "ja"}
    assert "is not a time zone" in sent(desk, models.Side, typed, "add").content.decode()


def test_scripts_in_texts_are_taken_out_on_saving(desk):
    page = added(desk, models.Page, title_en="T", body_en='<p onclick="x()">A<script>alert(1)</script></p>')
    assert page.body_en == "<p>A</p>"


def test_speakers_are_found_by_any_form_of_their_name(desk):
    speaker = make_speaker(family_name="Example", given_name="Test", name_ja="例示太郎")
    make_edition()
    list(entries.rebuild())

    query = {"app_label": "editions", "model_name": "appearance", "field_name": "speaker", "term": "太郎"}
    answer = desk.get(reverse("admin:autocomplete"), query).json()
    assert [row["id"] for row in answer["results"]] == [str(speaker.pk)]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starts_on": "2026-11-05", "ends_on": "2026-11-03"}, "ends_on"),
        ({"ends_on": "2026-11-03"}, "starts_on"),
    ],
)
def test_what_a_constraint_refuses_is_told_beside_a_field(desk, typed, field):
    response = sent(
        desk, models.Edition, opened(desk, models.Edition, "add") | {"number": "22", "year": "2026"} | typed, "add"
    )
    assert list(response.context["adminform"].form.errors) == [field]


def test_a_time_without_a_day_is_told_beside_the_day(desk):
    edition = make_edition()
    typed = {"edition": str(edition.pk), "kind": "opening", "title_en": "Test", "start_time": "09:00"}
    response = sent(desk, models.Session, opened(desk, models.Session, "add") | typed, "add")
    assert list(response.context["adminform"].form.errors) == ["day"]


def test_what_is_new_counts_as_written_first_in_the_language_of_the_desk(desk):
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "ja"
    assert opened(desk, models.PressRelease, "add")["source_language"] == "ja"
    assert added(desk, models.Topic, name_ja="分野").source_language == "ja"
