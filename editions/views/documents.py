"""Outcome texts and papers: the library, and each with its clauses, files and who adopted it."""

from django.db.models import F, Prefetch
from django.db.models.functions import Coalesce, ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from editions.filters import DocumentFilter, clean_address
from editions.languages import language_name
from editions.models import Clause, Document, DocumentFile, Organisation, Standing

from . import pages, shapes

PER_PAGE = 50


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
            "clauses": list(Clause.objects.visible_to(request.user).filter(document=document)),
            "adopters": adopters(request, document),
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
