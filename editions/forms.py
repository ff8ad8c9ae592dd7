"""The forms that readers fill in."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from editions.models import ReaderNote

MOST_LINKS = 2
LINK = re.compile(r"https?://|www\.|\[url", re.IGNORECASE)


class NoteForm(forms.ModelForm):
    """An error report; a comment too, where an editor opened a release for it."""

    website = forms.CharField(label=_("Leave this field empty"), required=False)
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ReaderNote
        fields = ["kind", "passage", "message", "name", "email"]
        labels = {
            "kind": _("What it is"),
            "passage": _("Which words it is about"),
            "message": _("Your message"),
            "name": pgettext_lazy("of a reader", "Name"),
            "email": _("E-mail"),
        }
        widgets = {
            "kind": forms.RadioSelect,
            "passage": forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
            "message": forms.Textarea(attrs={"rows": 8, "maxlength": 5000}),
        }

    def __init__(self, *args, may_comment: bool = False, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["website"].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}
        if may_comment:
            self.fields["kind"].choices = ReaderNote.Kind.choices
        else:
            del self.fields["kind"]

    @property
    def was_filled_by_a_machine(self) -> bool:
        """Nobody sees the field, so whoever filled it did not look."""
        return bool(self.data.get("website"))

    def clean(self):
        words = " ".join(str(self.cleaned_data.get(name) or "") for name in ("passage", "message", "name"))
        if len(LINK.findall(words)) > MOST_LINKS:
            raise ValidationError(
                ngettext_lazy("Please send no more than %d link.", "Please send no more than %d links.", MOST_LINKS)
                % MOST_LINKS
            )
        return super().clean()
