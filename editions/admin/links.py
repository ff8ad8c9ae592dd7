"""Links to other sites that were looked at: which are dead, since when, and in which items they stand. To be read."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editions import link_checking, models

from . import clocks
from .lists import FoundOnce

WHY = {
    "name": gettext_lazy("Its name leads nowhere."),
    "time": gettext_lazy("It took too long."),
    "connection": gettext_lazy("The connection was refused or broke off."),
    "certificate": gettext_lazy("Its certificate is not valid."),
    "redirects": gettext_lazy("It leads in a circle."),
    "network": gettext_lazy("It is not on the public internet."),
    "port": gettext_lazy("Its port is none that pages are at."),
    "scheme": gettext_lazy("It is no web address."),
    "password": gettext_lazy("It carries a password."),
    "address": gettext_lazy("It cannot be read as an address."),
}


class LinkList(ChangeList):
    """A page of the list, with the places where its links stand, read once."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        places = link_checking.places_of(self.result_list)
        for link in self.result_list:
            link.places = places.get(link.address, [])


def addresses_of(places) -> dict[str, str]:
    """The forms of the items where a link stands, by what they are called; those without a form are left out."""
    found = {}
    for one in places:
        if admin.site.is_registered(one.model):
            name = one.model._meta.model_name
            words = f"{capfirst(one.model._meta.verbose_name)} {one.pk}"
            found[reverse(f"admin:editions_{name}_change", args=[one.pk])] = words
    return found


@admin.register(models.Link)
class LinkAdmin(FoundOnce, admin.ModelAdmin):
    list_display = ["elsewhere", "found", "failing_since", "stands_in", "asked_at"]
    list_display_links = None
    list_filter = ["is_dead", "said"]
    search_fields = ["address"]
    ordering = ["-is_dead", "failing_since", "address"]
    sortable_by: list[str] = []
    list_per_page = 50
    show_full_result_count = False

    def get_changelist(self, request, **kwargs):
        return LinkList

    @clocks.on_the_desks_clock
    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, extra_context)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(models.SEE_UNPUBLISHED)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("address"), ordering="address")
    def elsewhere(self, link):
        return format_html('<a href="{}" rel="noopener noreferrer external">{}</a>', link.address, link.address)

    @admin.display(description=gettext_lazy("found"), ordering="said")
    def found(self, link):
        words = [link.get_said_display()]
        if link.status and link.said != models.Link.Said.FINE:
            words.append(_("The server said %(status)s.") % {"status": link.status})
        if link.why in WHY:
            words.append(WHY[link.why])
        if link.moved_to:
            words.append(_("It has moved to %(address)s.") % {"address": link.moved_to})
        return format_html_join("", "<div>{}</div>", ((one,) for one in words))

    @admin.display(description=gettext_lazy("stands in"))
    def stands_in(self, link):
        rows = addresses_of(link.places).items()
        return format_html_join("", '<div><a href="{}">{}</a></div>', rows)
