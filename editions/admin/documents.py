"""Documents with their clauses and files."""

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editions import asked_once, models, pdf
from editions.projecting import make_room
from editions.uploads import take_in_document

from .base import PublishableAdmin, desk_notes, publication
from .form_fields import UploadField
from .forms import RowForm, RowFormSet
from .lists import missing_languages
from .rows import PlainRows, StackedRows


class ClauseForm(RowForm):
    """A clause takes another's number when that one is given another: the rows are looked at together."""

    def _get_validation_exclusions(self):
        return {*super()._get_validation_exclusions(), "document"}

    def clean_number(self):
        number = self.cleaned_data["number"]
        if number is not None and number < 1:
            raise forms.ValidationError(gettext_lazy("Clauses are counted from 1."))
        return number


class ClausesFormSet(RowFormSet):
    """No number twice; rows that change theirs leave it before another takes it."""

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            number = getattr(form, "cleaned_data", {}).get("number")
            if number is None or self._should_delete_form(form):
                continue
            if number in seen:
                form.add_error("number", gettext_lazy("This document has a clause of this number already."))
            seen.add(number)

    def save_existing_objects(self, commit=True):
        leaving = [form for form in self.initial_forms if "number" in form.changed_data or form in self.deleted_forms]
        make_room(models.Clause, [form.instance.pk for form in leaving if form.instance.pk])
        return super().save_existing_objects(commit)


class ClauseRows(StackedRows):
    model = models.Clause
    form = ClauseForm
    formset = ClausesFormSet
    sorted_by = "number"
    fields = ["number", "text_line"]


class FileForm(RowForm):
    """A PDF comes in by a field of its own: it is checked here, and stored when its row is saved."""

    upload = UploadField(label=gettext_lazy("PDF"), stands_for="file", accept=".pdf")

    def clean_upload(self):
        upload = self.cleaned_data.get("upload")
        if upload:
            pdf.check_pdf(upload)
        elif not self.instance.file:
            raise forms.ValidationError(gettext_lazy("Choose a PDF."), code="required")
        return upload

    def save(self, commit=True):
        upload = self.cleaned_data.get("upload")
        return take_in_document(self.instance, upload) if upload and commit else super().save(commit)


class FileRows(PlainRows):
    model = models.DocumentFile
    form = FileForm
    fields = ["order", "upload", "language", "standing"]


@admin.register(models.Document)
class DocumentAdmin(PublishableAdmin):
    list_display = [*PublishableAdmin.list_display, "kind", "edition", "adopted_on"]
    list_select_related = ["edition"]
    list_filter = ["status", "kind", "edition"]
    search_fields = ["slug"]
    autocomplete_fields = ["adopted_by", "reaffirms"]
    inlines = [ClauseRows, FileRows]
    fieldsets = [
        (None, {"fields": ["kind", "edition", "authoritative_languages"]}),
        (gettext_lazy("Texts"), {"fields": ["title", "title_is_official", "body", "standing"]}),
        (gettext_lazy("When and where"), {"fields": ["adopted_on", "adopted_at"]}),
        (gettext_lazy("What belongs to it"), {"fields": ["adopted_by", "signatories", "reaffirms", "slug"]}),
        publication(),
        desk_notes(),
    ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "adopted_by":
            kwargs["queryset"] = models.Organisation.objects.with_names()
        if db_field.name == "signatories":
            # By keys alone, which an index knows: appearances are many, and their rows are wide.
            signing = models.Appearance.objects.filter(roles__has=models.Appearance.Role.SIGNATORY).order_by()
            signed = models.Document.signatories.through.objects.values("appearance")
            found = models.Appearance.objects.filter(Q(pk__in=signing.values("pk")) | Q(pk__in=signed)).order_by()
            keys = asked_once.for_this_content("signatories", lambda: [*found.values_list("pk", flat=True)])
            chosen = models.Appearance.objects.filter(pk__in=keys)
            kwargs["queryset"] = chosen.select_related("edition", "speaker").order_by(
                "-edition__number", "speaker__slug"
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def attention_notes(self, item):
        notes = missing_languages(item)
        if item.adopted_on is None:
            notes.append(_("No date of adoption"))
        return notes
