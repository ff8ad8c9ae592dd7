"""When an item is published, with what, and past which warnings."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from editions import wording
from editions.models import Photo, Publishable

from . import clocks


class PublishForm(forms.Form):
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[("now", gettext_lazy("At once")), ("at", gettext_lazy("At a moment; until then it is under embargo"))],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    hour = forms.TimeField(
        label=gettext_lazy("Hour"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    clock = forms.ChoiceField(label=gettext_lazy("On the clock of"), required=False)
    with_it = forms.MultipleChoiceField(
        label=gettext_lazy("Publish with it, at the same moment"), required=False, widget=forms.CheckboxSelectMultiple
    )
    past = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(
        label=gettext_lazy("Why the warnings ticked do not matter here"), required=False, max_length=500
    )

    def __init__(self, *args, sides, linked, warnings, **kwargs):
        super().__init__(*args, **kwargs)
        self.zones = {str(side.pk): ZoneInfo(side.time_zone) for side in sides} or {"": ZoneInfo("UTC")}
        self.fields["clock"].choices = [(str(side.pk), str(side.text("capital"))) for side in sides] or [("", "UTC")]
        asked = get_language() or ""
        self.fields["with_it"].choices = [
            (key_of(one), wording.heading(str(one._meta.verbose_name), told_apart(one, asked), asked)) for one in linked
        ]
        self.fields["past"].choices = [(warning.key, warning.sentence) for warning in warnings]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("when") == "at" and not self.errors:
            if not (cleaned.get("day") and cleaned.get("hour")):
                raise ValidationError(_("Type the day and the hour."))
            typed = datetime.combine(cleaned["day"], cleaned["hour"])
            cleaned["at"] = clocks.moment_on(typed, self.zones[cleaned.get("clock") or next(iter(self.zones))])
        return cleaned


def told_apart(item: Publishable, language: str) -> str:
    """What it is called; photographs often have one caption, so each says which file it was."""
    return wording.with_note(str(item), item.original_name, language) if isinstance(item, Photo) else str(item)


def key_of(item: Publishable) -> str:
    return f"{item._meta.model_name}-{item.pk}"
