"""The page of items and languages: what is missing, behind, held back or ready, and where it is written."""

from django.conf import settings
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import today as work
from editions import translating, wording
from editions.models import Edition, language_codes
from editions.templatetags.words import marked

from . import clocks
from .translations import STATES


def translations(site, request):
    """Items of the kinds this editor may look at; asked by kind, edition and language."""
    kinds = [model for model in work.kinds(request.user) if site.is_registered(model)]
    kinds = [model for model in kinds if hasattr(model, "lead_field")]
    by_name = {model._meta.model_name: model for model in kinds}
    editions = [(edition.pk, str(edition)) for edition in Edition.objects.all()] if Edition in kinds else []
    asked = request.GET
    language = asked.get("language", "")
    wanted = translating.Wanted(
        kind=by_name.get(asked.get("kind", "")),
        edition=next((key for key, _name in editions if str(key) == asked.get("edition")), None),
        language=language if language in language_codes() else "",
        everything=asked.get("all") == "1",
    )
    number = asked.get("page", "")
    page = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    lines, has_more = translating.lines(kinds, wanted, page)
    zones = clocks.zones(request)
    context = site.each_context(request) | {
        "title": _("Translations"),
        "kinds": [(name, capfirst(model._meta.verbose_name_plural)) for name, model in by_name.items()],
        "editions": editions,
        "languages": settings.LANGUAGES,
        "wanted": wanted,
        "kind": asked.get("kind", "") if wanted.kind else "",
        "lines": [_row(line, zones) for line in lines],
        "earlier": _address(asked, page - 1) if page > 1 else "",
        "later": _address(asked, page + 1) if has_more else "",
    }
    return TemplateResponse(request, "admin/translations/matrix.html", context)


def _address(asked, page) -> str:
    query = asked.copy()
    query["page"] = str(page)
    return f"?{query.urlencode()}"


def _row(line, zones) -> dict:
    address = reverse(f"admin:editions_{line.kind._meta.model_name}_change", args=[line.pk])
    return {
        "name": marked(line.name(get_language() or "")) or _("Without a title yet"),
        "kind": capfirst(line.kind._meta.verbose_name),
        "moment": clocks.in_words(line.at, zones) if line.at else "",
        "address": address,
        "cells": [
            {
                "address": f"{address}#language-{code}",
                "language": name,
                "lang": wording.html_lang(code),
                "state": line.state(code),
                "words": STATES[line.state(code)],
                "behind": line.behind.get(code, 0) if line.state(code) == "stale" else 0,
            }
            for code, name in settings.LANGUAGES
        ],
    }
