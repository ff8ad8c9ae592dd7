"""Lists and forms ask the database a fixed number of times, however many items and rows they show."""

import pytest

from editions import models, working
from tests import factories as make
from tests.admin.desk import address

LISTS = {
    models.Edition: 8,
    models.Promise: 9,
    models.Session: 10,
    models.Topic: 8,
    models.Speaker: 9,
    models.Organisation: 10,
    models.Photo: 11,
    models.PressRelease: 11,
    models.Coverage: 10,
    models.Document: 9,
    models.Survey: 8,
    models.Question: 8,
    models.Result: 11,
    models.Page: 8,
    models.Notice: 9,
    models.Side: 8,
    models.Contact: 9,
    models.ReaderNote: 8,
}

FORMS = {
    models.Edition: 18,
    models.Speaker: 17,
    models.Session: 17,
    models.PressRelease: 17,
    models.Document: 19,
    models.Survey: 15,
    models.Question: 10,
    models.Organisation: 12,
    models.Photo: 14,
}


def full_edition(rows):
    edition = make.make_edition(cover=make.make_photo())
    side = make.make_side()
    for _n in range(rows):
        make.make_venue(edition=edition, side=side)
        make.make_figure(edition=edition)
        make.make_partnership(edition=edition)
        make.make_promise(edition=edition)
        models.Plan.objects.create(edition=edition)
        models.EditionName.objects.create(edition=edition, side=side, name="Test Name", language="en")
    return edition


def full_speaker(rows):
    speaker = make.make_speaker(delegation=make.make_side(), portrait=make.make_photo())
    for n in range(rows):
        models.SpeakerAlias.objects.create(speaker=speaker, name=f"Alias {n}")
        make.make_appearance(speaker=speaker, session=make.make_session(), read_by=make.make_speaker())
    return speaker


def full_session(rows):
    session = make.make_session(topic=make.make_topic(), venue=make.make_venue())
    for _n in range(rows):
        make.make_appearance(session=session, read_by=make.make_speaker())
        make.make_record(session=session, document=make.make_document())
    return session


def full_release(rows):
    release = make.make_release()
    for n in range(rows):
        models.ReleasePhoto.objects.create(release=release, photo=make.make_photo(edition=release.edition))
        models.ReleaseDocument.objects.create(release=release, document=make.make_document())
        make.make_correction(release=release)
        release.speakers.add(make.make_speaker())
        release.contacts.add(models.Contact.objects.create(**make.in_languages("name", f"Desk {n}")))
    return release


def full_document(rows):
    document = make.make_document()
    for n in range(rows):
        make.make_clause(document=document, number=n + 1)
        models.DocumentFile.objects.create(document=document, file=f"documents/{n}", language="en")
        document.adopted_by.add(make.make_organisation())
        document.reaffirms.add(make.make_document())
    return document


def full_survey(rows):
    survey = make.make_survey()
    for _n in range(rows):
        models.Fieldwork.objects.create(survey=survey, side=make.make_side())
        models.Wording.objects.create(survey=survey, question=make.make_question())
        survey.papers.add(make.make_document())
    return survey


def full_question(rows):
    question = make.make_question()
    for _n in range(rows):
        make.make_answer(question=question)
    return question


def full_organisation(rows):
    organisation = make.make_organisation(side=make.make_side())
    for n in range(rows):
        models.OrganisationName.objects.create(organisation=organisation, name_en=f"Name {n}", from_year=2000 + n)
        models.OrganisationAlias.objects.create(organisation=organisation, name=f"Alias {n}")
    return organisation


def full_photo(rows):
    photo = make.make_photo(edition=make.make_edition(), session=make.make_session())
    for _n in range(rows):
        photo.speakers.add(make.make_speaker())
    return photo


LISTED = {
    models.Edition: make.make_edition,
    models.Promise: lambda: make.make_promise(edition=make.make_edition()),
    models.Session: lambda: make.make_session(topic=make.make_topic()),
    models.Topic: make.make_topic,
    models.Speaker: lambda: make.make_speaker(delegation=make.make_side()),
    models.Organisation: lambda: make.make_organisation(side=make.make_side()),
    models.Photo: lambda: make.make_photo(session=make.make_session(), edition=make.make_edition()),
    models.PressRelease: lambda: make.make_release(edition=make.make_edition()),
    models.Coverage: lambda: make.make_coverage(edition=make.make_edition()),
    models.Document: lambda: make.make_document(edition=make.make_edition()),
    models.Survey: lambda: make.make_survey(edition=make.make_edition()),
    models.Question: make.make_question,
    models.Result: make.make_result,
    models.Page: make.make_page,
    models.Notice: lambda: make.make_notice(session=make.make_session()),
    models.Side: make.make_side,
    models.Contact: lambda: models.Contact.objects.create(side=make.make_side(), **make.in_languages("name", "Desk")),
    models.ReaderNote: lambda: models.ReaderNote.objects.create(
        page_id="abcdefgh", language="en", message="Test", release=make.make_release()
    ),
}
FULL = {
    models.Edition: full_edition,
    models.Speaker: full_speaker,
    models.Session: full_session,
    models.PressRelease: full_release,
    models.Document: full_document,
    models.Survey: full_survey,
    models.Question: full_question,
    models.Organisation: full_organisation,
    models.Photo: full_photo,
}


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_a_list_asks_as_often_for_three_as_for_one(desk, model, django_assert_num_queries):
    LISTED[model]()
    desk.get(address(model, "changelist"))
    with django_assert_num_queries(LISTS[model]):
        desk.get(address(model, "changelist"))
    for _n in range(2):
        LISTED[model]()
    with django_assert_num_queries(LISTS[model]):
        desk.get(address(model, "changelist"))


@pytest.mark.parametrize("model", FULL, ids=lambda model: model.__name__)
def test_a_form_asks_as_often_for_three_rows_as_for_one(desk, model, django_assert_num_queries):
    items = [FULL[model](1), FULL[model](3)]
    for item in items:
        desk.get(address(item))
    for item in items:
        with django_assert_num_queries(FORMS[model]):
            desk.get(address(item))


def test_a_draft_and_the_presence_of_others_keep_the_largest_form_below_twenty(
    desk, other, editor, django_assert_num_queries
):
    edition = full_edition(3)
    document = working.document_of(edition)
    document["fields"]["theme_en"] = "Typed theme"
    document["inlines"]["figures"][0]["order"] = 7
    working.save(edition, document, editor)
    for client in (other, desk):
        client.get(address(edition))
    with django_assert_num_queries(18):
        page = desk.get(address(edition)).content.decode()
    assert "Typed theme" in page
    assert "Another Editor has this form open too" in page
