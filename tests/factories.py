"""Valid, public rows by default: a test names what makes its own special. All names are plainly invented."""

import datetime
import itertools

from django.utils import timezone

from editions import models

count = itertools.count(100)  # tests that name a number or a year name a lower one, or one from 9000
PUBLIC_SINCE = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


def public(fields: dict) -> dict:
    """State and moment of something public, unless the test says otherwise."""
    return {"status": models.Status.PUBLISHED, "publish_at": PUBLIC_SINCE, **fields}


def in_languages(field: str, text: str) -> dict:
    """One text in every language of the site, told apart by its code."""
    return {f"{field}_{code.replace('-', '_')}": f"{text} [{code}]" for code in models.language_codes()}


def tomorrow():
    return timezone.now() + datetime.timedelta(days=1)


def make_forum(**fields):
    return models.Forum.objects.create(**{**in_languages("name", "Test Forum"), **fields})


def make_side(**fields):
    n = next(count)
    defaults = {
        "code": f"side-{n}",
        "order": n,
        **in_languages("country", f"Country {n}"),
        **in_languages("capital", f"Capital {n}"),
        **in_languages("delegation", f"Delegation {n}"),
        **in_languages("forum_name", f"Forum as Country {n} says"),
        "time_zone": "Asia/Tokyo",
        "palette": models.Palette.INDIGO,
        "language": "ja",
    }
    return models.Side.objects.create(**{**defaults, **fields})


def make_edition(**fields):
    n = fields.get("number") or next(count)
    defaults = {"number": n, "year": 2000 + n, **in_languages("theme", f"Theme {n}")}
    return models.Edition.objects.create(**public({**defaults, **fields}))


def make_venue(**fields):
    fields.setdefault("edition", None)
    fields["edition"] = fields["edition"] or make_edition()
    defaults = {**in_languages("city", "Test City"), "time_zone": "Asia/Tokyo"}
    return models.Venue.objects.create(**{**defaults, **fields})


def make_figure(**fields):
    fields.setdefault("edition", None)
    fields["edition"] = fields["edition"] or make_edition()
    return models.Figure.objects.create(**{"value": 400, **in_languages("according_to", "Test Paper"), **fields})


def make_organisation(name="Test Organisation", **fields):
    n = next(count)
    organisation = models.Organisation.objects.create(**public({"slug": f"organisation-{n}", **fields}))
    models.OrganisationName.objects.create(organisation=organisation, **in_languages("name", f"{name} {n}"))
    return organisation


def make_partnership(**fields):
    fields["edition"] = fields.get("edition") or make_edition()
    fields["organisation"] = fields.get("organisation") or make_organisation()
    return models.Partnership.objects.create(**fields)


def make_speaker(**fields):
    n = next(count)
    defaults = {"family_name": f"Example{n}", "given_name": "Invented"}
    if not any(key.startswith("name_") for key in fields):
        defaults |= in_languages("name", f"Invented Example{n}")
    return models.Speaker.objects.create(**public({**defaults, **fields}))


def make_appearance(**fields):
    fields["edition"] = fields.get("edition") or (
        fields["session"].edition if fields.get("session") else make_edition()
    )
    fields["speaker"] = fields.get("speaker") or make_speaker()
    defaults = {"roles": ["panelist"], **in_languages("title", f"Title {next(count)}")}
    return models.Appearance.objects.create(**{**defaults, **fields})


def make_topic(**fields):
    n = next(count)
    return models.Topic.objects.create(**public({**in_languages("name", f"Topic {n}"), "slug": f"topic-{n}", **fields}))


def make_session(**fields):
    n = next(count)
    fields["edition"] = fields.get("edition") or make_edition()
    defaults = {**in_languages("title", f"Session {n}"), "slug": f"session-{n}", "state": models.Session.State.HELD}
    return models.Session.objects.create(**public({**defaults, **fields}))


def make_record(**fields):
    fields["session"] = fields.get("session") or make_session()
    defaults = {"kind": "transcript", "link": "https://records.example/1", **in_languages("title", "Record")}
    return models.Record.objects.create(**{**defaults, **fields})


def make_release(**fields):
    n = next(count)
    defaults = {
        **in_languages("headline", f"Headline {n}"),
        **in_languages("standfirst", f"Standfirst {n}"),
        **in_languages("body", f"<p>Body {n}</p>"),
        "slug": f"release-{n}",
        "dateline_date": datetime.date(2020, 1, 2),
    }
    return models.PressRelease.objects.create(**public({**defaults, **fields}))


def make_correction(**fields):
    fields["release"] = fields.get("release") or make_release()
    return models.Correction.objects.create(**{**in_languages("note", "Corrected"), **fields})


def make_coverage(**fields):
    n = next(count)
    defaults = {
        "title": f"Coverage {n}",
        "language": "en",
        "publisher": "Test Paper",
        "published_on": datetime.date(2020, 1, 2),
        "link": f"https://news.example/{n}",
    }
    return models.Coverage.objects.create(**public({**defaults, **fields}))


def make_photo(**fields):
    """A photograph without files: a test of files uploads one."""
    n = next(count)
    defaults = {
        **in_languages("caption", f"Caption {n}"),
        **in_languages("alt", f"Alternative text {n}"),
        "credit": "Test Photographer",
        "rights": models.Photo.Rights.HOUSE,
        "original": f"originals/none-{n}",
        "original_name": f"photo-{n}.jpg",
        "width": 2400,
        "height": 1600,
        "colour": "#808080",
        "renditions": [
            {
                "name": name,
                "file": f"{name}.{suffix}",
                "type": f"image/{kind}",
                "width": width,
                "height": width * 2 // 3,
            }
            | {"bytes": 1000}
            for name, width, suffix, kind in [
                ("small", 375, "webp", "webp"),
                ("medium", 750, "webp", "webp"),
                ("large", 1500, "webp", "webp"),
                ("web", 750, "jpg", "jpeg"),
                ("screen", 1500, "jpg", "jpeg"),
                ("print", 3000, "jpg", "jpeg"),
            ]
        ],
    }
    return models.Photo.objects.create(**public({**defaults, **fields}))


def make_document(**fields):
    n = next(count)
    defaults = {
        **in_languages("title", f"Document {n}"),
        **in_languages("body", "<p>Text</p>"),
        "slug": f"document-{n}",
    }
    return models.Document.objects.create(**public({**defaults, **fields}))


def make_clause(**fields):
    fields["document"] = fields.get("document") or make_document()
    return models.Clause.objects.create(**{"number": 1, **in_languages("text_line", "Clause"), **fields})


def make_survey(**fields):
    n = next(count)
    return models.Survey.objects.create(**public({"year": 4000 + n, **in_languages("title", f"Survey {n}"), **fields}))


def make_question(**fields):
    n = next(count)
    defaults = {**in_languages("text_line", f"Question {n}"), "slug": f"question-{n}"}
    return models.Question.objects.create(**public({**defaults, **fields}))


def make_answer(**fields):
    n = next(count)
    fields["question"] = fields.get("question") or make_question()
    return models.Answer.objects.create(**{"code": f"answer-{n}", **in_languages("label", f"Answer {n}"), **fields})


def make_result(**fields):
    fields["survey"] = fields.get("survey") or make_survey()
    fields["answer"] = fields.get("answer") or make_answer()
    fields["side"] = fields.get("side") or make_side()
    return models.Result.objects.create(**{"value": 50, **fields})


def make_page(**fields):
    n = next(count)
    defaults = {
        **in_languages("title", f"Page {n}"),
        **in_languages("body", f"<p>Page text {n}</p>"),
        "slug": f"page-{n}",
    }
    return models.Page.objects.create(**public({**defaults, **fields}))


def make_notice(**fields):
    return models.Notice.objects.create(**public({**in_languages("text_line", f"Notice {next(count)}"), **fields}))


def make_promise(**fields):
    return models.Promise.objects.create(**public({**in_languages("text_line", f"Promise {next(count)}"), **fields}))


def make_term(**fields):
    return models.Term.objects.create(**{**in_languages("name", f"Term {next(count)}"), **fields})


# Those with a word of their own in their address.
SLUGGED = {
    "speaker": make_speaker,
    "session": make_session,
    "release": make_release,
    "document": make_document,
    "organisation": make_organisation,
    "topic": make_topic,
    "question": make_question,
    "page": make_page,
}
