"""The page on which an item is published."""

from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from editions import approving, gate, places, previews, publication, wording, working
from editions.desk import sides_of
from editions.gate import Circumstances
from editions.languages import language_name
from editions.models import (
    PressRelease,
    Publishable,
    language_codes,
    roles,
)

from . import clocks, outcomes
from .lists import badge
from .publish_button import PublishingInTheForm
from .publish_form import PublishForm, key_of
from .second_eyes import APPROVE, second_eyes, why_it_would_not_count
from .translations import STATES
from .ways import way_to
from .withdrawing import Withdrawing

SEEN = "seen"


class Publishing(PublishingInTheForm, Withdrawing):
    """Adds publishing and withdrawing to the admin of an item with a state."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/publish/", view(self.publish_view), name=f"{name}_publishing"),
            *super().get_urls(),
        ]

    def has_publish_permission(self, request, obj=None) -> bool:
        return request.user.has_perm(f"editions.publish_{self.opts.model_name}")

    def may_approve(self, request) -> bool:
        return self.model is PressRelease and request.user.has_perm(APPROVE)

    def _item_or_404(self, request, object_id):
        item = self._find(object_id)
        if item is None:
            raise Http404
        return item

    @clocks.on_the_desks_clock
    def publish_view(self, request, object_id):
        may_publish = self.has_publish_permission(request)
        if not (may_publish or self.has_view_permission(request)):
            raise PermissionDenied
        item = self._item_or_404(request, object_id)
        approves = "approve" in request.POST and self.may_approve(request)
        if request.method == "POST" and not (may_publish or approves):
            raise PermissionDenied
        is_as_seen = request.POST.get(SEEN) == as_seen(item)
        if approves and is_as_seen:
            return self._approve(request, item)
        linked = gate.belongings(item)
        at = item.publish_at if item.is_embargoed else None
        known = Circumstances().knowledge  # gathered once for the form and the page
        form = self._publish_form(request, item, linked, at, known)
        if request.method == "POST" and not is_as_seen:
            text = _("This was changed since you opened the page. Look at it again, then press the button.")
            form.add_error(None, text)
        elif request.method == "POST" and form.is_valid() and self._publish(request, item, linked, form):
            return HttpResponseRedirect(reverse(f"admin:editions_{self.opts.model_name}_change", args=[item.pk]))
        return self._publish_page(request, item, linked, form, known)

    def _approve(self, request, item):
        why_not = why_it_would_not_count(request.user, approving.last_author(item), approving.rule_of_second_eyes())
        if why_not:
            self.message_user(request, why_not, messages.ERROR)
            return HttpResponseRedirect(request.path)
        publication.approve(item, by=request.user)
        self.log_change(request, item, _("Approved."))
        self.message_user(request, _("Your approval of this state is noted."), messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def _publish_form(self, request, item, linked, at, known):
        sides = sides_of(request)
        verdict = gate.examine(item, Circumstances(at, request.user, knowledge=known))
        warnings = [one for one in verdict.findings if not one.is_must]
        own = clocks.own_side(request)
        moment = at or item.publish_at  # readers may have had it once: that date is proposed again, not chosen
        zone = ZoneInfo(own.time_zone) if own else clocks.desk_zone(request)
        typed = timezone.localtime(moment, zone) if moment else None
        initial = {
            "when": "at" if at else "now",
            "day": typed and typed.date(),
            "hour": typed and typed.time(),
            "clock": own and str(own.pk),
            "with_it": [key_of(one) for one in linked],
        }
        data = request.POST if request.method == "POST" else None
        return PublishForm(data, initial=initial, sides=sides, linked=linked, warnings=warnings)

    def _publish(self, request, item, linked, form) -> bool:
        """True when it is done; else the form says why not."""
        with_it = [one for one in linked if key_of(one) in form.cleaned_data["with_it"]]
        if refused := [one for one in with_it if not request.user.has_perm(f"editions.publish_{one._meta.model_name}")]:
            form.add_error(
                "with_it",
                _("You may not publish this: %(what)s") % {"what": wording.series(refused, get_language() or "")},
            )
            return False
        at = form.cleaned_data.get("at")
        if at is None and item.is_itself_public() and not working.draft_of(item) and not with_it:
            form.add_error(None, _("It is public already, and nothing of it has changed."))
            return False
        reasons = dict.fromkeys(form.cleaned_data["past"], form.cleaned_data["reason"])
        try:
            publication.publish(item, by=request.user, at=at, with_it=with_it, reasons=reasons)
        except publication.NotReady as refused:
            form.add_error(None, _("It is not published yet: see what is left to do."))
            if reasons and not form.cleaned_data["reason"].strip():
                form.add_error("reason", _("Give the reason: it stays with the item."))
            return False
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
            return False
        for one in (item, *with_it):
            self.log_change(request, one, _("Published."))
        item.refresh_from_db()
        self.message_user(request, outcomes.published(request, item), messages.SUCCESS)
        return True

    def _publish_page(self, request, item, linked, form, known):
        chosen = form["with_it"].value() or []
        with_it = tuple(one for one in linked if key_of(one) in chosen)
        at = getattr(form, "cleaned_data", {}).get("at") or (item.publish_at if item.is_embargoed else None)
        verdict = gate.examine(item, Circumstances(at, request.user, with_it, known))
        open_now = verdict.open()
        holders = roles.holders({"publisher", *(finding.role for finding in verdict.findings)})
        zones = clocks.zones(request)
        item.clocks = zones
        rows = [self._finding_row(request, one, verdict, form, holders) for one in verdict.findings]
        eyes = second_eyes(request, item)
        for row in rows:
            if eyes and row["finding"].code == "second-eyes":
                row |= {"whose": self._whose(_("A second pair of eyes"), eyes["who"]), "address": "#second-eyes"}
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "original": item,
            "title": _("Publish “%(item)s”") % {"item": item},
            "item": item,
            "state": badge(item),
            "has_draft": working.draft_of(item),
            "has_preview": previews.can_be_shown(self.model),
            "seen": as_seen(item),
            "moment": clocks.in_words(at, zones) if at else "",
            "time_left": clocks.left(at) if at and at > timezone.now() else "",
            "languages": self._language_states(item),
            "musts": [row for row in rows if row["finding"].is_must],
            "warnings": [row for row in rows if row["finding"] in open_now and not row["finding"].is_must],
            "acknowledged": [row for row in rows if row["acknowledged"]],
            "form": form,
            "linked": linked,
            "may_publish": self.has_publish_permission(request),
            "who_publishes": self._whose(
                _("To be published by a publisher"), map(roles.signature, holders.get("publisher", []))
            ),
            "eyes": eyes,
            "zones": [(str(side.pk), str(side.text("capital")), side.time_zone) for side in sides_of(request)],
            "media": forms.Media(),
        }
        return TemplateResponse(request, "admin/publication/publish.html", context, status=200)

    def _finding_row(self, request, finding, verdict, form, holders):
        acknowledged = verdict.acknowledged.get(finding.key)
        return {
            "finding": finding,
            "language": language_name(finding.language) if finding.language else "",
            "place": places.name_of_place(finding),
            "address": way_to(finding.place),
            "whose": self._whose(roles.label(finding.role), map(roles.signature, holders.get(finding.role, []))),
            "is_past": finding.key in (form["past"].value() or []),
            "acknowledged": acknowledged
            and {
                "by": roles.signature(acknowledged.by, acknowledged.side),
                "reason": acknowledged.reason,
                "at": clocks.in_words(acknowledged.at, clocks.zones(request)),
            },
        }

    def _whose(self, role, names) -> str:
        """Who can mend it: the role, and those who have it."""
        asked = get_language() or ""
        return wording.heading(str(role), wording.series(names, asked), asked)

    def _language_states(self, item):
        if not hasattr(item, "languages_of"):
            return []
        held = working.drafts.held_texts(item).languages
        words = {"ready": STATES["ready"], "held": _("held back"), "missing": STATES["empty"]}
        states = [
            (code, "held" if code in held else "ready" if code in item.ready_languages else "missing")
            for code in language_codes()
        ]
        return [
            SimpleNamespace(code=code, name=language_name(code), state=state, words=words[state])
            for code, state in states
        ]

    # Actions on lists

    @admin.action(description=gettext_lazy("Publish now"), permissions=["publish"])
    def publish_now(self, request, queryset):
        """All of the chosen items, or none; the gate decides of each."""
        items = list(self.model._base_manager.filter(pk__in=queryset.values("pk")).order_by("pk"))
        refused = publication.publish_all(items, by=request.user)
        if refused:
            name = f"admin:editions_{self.opts.model_name}_publishing"
            rows = (
                (reverse(name, args=[item.pk]), str(item), " ".join(places.told(found) for found in findings))
                for item, findings in refused
            )
            links = format_html_join(" — ", '<a href="{}">{}</a>: {}', rows)
            text = format_html(_("Nothing was changed, because of these: {refusals}"), refusals=links)
            self.message_user(request, text, messages.ERROR)
            return
        for item in items:
            self.log_change(request, item, _("Published."))
        text = ngettext("%(count)d item was changed.", "%(count)d items were changed.", len(items))
        self.message_user(request, text % {"count": len(items)}, messages.SUCCESS)


def as_seen(item: Publishable) -> str:
    """What the page carries: another one when the item or its draft was changed since."""
    draft = working.draft_of(item)
    return f"{item.updated_at.timestamp()} {draft.changed_at.timestamp() if draft else ''}"
