"""A translator's form: the texts in the languages of the role, and whether they are ready, are open; the rest stays as it is."""

import copy

from django.contrib.admin.utils import flatten, flatten_fieldsets

from editions.models import roles

from .values import READY


class OwnLanguages:
    """What is not open is no field of the form at all: nothing that is sent for it is read."""

    def own_columns(self, request) -> set[str] | None:
        """The columns this editor may change; None: every one."""
        own = roles.languages_of(request.user, self.model)
        return None if own is None else set(roles.columns_of(self.model, own))

    def get_fieldsets(self, request, obj=None):
        """Without what is neither shown nor open, such as the field for a file."""
        fieldsets = super().get_fieldsets(request, obj)
        if self.own_columns(request) is None:
            return fieldsets
        shown = {READY, *(field.name for field in self.opts.get_fields()), *super().get_readonly_fields(request, obj)}
        return [
            (title, {**options, "fields": [name for name in flatten(options["fields"]) if name in shown]})
            for title, options in fieldsets
        ]

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        own = self.own_columns(request)
        if own is None:
            return names
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        return [*names, *(name for name in fields if name not in {*own, *names, READY})]

    def get_form(self, request, obj=None, change=False, **kwargs):
        return self.with_own_fields(request, super().get_form(request, obj, change=change, **kwargs))

    def with_own_fields(self, request, form):
        """Fields a form declares itself are in it whatever is asked for: they go here."""
        own = self.own_columns(request)
        for name in [] if own is None else [name for name in form.base_fields if name not in {*own, READY}]:
            del form.base_fields[name]
        if own is not None and READY in form.base_fields:
            form.base_fields[READY] = copy.deepcopy(form.base_fields[READY])
            form.base_fields[READY].only(roles.languages_of(request.user, self.model))
        return form
