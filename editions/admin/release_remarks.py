"""What is remarked of a release's texts, and what was read in the text it came from: a page, and a part of its form."""

from collections.abc import Iterable

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editions import approving, places, preflight, wire, wire_reading, wording, working
from editions.models import Acknowledgement, Organisation, PressRelease, roles
from editions.preflight import Place, Remark

from . import clocks
from .ways import way_to, way_within

MAX_REASON = 500


class ReleaseRemarks:
    """Adds the page that looks over a release to its admin, and what it says to the form."""

    change_form_template = "admin/editions/pressrelease/change_form.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:key>/preflight/", wrap(self.preflight), name="editions_pressrelease_preflight"),
            path("<int:key>/remarks/", wrap(self.remarks), name="editions_pressrelease_remarks"),
            *super().get_urls(),
        ]

    def _looked_over(self, request: HttpRequest, key: int) -> PressRelease:
        release = get_object_or_404(PressRelease.objects.select_related("edition"), pk=key)
        if not self.has_view_or_change_permission(request, release):
            raise PermissionDenied
        return release

    def preflight(self, request: HttpRequest, key: int) -> HttpResponse:
        release = self._looked_over(request, key)
        may_pass = self.has_change_permission(request, release)
        if request.method == "POST":
            if not may_pass:
                raise PermissionDenied
            return self._passed(request, release)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Look over the texts"),
            "release": release,
            "address": reverse("admin:editions_pressrelease_change", args=[release.pk]),
            "may_pass": may_pass,
            **told(release, clocks.zones(request)),
        }
        return TemplateResponse(request, "admin/press/preflight.html", context)

    def _passed(self, request: HttpRequest, release: PressRelease) -> HttpResponse:
        """Remarks that are right as they stand, with the reason; those of a page that was opened before are left alone."""
        reason = request.POST.get("reason", "").strip()[:MAX_REASON]
        ticked = set(request.POST.getlist("past"))
        remarks = [one for one in preflight.findings(release) if ticked & keys_of(one, release)]
        if not reason:
            messages.error(request, _("Say why what you ticked may stay."))
        elif remarks:
            go_past(release, remarks, reason, request.user)
            count = len(remarks)
            words = ngettext("%(count)d remark was gone past.", "%(count)d remarks were gone past.", count)
            messages.success(request, words % {"count": count})
        return redirect("admin:editions_pressrelease_preflight", release.pk)

    def remarks(self, request: HttpRequest, key: int) -> HttpResponse:
        """The same for the form of the release, which fetches it once it is open."""
        release = self._looked_over(request, key)
        address = reverse("admin:editions_pressrelease_preflight", args=[release.pk])
        return TemplateResponse(
            request,
            "admin/press/_remarks.html",
            {"address": address, **told(release, clocks.zones(request), in_its_form=True)},
        )


def go_past(release: PressRelease, remarks: Iterable[Remark], reason: str, by: User) -> None:
    """Keep that somebody found them right as they stand; the gate does not ask for them again."""
    known = {one.finding for one in approving.of_item(Acknowledgement, release)}
    remarks = list(remarks)
    in_words = places.in_every_language(
        lambda: (one for each in remarks for one in preflight.as_findings(each, release))
    )
    for remark in remarks:
        for finding in preflight.as_findings(remark, release):
            if finding.key not in known:
                known.add(finding.key)
                Acknowledgement.objects.create(
                    content_type=working.type_of(release),
                    object_id=release.pk,
                    by=by,
                    finding=finding.key,
                    sentence=places.told(finding),
                    sentences=in_words[finding.key],
                    reason=reason,
                )


def label_at(place: Place) -> str:
    (name, _key), path = place
    return places.label_of(apps.get_model("editions", name), path)


def keys_of(remark: Remark, release: PressRelease) -> set[str]:
    return {finding.key for finding in preflight.as_findings(remark, release)}


def told(release: PressRelease, zones: list[tuple[str, str]], in_its_form: bool = False) -> dict:
    """Remarks, each with the reason it was gone past for, and what the text as received held besides the release's own fields."""
    passed = {one.finding: one for one in approving.of_item(Acknowledgement, release)}
    rows = []

    def way(place):
        is_here = in_its_form and place[0] == ("pressrelease", release.pk)
        return way_within("pressrelease", place[1]) if is_here else way_to(place)

    for one in preflight.findings(release):
        keys = sorted(keys_of(one, release))
        rows.append(
            {
                "code": one.code,
                "sentence": preflight.sentence(one),
                "places": [(label_at(place), way(place)) for place in one.places],
                "excerpts": [(wording.html_lang(code), text) for code, text in one.excerpts],
                "key": keys[0],
                "passed": _signed(passed[keys[0]], zones) if all(key in passed for key in keys) else None,
            }
        )
    return {
        "single": [one for one in rows if one["code"] != "parity"],
        "differences": [one for one in rows if one["code"] == "parity"],
        "open": sum(one["passed"] is None for one in rows),
        "received": received(release),
    }


def _signed(one: Acknowledgement, zones: list[tuple[str, str]]) -> dict:
    return {"by": roles.signature(one.by, one.side), "at": clocks.in_words(one.at, zones), "reason": one.reason}


def received(release: PressRelease) -> dict | None:
    """Captions, contacts and organisations of the text as received, which the release has no fields for; None without any."""
    if not release.received_text:
        return None
    reading = wire_reading.read(release.received_text)
    slugs = [one.organisation for one in reading.organisations if one.organisation]
    known = dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    found = {
        "captions": reading.captions,
        "contacts": reading.contacts,
        "organisations": [organisation_row(one, known) for one in reading.organisations],
        "theme": reading.theme,
    }
    return found | {"lang": wording.html_lang(reading.language)} if any(found.values()) else None


def organisation_row(found: wire.NamedOrganisation, known: dict[str, int]) -> dict:
    key = known.get(found.organisation or "")
    address = reverse("admin:editions_organisation_change", args=[key]) if key else ""
    return {"name": found.name, "sure": found.sure, "address": address}
