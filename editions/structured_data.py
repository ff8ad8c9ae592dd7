"""What search engines are told of an item in their own words (schema.org), as plain dicts for ``components/json_ld.html``."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from editions import prose, wording
from editions.models import Correction, Fieldwork, Page, Photo, PressRelease, Question, Result, Side
from editions.views.pages import in_language

PHOTO_TERMS = "photo-terms"  # the page on which the forum says what its photographs may be used for


def terms_address() -> str:
    """The terms for photographs in the reader's language; empty where there is no such page in public."""
    public = Page.objects.published().filter(slug=PHOTO_TERMS).exists()
    return reverse("page-detail", args=[PHOTO_TERMS]) if public else ""


def photo_data(photo: Photo, downloads: list[dict], terms: str) -> dict:
    """An ImageObject with its licence; the largest size that anyone may fetch is its content."""
    caption, alt = photo.text("caption"), photo.text("alt")
    shown = downloads[-1] if downloads else photo.rendition("large")
    data = {
        "@context": "https://schema.org",
        "@type": "ImageObject",
        "url": settings.SITE_URL + photo.get_absolute_url(),
        "name": str(caption),
        "caption": str(caption),
        "description": str(alt),
        "inLanguage": wording.html_lang(caption.language),
        "creditText": photo.credit,
        "copyrightNotice": photo.credit,
        "creator": {"@type": "Organization", "name": photo.credit} if photo.credit else None,
        "dateCreated": photo.taken_at.isoformat() if photo.taken_at else None,
        "license": settings.SITE_URL + terms if terms else None,
        "acquireLicensePage": settings.SITE_URL + terms if terms else None,
    }
    if shown:
        data |= {
            "contentUrl": settings.SITE_URL + photo.rendition_url(shown["name"]),
            "encodingFormat": shown["type"],
            "width": shown["width"],
            "height": shown["height"],
        }
    return {name: value for name, value in data.items() if value}


def release_data(release: PressRelease, text: dict, corrections: Sequence[Correction], picture: str) -> dict:
    """A NewsArticle in the language of its headline, with its translations and with what was corrected; ``text`` as ``text_of``."""
    headline = text["headline"]
    address = settings.SITE_URL + in_language(release.get_absolute_url(), headline.language)
    issuer = {"@type": "Organization", "name": str(text["source"])} if text["source"] else None
    changed = [at for at in (release.publish_at, *(one.made_at for one in corrections)) if at]
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "url": address,
        "mainEntityOfPage": address,
        "identifier": release.permanent_id,
        "headline": str(headline),
        "description": str(text["standfirst"]),
        "articleBody": prose.plain_text(str(text["body"])),
        "dateline": str(text["dateline"]).rstrip(" —"),
        "inLanguage": wording.html_lang(headline.language),
        "datePublished": release.publish_at.isoformat() if release.publish_at else "",
        "dateModified": max(changed).isoformat() if release.publish_at else "",
        "author": issuer,
        "publisher": issuer,
        "image": [settings.SITE_URL + picture] if picture else [],
        "correction": [correction_data(correction) for correction in corrections],
        "workTranslation": [
            {
                "@type": "NewsArticle",
                "inLanguage": wording.html_lang(code),
                "url": settings.SITE_URL + in_language(release.get_absolute_url(), code),
            }
            for code in release.ready_languages
            if code != headline.language
        ],
    }
    return {name: value for name, value in data.items() if value}


def correction_data(correction: Correction) -> dict:
    note = correction.text("note")
    return {
        "@type": "CorrectionComment",
        "text": str(note),
        "inLanguage": wording.html_lang(note.language),
        "datePublished": correction.made_at.isoformat(),
    }


def survey_data(
    question: Question, results: list[Result], sides: list[Side], asked: Sequence[Fieldwork], forum: str
) -> dict:
    """A Dataset: what was asked, when, where, by whom, and the files with its values.

    ``forum`` is what the forum is called. Its survey is by itself; who did the asking is told as printed.
    """
    creator = {"@type": "Organization", "name": forum, "url": settings.SITE_URL + reverse("home")}
    text, years = question.text("text_line"), sorted({result.survey.year for result in results})
    files = [("text/csv", "question-csv"), ("application/json", "question-json")]
    data = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "identifier": question.permanent_id,
        "url": settings.SITE_URL + question.get_absolute_url(),
        "name": str(text),
        "description": _("Answers to “%(question)s” in the joint survey, each value with its base and its source.")
        % {"question": text},
        "inLanguage": wording.html_lang(text.language),
        "isAccessibleForFree": True,
        "license": settings.SITE_URL + reverse("data"),
        "creator": creator if forum else None,
        "contributor": [
            {"@type": "Organization", "name": name} for name in dict.fromkeys(one.agency for one in asked if one.agency)
        ],
        "isBasedOn": list(dict.fromkeys(source for one in results for source in one.source_list)),
        "temporalCoverage": f"{years[0]}/{years[-1]}" if years else None,
        "spatialCoverage": [str(side.text("country")) for side in sides],
        "variableMeasured": sorted({str(result.answer.text("label")) for result in results}),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": settings.SITE_URL + reverse(name, args=[question.slug]),
            }
            for kind, name in files
        ],
    }
    return {name: value for name, value in data.items() if value}
