"""What can never be true: refused by the database itself, and told to an editor in a sentence."""

import contextlib
import datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db import models as db
from django.utils import timezone

from editions import models
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = datetime.date(2020, 1, 2)
BEFORE = datetime.date(2020, 1, 1)


def same(row, *fields):
    """Another row that agrees with ``row`` in these fields."""
    return type(row)(**{field: getattr(row, field) for field in fields})


def twice_in_release(model, field, factory):
    release, item = make.make_release(), factory()
    return same(model.objects.create(release=release, **{field: item}), "release", field)


def fieldwork(**fields):
    return models.Fieldwork(survey=make.make_survey(), side=make.make_side(), **fields)


def twice_fieldwork():
    row = fieldwork()
    row.save()
    return same(row, "survey", "side", "population")


def read_by_the_speaker():
    speaker = make.make_speaker()
    return models.Appearance(edition=make.make_edition(), speaker=speaker, read_by=speaker, roles=["message"])


def second_forum():
    make.make_forum()
    return models.Forum()


def twice_wording():
    row = models.Wording.objects.create(survey=make.make_survey(), question=make.make_question())
    return same(row, "survey", "question")


def twice_origin():
    row = models.TopicOrigin.objects.create(topic=make.make_topic(), earlier=make.make_topic())
    return same(row, "topic", "earlier")


def topic_from_itself():
    topic = make.make_topic()
    return models.TopicOrigin(topic=topic, earlier=topic)


def part_of_itself():
    answer = make.make_answer()
    answer.part_of = answer
    return answer


def twice_alias(model, field, item):
    return same(model.objects.create(**{field: item, "name": "Misprint"}), field, "name")


def session(**fields):
    return models.Session(
        edition=make.make_edition(), slug="session", **make.in_languages("title", "Session"), **fields
    )


# One broken row for each constraint that is not told off by type alone. Unsaved: the test saves it.
BROKEN = {
    "forum_only_one": second_forum,
    "notice_ends_after_start": lambda: models.Notice(
        **make.public({"text_line_en": "Notice", "shown_until": make.PUBLIC_SINCE})
    ),
    "edition_number_from_one": lambda: models.Edition(number=0, year=2000),
    "edition_ends_after_start": lambda: models.Edition(number=1, year=2020, starts_on=DAY, ends_on=BEFORE),
    "edition_end_needs_start": lambda: models.Edition(number=1, year=2020, ends_on=DAY),
    "plan_ends_after_start": lambda: models.Plan(edition=make.make_edition(), starts_on=DAY, ends_on=BEFORE),
    "photo_focal_point_inside": lambda: models.Photo(original="originals/x", focal_x=1.5),
    "organisationname_years_in_order": lambda: models.OrganisationName(
        organisation=make.make_organisation(), from_year=2020, until_year=2019
    ),
    "organisationalias_once": lambda: twice_alias(models.OrganisationAlias, "organisation", make.make_organisation()),
    "partnership_once": lambda: same(make.make_partnership(), "edition", "organisation", "role"),
    "speaker_has_a_name": lambda: models.Speaker(slug="nobody", name_en="Nobody"),
    "speakeralias_once": lambda: twice_alias(models.SpeakerAlias, "speaker", make.make_speaker()),
    "appearance_read_by_another": read_by_the_speaker,
    "session_time_needs_day_and_zone": lambda: session(start_time=datetime.time(9), time_zone="Asia/Tokyo"),
    "session_end_needs_start": lambda: session(day=DAY, end_time=datetime.time(9)),
    "clause_number_once": lambda: same(make.make_clause(), "document", "number"),
    "clause_number_from_one": lambda: models.Clause(document=make.make_document(), number=0),
    "pressrelease_address_once": lambda: same(make.make_release(), "slug", "dateline_date"),
    "releasephoto_once": lambda: twice_in_release(models.ReleasePhoto, "photo", make.make_photo),
    "releasedocument_once": lambda: twice_in_release(models.ReleaseDocument, "document", make.make_document),
    "fieldwork_once": twice_fieldwork,
    "fieldwork_ends_after_start": lambda: fieldwork(starts_on=DAY, ends_on=BEFORE),
    "answer_once": lambda: same(make.make_answer(), "question", "code"),
    "wording_once": twice_wording,
    "result_is_a_percentage": lambda: models.Result(
        survey=make.make_survey(), answer=make.make_answer(), side=make.make_side(), value=101
    ),
    "answer_is_not_its_own_part": part_of_itself,
    "topicorigin_once": twice_origin,
    "topicorigin_is_another": topic_from_itself,
    "draft_one_per_item": None,  # never typed by anyone, as all below
    "workingdraft_one_per_item": None,
    "translationsource_once_a_text": None,
    "programmerelease_once": None,
    "presence_once_per_editor": None,
    "missedsearch_once": None,
    "distinction_once": None,
    "distinction_in_order": None,
}


def constraints():
    for model in apps.get_app_config("editions").get_models():
        yield from ((model, constraint) for constraint in model._meta.constraints)


def test_every_constraint_is_broken_here_or_belongs_to_publication():
    names = {constraint.name for _model, constraint in constraints()}
    of_publication = {name for name in names if name.endswith(("_published_has_moment", "_withdrawn_has_moment"))}
    assert names - of_publication == set(BROKEN)


@pytest.mark.parametrize("name", [name for name, broken in BROKEN.items() if broken])
def test_the_database_refuses(name):
    row = BROKEN[name]()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("name", [name for name, broken in BROKEN.items() if broken])
def test_an_editor_is_told_in_a_sentence(name):
    row = BROKEN[name]()
    _model, constraint = next(pair for pair in constraints() if pair[1].name == name)
    with contextlib.suppress(ValidationError):
        row.clean()
    with pytest.raises(ValidationError) as refused:
        constraint.validate(type(row), row)
    assert refused.value.messages == [str(constraint.violation_error_message)]
    assert str(constraint.violation_error_message).endswith(".")
    assert constraint.violation_error_message != db.BaseConstraint.default_violation_error_message


@pytest.mark.parametrize(
    "fields",
    [{"status": "published", "publish_at": None}, {"status": "withdrawn"}, {"withdrawn_at": timezone.now()}],
)
@pytest.mark.parametrize("model", [one for one in models.Publishable.__subclasses__() if not one._meta.abstract])
def test_every_publishable_row_has_the_moments_of_its_state(model, fields):
    names = {
        models.Edition: make.make_edition,
        models.Session: make.make_session,
        models.Speaker: make.make_speaker,
        models.Organisation: make.make_organisation,
        models.Topic: make.make_topic,
        models.PressRelease: make.make_release,
        models.Coverage: make.make_coverage,
        models.Photo: make.make_photo,
        models.Document: make.make_document,
        models.Survey: make.make_survey,
        models.Question: make.make_question,
        models.Page: make.make_page,
        models.Notice: make.make_notice,
        models.Promise: make.make_promise,
    }
    row = names[model]()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**fields)


class TestSentencesOfModels:
    def test_an_edition_whose_number_and_year_cross_another(self):
        make.make_edition(number=5, year=2009)
        with pytest.raises(ValidationError, match="lower number has a later year"):
            models.Edition(number=4, year=2010).full_clean()

    def test_an_edition_whose_first_day_is_in_another_year(self):
        with pytest.raises(ValidationError, match="not in the year of the edition"):
            models.Edition(number=4, year=2010, starts_on=DAY).full_clean()

    def test_an_appearance_in_a_session_of_another_edition(self):
        appearance = make.make_appearance()
        appearance.session = make.make_session()
        with pytest.raises(ValidationError, match="belongs to another edition"):
            appearance.full_clean()

    def test_a_release_with_the_address_of_another(self):
        release = make.make_release()
        with pytest.raises(ValidationError, match="Another release of this year"):
            models.PressRelease(slug=release.slug, dateline_date=release.dateline_date).clean()

    def test_a_session_in_a_venue_of_another_edition(self):
        with pytest.raises(ValidationError, match="venue belongs to another edition"):
            make.make_session(venue=make.make_venue()).full_clean()

    def test_an_item_published_with_nothing_to_read(self):
        with pytest.raises(ValidationError, match="Nothing is ready"):
            models.Page(slug="empty", status="published").full_clean()

    def test_a_time_zone_that_does_not_exist(self):
        with pytest.raises(ValidationError, match="is not a time zone"):
            make.make_venue(time_zone="Mars/Base").full_clean()

    def test_sources_that_are_no_addresses(self):
        with pytest.raises(ValidationError):
            make.make_edition(sources="javascript:alert(1)").full_clean()

    def test_a_role_that_is_not_one(self):
        with pytest.raises(ValidationError, match="not one of the choices"):
            make.make_appearance(roles=["emperor"]).full_clean()

    def test_a_record_that_leads_nowhere_and_says_nothing(self):
        with pytest.raises(ValidationError, match="a link, a document or a description"):
            models.Record(session=make.make_session(), kind="video").full_clean()


class TestLocalTimes:
    """Clocks put forward and back: the last Sundays of March and October in Berlin."""

    @pytest.mark.parametrize(
        ("day", "clock", "words"),
        [
            (datetime.date(2024, 3, 31), datetime.time(2, 30), "does not exist"),
            (datetime.date(2024, 10, 27), datetime.time(2, 30), "occurs twice"),
        ],
    )
    def test_an_impossible_or_ambiguous_time_is_refused(self, day, clock, words):
        with pytest.raises(ValidationError, match=words):
            session(day=day, start_time=clock, time_zone="Europe/Berlin").full_clean()

    def test_a_session_takes_the_clock_of_its_venue_else_of_its_edition(self):
        edition = make.make_edition()
        first = make.make_venue(edition=edition, time_zone="Asia/Shanghai")
        other = make.make_venue(edition=edition, time_zone="Asia/Tokyo", order=2)
        options = {"edition": edition, "day": DAY, "start_time": datetime.time(9)}
        assert make.make_session(**options).time_zone == first.time_zone
        assert make.make_session(**options, venue=other).time_zone == other.time_zone

    def test_where_no_venue_has_a_clock_it_takes_that_of_the_country(self):
        edition = make.make_edition()
        make.make_venue(edition=edition, time_zone="", side=make.make_side(time_zone="Asia/Shanghai"))
        session = make.make_session(edition=edition, day=DAY, start_time=datetime.time(9))
        assert session.time_zone == "Asia/Shanghai"

    def test_a_session_may_end_the_next_day(self):
        late = session(day=DAY, start_time=datetime.time(22), end_time=datetime.time(1), time_zone="Asia/Tokyo")
        assert late.ends_at - late.starts_at == datetime.timedelta(hours=3)


def test_text_is_stored_composed_and_without_control_characters_on_every_way_in():
    decomposed = "Mu\u0074o\u0304 \u0000\u0007か\u3099"
    release = make.make_release(headline_en=decomposed)
    models.PressRelease.objects.filter(pk=release.pk).update(headline_ja=decomposed)
    models.PressRelease.objects.bulk_create(
        [
            models.PressRelease(
                slug="bulk", year=2020, headline_en=decomposed, body_en="<p onclick=x>ok<script>1</script>"
            )
        ]
    )
    release.refresh_from_db()
    bulk = models.PressRelease.objects.get(slug="bulk")
    assert release.headline_en == release.headline_ja == bulk.headline_en == "Mutō が"
    assert bulk.body_en == "<p>ok</p>"
