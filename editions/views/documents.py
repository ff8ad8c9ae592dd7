"""Outcome texts and papers: the library, and each with its clauses, files and who adopted it."""

from django.conf import settings
from django.db.models import F, Prefetch
from django.db.models.functions import Coalesce, ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from editions import citations, wording
from editions.context_processors import forum_names
from editions.filters import clean_address
from editions.languages import Text, language_name
from editions.list_filters import DocumentFilter
from editions.models import Appearance, Clause, Document, DocumentFile, Organisation, Standing, language_codes

from . import pages, shapes

PER_PAGE = 50
ALL = "all"


@pages.public
@clean_address
def document_list(request: HttpRequest) -> HttpResponse:
    visible = Document.objects.visible_to(request.user).select_related("edition")
    documents = DocumentFilter(request.GET, visible, request=request)
    year = Coalesce(ExtractYear("adopted_on"), "edition__year")
    ordered = documents.qs.order_by(year.desc(nulls_last=True), F("adopted_on").desc(nulls_last=True), "-id")
    page = pages.paginate(request, ordered.prefetch_related(files_of(request)), PER_PAGE)
    return render(
        request,
        "documents/list.html",
        {
            "filters": documents,
            "rows": [{"document": document, "title": shapes.wordings(document, "title")} for document in page],
            "pagination": shapes.pagination(request, page),
            "breadcrumbs": [{"label": _("Documents")}],
        },
    )


@pages.public
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    queryset = Document.objects.select_related("edition").prefetch_related(files_of(request))
    document = pages.fetch(request, queryset, slug=slug)
    edition = document.edition if document.edition and document.edition.is_public() else None
    clauses = list(Clause.objects.visible_to(request.user).filter(document=document))
    reference = cited(request, document)
    return render(
        request,
        "documents/detail.html",
        {
            "document": document,
            "title": shapes.wordings(document, "title"),
            "standing": standing(document),
            "edition": edition,
            "body": document.text("body"),
            "authoritative": [language_name(code) for code in document.authoritative_languages],
            **clauses_beside(document, clauses, request.GET.get("beside", "")),
            "cite": Text(citations.line(reference), reference.language, get_language() or ""),
            "adopters": adopters(request, document),
            "signatories": signatories(request, document),
            "reaffirms": list(document.reaffirms.visible_to(request.user)),
            "reaffirmed_by": list(document.reaffirmed_by.visible_to(request.user)),
            "sources": shapes.sources(document),
            "breadcrumbs": [
                {"label": _("Documents"), "url": reverse("document-list")},
                {"label": document.text("title")},
            ],
            **pages.about(request, document),
        },
    )


def clauses_beside(document: Document, clauses: list[Clause], asked: str) -> dict:
    """The clauses in the reader's language, or aligned beside one other, or all, of the languages they are there in.

    ``columns`` are those languages with what the text is worth in each; ``choices`` the ways to show them.
    """
    own, names = get_language() or settings.LANGUAGE_CODE, dict(settings.LANGUAGES)
    there = [code for code in language_codes() if any(code in clause.languages_of("text_line") for clause in clauses)]
    others = [code for code in there if code != own] if own in there else []
    shown = [own, *others] if asked == ALL else [own, asked] if asked in others else []
    ways = [("", _("This language only"), ""), *((code, names[code], code) for code in others)]
    if len(others) > 1:
        ways.append((ALL, _("All languages"), ""))
    address = document.get_absolute_url()
    columns = [{"code": code, "name": names[code], "worth": worth(document, code)} for code in shown]
    return {
        "columns": columns,
        "clauses": [
            {
                "number": one.number,
                "text": one.text("text_line"),
                "texts": [(column, in_column(one, column["code"])) for column in columns],
            }
            for one in clauses
        ],
        "choices": [
            {
                "label": label,
                "lang": wording.html_lang(code) if code else "",
                "url": f"{address}?beside={way}" if way else address,
                "current": way == (asked if shown else ""),
            }
            for way, label, code in ways
        ]
        if others
        else [],
    }


def in_column(clause: Clause, code: str) -> Text | str:
    """The clause in this language and no other: a gap is shown as a gap."""
    return clause.text("text_line", code) if code in clause.languages_of("text_line") else ""


def worth(document: Document, code: str) -> str:
    """What the text shown in this language is worth, in words: a summary of ours binds in no language."""
    stated = getattr(document, f"standing_{code.replace('-', '_')}", "")
    if stated in Standing.values:
        return Standing(stated).label
    return Standing.AUTHORITATIVE.label if code in document.authoritative_languages else ""


def cited(request: HttpRequest, document: Document) -> citations.Cited:
    title = document.text("title")
    names = [str(name) for name in forum_names(pages.forum(request), pages.sides(request), title.language)]
    with override(title.language):
        kind = str(document.get_kind_display())
    return citations.Cited(
        key=document.permanent_id,
        title=str(title),
        issuer=names[0] if names else "",
        kind=kind,
        day=document.adopted_on,
        place=str(document.text("adopted_at", title.language)),
        site=names[0] if names else "",
        url=settings.SITE_URL + pages.in_language(document.get_absolute_url(), title.language),
        language=title.language,
    )


def standing(document: Document) -> str:
    """What the text this reader is shown is worth, in words."""
    code = getattr(document, f"standing_{document.text('body').language.replace('-', '_')}", "")
    return Standing(code).label if code in Standing.values else ""


def files_of(request: HttpRequest) -> Prefetch:
    """The files of the documents, as far as this visitor may have them."""
    return Prefetch("files", DocumentFile.objects.visible_to(request.user).select_related("document"))


def adopters(request: HttpRequest, document: Document) -> list[dict]:
    """Who adopted it, under the names they had then."""
    organisations = Organisation.objects.visible_to(request.user).filter(documents=document).with_names()
    year = document.adopted_on.year if document.adopted_on else document.edition.year if document.edition else None
    named = [(item, item.name_in(year)) for item in organisations]
    return [{"name": name.text("name"), "url": item.get_absolute_url()} for item, name in named if name]


def signatories(request: HttpRequest, document: Document) -> list[dict]:
    """Who signed it, with the title held then."""
    signed = Appearance.objects.visible_to(request.user).filter(signed=document).select_related("speaker")
    address = shapes.addresses("speaker-detail")
    return [
        {"name": one.speaker.text("name"), "url": address(one.speaker.slug), "title": one.text("title")}
        for one in signed.order_by("order", "id")
    ]
