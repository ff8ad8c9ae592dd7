"""Organisations with their dated names."""

from django import forms
from django.contrib import admin
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editions import models

from .base import PublishableAdmin, desk_notes, publication
from .forms import TranslatedItemForm
from .joining import JoiningMixin
from .lists import missing_languages
from .rows import PlainRows, TabularRows


class NameRows(TabularRows):
    model = models.OrganisationName
    fields = ["from_year", "until_year", "name", "short_name"]
    verbose_name_plural = gettext_lazy("names, each with its years")


class AliasRows(PlainRows):
    model = models.OrganisationAlias
    fields = ["name", "note"]


class OrganisationForm(TranslatedItemForm):
    """An organisation is named by its rows, so its address is made from the first of them."""

    needs_text = False

    def clean(self):
        cleaned = super().clean()
        if not self.instance.pk and not self.cleaned_data.get("slug"):
            first = self.data.get("names-0-short_name_en") or self.data.get("names-0-name_en") or ""
            slug = slugify(first)[:90]
            if slug and not models.Organisation.objects.filter(slug=slug).exists():
                self.cleaned_data["slug"] = slug
        if not self.instance.pk and self.cleaned_data.get("status") == models.Status.PUBLISHED:
            self.add_error(
                "status", forms.ValidationError(_("Save it with its names first, and publish it then."), code="names")
            )
        return cleaned


@admin.register(models.Organisation)
class OrganisationAdmin(JoiningMixin, PublishableAdmin):
    form = OrganisationForm
    list_display = ["__str__", "state_in_words", "languages", "attention", "side"]
    list_filter = ["status", "side"]
    list_select_related = ["side"]
    search_fields = ["slug"]
    tables = {"organisations": "pk", "organisation_names": "organisation", "organisation_aliases": "organisation"}
    autocomplete_fields = ["logo"]
    inlines = [NameRows, AliasRows]
    fieldsets = [
        (None, {"fields": ["slug", "side", "website", "logo"]}),
        (gettext_lazy("Texts"), {"fields": ["description"]}),
        publication(),
        desk_notes(),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_names()

    def attention_notes(self, item):
        return missing_languages(item) if item.names.all() else [_("No name")]
