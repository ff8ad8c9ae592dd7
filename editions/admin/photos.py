"""Photographs: what they show, whose they are, where they belong."""

from django import forms
from django.contrib import admin
from django.db.models import Prefetch
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Script

from editions import images, models
from editions.models import language_codes
from editions.uploads import remake, take_in_photo, write_rights

from .base import PublishableAdmin, publication
from .form_fields import UploadField
from .forms import TranslatedItemForm
from .lists import missing_languages
from .photo_desk import PhotoDesk
from .photo_uses import PhotoUses


class PhotoForm(TranslatedItemForm):
    """A picture comes in by a field of its own: it is checked here, and stored when the photograph is saved."""

    upload = UploadField(
        label=gettext_lazy("Picture"),
        stands_for="original",
        accept=".jpg,.jpeg,.png,.webp,.avif",
        help_text=gettext_lazy("A new file takes the place of the one there is."),
    )

    def clean_upload(self):
        upload = self.cleaned_data.get("upload")
        if upload:
            images.read_upload(upload)
        elif not self.instance.original:
            raise forms.ValidationError(gettext_lazy("Choose a picture."), code="required")
        return upload


@admin.register(models.Photo)
class PhotoAdmin(PhotoDesk, PhotoUses, PublishableAdmin):
    form = PhotoForm
    readonly_fields = ["preview", "used_in"]
    list_display = ["thumbnail", *PublishableAdmin.list_display, "credit", "rights", "edition"]
    list_display_links = ["thumbnail", "named"]
    list_select_related: list[str] = []
    list_per_page = 30  # pictures are tall, and cost more than a line
    list_filter = ["status", "rights", "edition"]
    sortable_by: list[str] = []  # the newest first, or what a filter leaves of them
    search_fields = ["original_name", "permanent_id"]
    autocomplete_fields = ["session", "speakers"]
    fieldsets = [
        (None, {"fields": ["preview", "upload", ("focal_x", "focal_y")]}),
        (gettext_lazy("Texts"), {"fields": ["caption", "alt"]}),
        (gettext_lazy("Rights"), {"fields": [("credit", "rights")]}),
        (gettext_lazy("When and where"), {"fields": ["taken_at", ("edition", "session", "order")]}),
        (gettext_lazy("What belongs to it"), {"fields": ["speakers", "used_in"]}),
        publication(),
    ]

    class Media:
        js = [Script("js/focal-point.js", type="module")]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("edition", "session__edition")

    def get_list_queryset(self, queryset):
        """With the few editions and sessions of a page, each read once."""
        sessions = Prefetch("session", models.Session.objects.select_related("edition"))
        return super().get_list_queryset(queryset).select_related(None).prefetch_related("edition", sessions)

    @admin.display(description=gettext_lazy("used in"))
    def used_in(self, item):
        return super().used_in(item)

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, item):
        return _picture(item, "small", "thumbnail")

    @admin.display(description=gettext_lazy("as it is now"))
    def preview(self, item):
        return _picture(item, "medium", "preview")

    def save_model(self, request, obj, form, change):
        self.begin_to_write(request)
        if upload := form.cleaned_data.get("upload"):
            take_in_photo(obj, upload)
        elif {"focal_x", "focal_y"} & set(form.changed_data) and obj.original.storage.exists(obj.original.name):
            remake(obj)
        elif change and any(name == "credit" or name.startswith("caption") for name in form.changed_data):
            write_rights(obj)
        else:
            super().save_model(request, obj, form, change)

    def attention_notes(self, item):
        notes = missing_languages(item)
        if len(item.languages_of("alt")) < len(language_codes()) - len(item.held):
            notes.append(_("Alternative text missing"))
        if not item.credit and item.rights != models.Photo.Rights.ILLUSTRATION:
            notes.append(_("No credit"))
        if item.rights == models.Photo.Rights.UNKNOWN:
            notes.append(_("Rights not cleared"))
        return notes


def _picture(photo, size, css_class):
    """A photograph whole, not cropped, and what it is called."""
    item = photo.rendition(size)
    if item is None:
        return "–"
    return format_html(
        '<img class="{}" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        css_class,
        photo.rendition_url(size),
        item["width"],
        item["height"],
        photo,
    )
