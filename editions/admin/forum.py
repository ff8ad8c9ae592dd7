"""The forum, its sides, press contacts, and what editors say about the site."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editions import models
from editions.desk import forum_of

from .base import ItemAdmin, PublishableAdmin, publication
from .previewing import Previewing


@admin.register(models.Forum)
class ForumAdmin(Previewing, ItemAdmin):
    list_display = ["named", "founded"]
    fieldsets = [(None, {"fields": ["name", "tagline", "founded", "second_eyes"]})]

    def has_add_permission(self, request):
        """There is one forum."""
        return super().has_add_permission(request) and forum_of(request) is None

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(models.Side)
class SideAdmin(Previewing, ItemAdmin):
    list_display = ["named", "code", "time_zone", "palette", "order"]
    search_fields = ["code", "country_en", "country_zh_hans", "country_ja"]
    fieldsets = [
        (None, {"fields": ["code", "country", "capital", "time_zone", "palette", "order"]}),
        (_("Names"), {"fields": ["forum_name", "delegation", "language", "name_order"]}),
    ]


@admin.register(models.Contact)
class ContactAdmin(Previewing, ItemAdmin):
    list_display = ["named", "side", "email", "phone", "shown", "order"]
    list_select_related = ["side"]
    list_filter = ["side", "is_public"]
    search_fields = ["name_en", "name_zh_hans", "name_ja", "email"]
    fieldsets = [
        (None, {"fields": ["side", "name", "email", "phone", "website", "is_public", "order"]}),
        (_("Texts"), {"fields": ["hours", "address"]}),
    ]

    @admin.display(description=_("shown to readers"), ordering="is_public")
    def shown(self, contact):
        return _("Yes") if contact.is_public else _("No")


@admin.register(models.Page)
class PageAdmin(PublishableAdmin):
    list_display = [*PublishableAdmin.list_display, "place", "order"]
    list_filter = ["status", "place"]
    search_fields = ["slug"]
    fieldsets = [
        (None, {"fields": ["title", "slug"]}),
        (_("Texts"), {"fields": ["body"]}),
        (_("Where it is shown"), {"fields": ["place", "order"]}),
        publication(),
    ]


@admin.register(models.Notice)
class NoticeAdmin(PublishableAdmin):
    list_display = [*PublishableAdmin.list_display, "kind", "edition", "shown_until"]
    list_select_related = ["edition", "session__edition"]
    list_filter = ["status", "kind", "edition"]
    search_fields = ["text_line_en", "text_line_zh_hans", "text_line_ja"]
    autocomplete_fields = ["session"]
    fieldsets = [
        (None, {"fields": ["kind"]}),
        (_("Texts"), {"fields": ["text_line", "link", "link_label"]}),
        (_("When and where"), {"fields": ["shown_until", "edition", "session"]}),
        publication(),
    ]
