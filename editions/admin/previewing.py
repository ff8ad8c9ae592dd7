"""The preview of a form as it stands, in frames; and the links with which people without an account may look."""

import secrets
from datetime import timedelta

from csp.decorators import csp_replace
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from editions import previews, sharing, wording
from editions.keys import row_at
from editions.languages import language_name
from editions.models import Photo, PressRelease, ShareLink, language_codes, roles
from editions.places import label_of

from . import clocks
from .posted import one_kind_of_line_end
from .typed import blank, typed_document

KEPT_FOR = 30 * 60  # seconds a drawn preview can be looked at
HOURS = [(24, gettext_lazy("one day")), (72, gettext_lazy("three days")), (168, gettext_lazy("a week"))]


MOST_USES_SHOWN = 50


class LinkForm(forms.Form):
    """For whom, and for how long."""

    name = forms.CharField(label=gettext_lazy("For whom"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), widget=forms.RadioSelect)
    hours = forms.TypedChoiceField(label=gettext_lazy("Ends after"), choices=HOURS, coerce=int, initial=72)

    def __init__(self, *args, may_invite, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = ShareLink.Kind.choices if may_invite else [one for one in ShareLink.Kind.choices if one[0] == "preview"]
        self.fields["kind"].choices = kinds
        self.fields["kind"].initial = ShareLink.Kind.PREVIEW


class Previewing:
    """Adds previews to the admin of what readers see on a page, and preview links to that of an item with a page of its own."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("add/preview/", view(self.preview_new_view), name=f"{name}_preview_new"),
            path("<path:object_id>/preview/", view(self.preview_view), name=f"{name}_preview"),
            path("<path:object_id>/links/", view(self.links_view), name=f"{name}_links"),
            path("preview-frame/<str:key>/<str:language>/", view(frame), name=f"{name}_frame"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {
            "has_preview": previews.can_be_shown(self.model),
            "has_preview_new": self._shows_new(),
            "may_share": previews.has_page(self.model) and request.user.has_perm("editions.add_sharelink"),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    @clocks.on_the_desks_clock
    def preview_view(self, request, object_id):
        """The form as it was sent, or the draft: nothing of it is saved."""
        item = self._find(object_id)
        if item is None or not previews.can_be_shown(self.model):
            raise Http404
        if not self.has_view_permission(request, item):
            raise PermissionDenied
        document, unread = None, {}
        if request.method == "POST" and self.has_change_permission(request, item):
            document, unread = self._typed(request, item)
        return self._preview_page(request, item, document, unread, _("Preview of “%(item)s”") % {"item": item})

    @clocks.on_the_desks_clock
    def preview_new_view(self, request):
        """The form of something that was never saved, and is not saved now."""
        if not self._shows_new():
            raise Http404
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(self._address(None, "add"))
        request.POST = one_kind_of_line_end(request.POST)
        typed = typed_document(self, request, None, blank(self.model))
        return self._preview_page(request, self.model(), typed.document, typed.unread, _("Preview"))

    def _shows_new(self) -> bool:
        """Whether a new item can be previewed: a photograph needs its file first."""
        return previews.can_be_shown(self.model) and self.model is not Photo

    def _preview_page(self, request, item, document, unread, title):
        languages = [code for code in language_codes() if code == request.GET.get("language")] or language_codes()
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "item": item if item.pk else None,
            "title": title,
            "unread": [label_of(type(item), place) for place in unread],
            "is_unsaved": document is not None,
            "media": forms.Media(),
        }
        try:
            pages = previews.drawn(item, document, languages, request.META)
        except ValidationError as error:
            context["problems"] = [
                _("%(field)s: %(problem)s")
                % {
                    "field": label_of(type(item), place),
                    "problem": wording.sentences(messages, get_language() or ""),
                }
                for place, messages in error.message_dict.items()
            ]
            return TemplateResponse(request, "admin/publication/preview.html", context)
        key = secrets.token_urlsafe(16)
        cache.set(cache_key(request.user, key), pages, KEPT_FOR)
        name = f"admin:editions_{self.opts.model_name}_frame"
        context["frames"] = [
            {"code": code, "name": language_name(code), "address": reverse(name, args=[key, code])} for code in pages
        ]
        return TemplateResponse(request, "admin/publication/preview.html", context)

    def _typed(self, request, item):
        with transaction.atomic():
            self._merge(request, item, is_written=False)
            typed = typed_document(self, request, item, request.current)
            transaction.set_rollback(True)
        return typed.document, typed.unread

    # Links

    @clocks.on_the_desks_clock
    def links_view(self, request, object_id):
        item = self._find(object_id)
        if item is None or not previews.has_page(self.model):
            raise Http404
        if not (self.has_view_permission(request, item) and request.user.has_perm("editions.view_sharelink")):
            raise PermissionDenied
        may_give = request.user.has_perm("editions.add_sharelink")
        may_invite = self.model is PressRelease and request.user.has_perm("editions.invite_press")
        form = LinkForm(request.POST if "name" in request.POST else None, may_invite=may_invite)
        given = []
        if request.method == "POST":
            if not may_give:
                raise PermissionDenied
            if "revoke" in request.POST:
                return self._revoke(request, item)
            if form.is_valid():
                given = self._give(request, item, form)
        zones = clocks.zones(request)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "item": item,
            "title": _("Preview links of “%(item)s”") % {"item": item},
            "form": form,
            "given": given,
            "may_give": may_give,
            "links": [self._link_row(link, zones) for link in sharing.links_of(item).prefetch_related("uses")],
            "media": forms.Media(),
        }
        return TemplateResponse(request, "admin/publication/links.html", context)

    def _give(self, request, item, form):
        sent = form.cleaned_data
        ends = timezone.now() + timedelta(hours=sent["hours"])
        try:
            link, key = sharing.give(item, kind=sent["kind"], name=sent["name"], expires_at=ends, by=request.user)
        except ValidationError as error:
            form.add_error("kind", ValidationError(error.messages))
            return []
        self.log_change(request, item, _("Preview link given to %(name)s.") % {"name": link.name})
        addresses = []
        for code in language_codes():
            with translation.override(code):
                address = f"{settings.SITE_URL}{item.get_absolute_url()}?{link.kind}={key}"
            addresses.append((code, language_name(code), address))
        return addresses

    def _revoke(self, request, item):
        link = row_at(sharing.links_of(item), request.POST["revoke"])
        if link is None:
            raise Http404
        if link.created_by != request.user and not request.user.has_perm("editions.change_sharelink"):
            raise PermissionDenied
        sharing.revoke(link)
        self.log_change(request, item, _("Preview link of %(name)s taken back.") % {"name": link.name})
        return HttpResponseRedirect(request.path)

    def _link_row(self, link, zones):
        uses = list(link.uses.all())
        return {
            "pk": link.pk,
            "name": link.name,
            "kind": link.get_kind_display(),
            "by": roles.signature(link.created_by),
            "ends": clocks.in_words(link.expires_at, zones),
            "is_open": link.is_open(),
            "is_revoked": link.revoked_at is not None,
            "count": sum(not use.is_of_a_file for use in uses),
            "files": sum(use.is_of_a_file for use in uses),
            "last": clocks.in_words(uses[0].at, zones) if uses else "",
            "uses": [
                {"at": clocks.in_words(use.at, zones), "address": use.address, "was_open": use.was_open}
                for use in uses[:MOST_USES_SHOWN]
            ],
        }


def cache_key(user, key: str) -> str:
    return f"preview-{user.pk}-{key}"


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"]})
def frame(request, key, language):
    """A page as it was drawn: for the editor who asked for it, in a frame of ours alone."""
    pages = cache.get(cache_key(request.user, key)) if len(key) < 40 else None
    if not pages or language not in pages:
        raise Http404
    return HttpResponse(pages[language], headers={"X-Robots-Tag": "noindex", "Cache-Control": "no-store"})
