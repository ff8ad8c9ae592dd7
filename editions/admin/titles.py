"""Titles at the desk: on which pages one stands, and the one held last, proposed for a new appearance."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from editions import names_shown, titles, wording


def in_words(pages, sentence) -> str:
    """A sentence with the number of pages, and under it the pages."""
    rows = ((page.address, page.words) for page in pages)
    links = format_html_join("", '<li><a href="{}">{}</a></li>', rows)
    return format_html('<details class="stands-on"><summary>{}</summary><ul>{}</ul></details>', sentence, links)


def pages_of_title(appearance) -> str:
    """Which pages another title changes; they are of this one edition, or the speaker's own."""
    pages = names_shown.pages_with_title(appearance)
    if not pages:
        return _("Readers do not see it yet.") if appearance.pk else ""
    said = ngettext(
        "Another title here changes %(count)d page, and no other edition.",
        "Another title here changes %(count)d pages, and no other edition.",
        len(pages),
    )
    return in_words(pages, said % {"count": len(pages)})


def pages_of_name(speaker) -> str:
    pages = names_shown.pages_with_name(speaker)
    if not pages:
        return ""
    said = ngettext("Another name changes %(count)d page.", "Another name changes %(count)d pages.", len(pages))
    return in_words(pages, said % {"count": len(pages)})


class ProposingTitles:
    """Adds to an item with appearances a button that puts the titles held last into its draft."""

    def may_propose_titles(self, request, item) -> bool:
        return self.has_change_permission(request, item) and self.own_columns(request) is None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"may_propose_titles": self.may_propose_titles(request, obj)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view(self.propose_titles_view)
        return [path("<path:object_id>/propose-titles/", view, name=f"{name}_propose_titles"), *super().get_urls()]

    def propose_titles_view(self, request, object_id):
        item = self._item_or_404(request, object_id)
        if not self.may_propose_titles(request, item):
            raise PermissionDenied
        if request.method == "POST":
            count = titles.propose(item, request.user)
            said = ngettext(
                "%(count)d title was put into the draft as it was held last. Look at it before you publish.",
                "%(count)d titles were put into the draft as they were held last. Look at them before you publish.",
                count,
            )
            if count:
                self.message_user(request, said % {"count": count}, messages.SUCCESS)
            else:
                words = _("Nothing to propose: every appearance has a title, or none is known of the speaker.")
                self.message_user(request, words, messages.WARNING)
        return HttpResponseRedirect(reverse(f"admin:editions_{self.opts.model_name}_change", args=[item.pk]))


class LastTitle:
    """Adds to the speakers’ admin the address at which a page’s module asks for the title held last."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.last_title_view)
        return [path("<int:key>/last-title/", view, name="editions_speaker_last_title"), *super().get_urls()]

    def last_title_view(self, request, key):
        if not self.has_change_permission(request):
            raise PermissionDenied
        asked = request.GET.get("edition", "")
        number = int(asked) if asked.isdecimal() and len(asked) < 10 else None
        held = titles.held_last([key], number).get(key) if key < 1 << 62 else None
        if held is None:
            return JsonResponse({"title": None})
        words = _("Proposed: as held at the %(edition)s.")
        label = wording.edition_label(held.number, get_language() or "")
        return JsonResponse({"title": held.title, "words": words % {"edition": label}})
