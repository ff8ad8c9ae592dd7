"""The ledger of addresses, to be read: what stood where, and where it leads now."""

from urllib.parse import urlsplit

from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editions import models
from editions.views.permalinks import addressed_models

from . import clocks
from .lists import FoundOnce


class KindFilter(admin.SimpleListFilter):
    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [(name, capfirst(words)) for name, words in kinds().items()]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


def kinds() -> dict[str, str]:
    """What has a page of its own, by the name the ledger keeps, in the editor's words."""
    return {model._meta.model_name: str(model._meta.verbose_name) for model in addressed_models()}


@admin.register(models.Address)
class AddressAdmin(FoundOnce, admin.ModelAdmin):
    """Rows are written by publishing and by an import, and changed by nobody."""

    list_display = ["path_as_it_is", "kind_in_words", "leads_to", "recorded", "gone_at"]
    sortable_by = ["path_as_it_is", "recorded"]  # what an index has the order of
    list_display_links = None
    list_filter = [KindFilter]
    search_fields = ["path"]
    list_per_page = 50
    show_full_result_count = False

    def get_search_results(self, request, queryset, search_term):
        """A whole address as it was pasted, and an id, are looked up; a part of an address is looked for in all of them."""
        if typed := search_term.strip():
            whole = queryset.filter(Q(path__in=paths_in(typed)) | Q(permanent_id=typed))
            if whole.exists():
                return whole, False
        return super().get_search_results(request, queryset, search_term)

    @clocks.on_the_desks_clock
    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, extra_context)

    def has_view_permission(self, request, obj=None):
        return obj is None and request.user.has_perm(models.SEE_UNPUBLISHED)  # a row has nothing more to show

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("address"), ordering="path")
    def path_as_it_is(self, address):
        return format_html("<code>{}</code>", address.path)

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_in_words(self, address):
        return capfirst(kinds().get(address.kind, address.kind))

    @admin.display(description=gettext_lazy("recorded"), ordering="id")
    def recorded(self, address):
        return address.recorded_at

    @admin.display(description=gettext_lazy("leads to"))
    def leads_to(self, address):
        if address.gone_at:
            return _("Deleted: readers are told so.")
        target = reverse("permalink", args=[address.permanent_id])
        return format_html('<a href="{}">{}</a>', target, target)


def paths_in(typed: str) -> list[str]:
    """As what the ledger may have an address: as it is, without its host, without the language it was read in."""
    try:
        path = urlsplit(typed).path
    except ValueError:
        return [typed]
    return [typed, path, *path.split("/", 2)[2:]]
