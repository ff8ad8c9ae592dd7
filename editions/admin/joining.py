"""Two records of one: proposed, looked at before, joined, and parted again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.forms import Media
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from editions import desk_search, joining, likely_doubles, wording
from editions.doubles import Reason
from editions.keys import row_at
from editions.lines import clean_line

from . import clocks
from .lists import badge

MOST_FOUND = 20
MOST_PAIRS = 200
NAMED_AT_MOST = 12  # rows of one kind that the preview names

REASONS = {
    Reason.SAME_CHARACTERS: gettext_lazy("The same characters"),
    Reason.ONE_CHARACTER: gettext_lazy("The same sound, and one character differs"),
    Reason.SAME_SOUND: gettext_lazy("The same sound in Latin letters"),
    Reason.NEAR_SOUND: gettext_lazy("Nearly the same sound"),
    Reason.OTHER_FORM: gettext_lazy("One is listed as another form of the other"),
}


class JoiningMixin:
    """Adds to an item’s admin the page on which another record is joined to it."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/join/", view(self.join_view), name=f"{name}_join"),
            *super().get_urls(),
        ]

    def may_join(self, request) -> bool:
        """It changes what readers have, of two items at once."""
        return self.has_publish_permission(request) and self.has_change_permission(request)

    def render_change_form(self, request, context, *args, **kwargs):
        return super().render_change_form(request, context | {"may_join": self.may_join(request)}, *args, **kwargs)

    @clocks.on_the_desks_clock
    def join_view(self, request, object_id):
        if not self.may_join(request):
            raise PermissionDenied
        item = self._item_or_404(request, object_id)
        if request.method == "POST":
            if "apart" in request.POST:
                done = self._keep_apart(request, item, self._other(request.POST["apart"]))
            elif "again" in request.POST:
                done = self._propose_again(request)
            else:
                done = self._part(request, item) if "part" in request.POST else self._join(request, item)
            if done:
                return HttpResponseRedirect(request.path)
        asked = request.POST if request.method == "POST" else request.GET
        other = self._other(asked.get("other", ""))
        return self._join_page(request, item, other, clean_line(asked.get("q", ""))[:100])

    def _other(self, key):
        return row_at(self.model._base_manager.all(), key)

    def _join(self, request, item) -> bool:
        other = self._other(request.POST.get("other", ""))
        if other is None:
            raise Http404
        try:
            joining.join(item, other, by=request.user, seen=request.POST.get("seen", ""))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return False
        for one, words in ((item, _("Joined with “%(other)s”.")), (other, _("Joined to “%(other)s”."))):
            self.log_change(request, one, words % {"other": other if one is item else item})
        self.message_user(request, _("The two records are one now. Its old address leads here."), messages.SUCCESS)
        return True

    def _keep_apart(self, request, one, other) -> bool:
        if one is None or other is None:
            raise Http404
        try:
            likely_doubles.keep_apart(one, other, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return False
        for item, else_ in ((one, other), (other, one)):
            self.log_change(request, item, _("Said to be another than “%(other)s”.") % {"other": else_})
        words = _("Noted: “%(one)s” and “%(other)s” are two. They are not proposed any more.")
        self.message_user(request, words % {"one": one, "other": other}, messages.SUCCESS)
        return True

    def _propose_again(self, request) -> bool:
        row = row_at(likely_doubles.kept_apart(self.model), request.POST["again"])
        if row is None:
            raise Http404
        row.delete()
        there = self.model._base_manager.in_bulk([row.one_id, row.other_id])
        for item, else_ in ((row.one_id, row.other_id), (row.other_id, row.one_id)):
            if item in there and else_ in there:
                words = _("May be the same as “%(other)s” again.") % {"other": there[else_]}
                self.log_change(request, there[item], words)
        self.message_user(request, _("The two records may be proposed again."), messages.SUCCESS)
        return True

    def _apart(self, request, item=None) -> list[dict]:
        """Pairs that were said to be two; those of one item alone."""
        zones = clocks.zones(request)
        found = likely_doubles.kept_apart(self.model)
        found = found.filter(Q(one_id=item.pk) | Q(other_id=item.pk)) if item else found
        rows = list(found[:MOST_PAIRS])
        there = self.model._base_manager.in_bulk([key for row in rows for key in (row.one_id, row.other_id)])
        return [
            {
                "key": row.pk,
                "one": there[row.one_id],
                "one_address": reverse(f"admin:editions_{self.opts.model_name}_change", args=[row.one_id]),
                "other": there[row.other_id],
                "other_address": reverse(f"admin:editions_{self.opts.model_name}_change", args=[row.other_id]),
                "when": clocks.in_words(row.made_at, zones),
                "who": row.made_by or "",
            }
            for row in rows
            if row.one_id in there and row.other_id in there
        ]

    def _part(self, request, item) -> bool:
        found = row_at(joining.of(item), request.POST["part"])
        if found is None:
            raise Http404
        try:
            left = joining.part(found, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return False
        self.log_change(request, item, _("Parted from another record."))
        self.message_user(request, _("The two records are two again."), messages.SUCCESS)
        if left:
            words = _("Changed since, and left as it is: %(what)s") % {
                "what": wording.series(left, get_language() or "")
            }
            self.message_user(request, words, messages.WARNING)
        return True

    def _join_page(self, request, item, other, words):
        zones = clocks.zones(request)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "original": item,
            "title": _("Join another record to “%(item)s”") % {"item": item},
            "media": Media(),
            "words": words,
            "plan": self._plan(request, item, other) if other else None,
            "proposed": [] if other else self._proposed(item),
            "found": self._found(item, words) if words and not other else [],
            "joinings": self._joinings(item, zones),
            "apart": self._apart(request, item),
        }
        return TemplateResponse(request, "admin/joining/join.html", context)

    def _plan(self, request, item, other) -> dict | None:
        try:
            plan = joining.plan(item, other)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return None
        other.clocks = clocks.zones(request)
        return {
            "other": other,
            "address": reverse(f"admin:editions_{self.opts.model_name}_change", args=[other.pk]),
            "state": badge(other),
            "digest": plan.digest,
            "rows": [
                row
                for one in plan.rows
                for row in (
                    _rows_in_words(one.model, one.label, one.keys, False),
                    _rows_in_words(one.model, one.label, one.stay, True),
                )
                if row
            ],
            "names": plan.names,
            "filled": [self.model._meta.get_field(name).verbose_name for name in plan.filled],
        }

    def _proposed(self, item) -> list[dict]:
        pairs = {
            pair: pair.other if pair.key == item.pk else pair.key
            for pair in likely_doubles.likely(self.model)
            if item.pk in (pair.key, pair.other)
        }
        rows = self.model._base_manager.in_bulk(list(pairs.values()))
        return [{"item": rows[key], "why": REASONS[pair.reason]} for pair, key in pairs.items()]

    def _found(self, item, words) -> list:
        keys = desk_search.keys_matching(self.model, words)
        return list(self.model.objects.not_withdrawn().filter(pk__in=keys).exclude(pk=item.pk)[:MOST_FOUND])

    def _joinings(self, item, zones) -> list[dict]:
        rows = list(joining.of(item))
        others = joining.others_of(rows, self.model)
        return [
            {
                "key": one.pk,
                "other": others.get(one.other_id, f"#{one.other_id}"),
                "when": clocks.in_words(one.made_at, zones),
                "who": one.made_by or "",
                "undone": clocks.in_words(one.undone_at, zones) if one.undone_at else "",
            }
            for one in rows
        ]


def _rows_in_words(model, label, keys, stays) -> dict | None:
    if not keys:
        return None
    named = [str(row) for row in model._base_manager.filter(pk__in=keys[:NAMED_AT_MOST]).order_by("pk")]
    more = len(keys) - len(named)
    return {
        "label": label,
        "count": len(keys),
        "named": named,
        "more": ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more} if more > 0 else "",
        "stays": stays,
    }


class DoublesMixin(JoiningMixin):
    """Adds the list of all speakers of whom there may be two records."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.doubles_view)
        return [path("doubles/", view, name="editions_speaker_doubles"), *super().get_urls()]

    @clocks.on_the_desks_clock
    def doubles_view(self, request):
        if not (self.may_join(request) if request.method == "POST" else self.has_view_permission(request)):
            raise PermissionDenied
        if request.method == "POST":
            self._tell_apart(request)
            return HttpResponseRedirect(request.path)
        pairs = likely_doubles.likely()[:MOST_PAIRS]
        rows = self.model._base_manager.in_bulk([key for pair in pairs for key in (pair.key, pair.other)])
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Speakers who may be one"),
            "media": Media(),
            "may_join": self.may_join(request),
            "pairs": [{"one": rows[one.key], "other": rows[one.other], "why": REASONS[one.reason]} for one in pairs],
            "apart": self._apart(request),
        }
        return TemplateResponse(request, "admin/joining/doubles.html", context)

    def _tell_apart(self, request) -> None:
        """Two of a pair are two; or a pair said to be so is proposed again."""
        if "again" in request.POST:
            self._propose_again(request)
            return
        one, other = (self._other(request.POST.get(name, "")) for name in ("one", "apart"))
        self._keep_apart(request, one, other)
