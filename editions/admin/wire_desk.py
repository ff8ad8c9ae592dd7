"""Reading wire copy at the desk: paste or choose a text, look at what was read, take it over as a draft."""

import itertools
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editions import preflight, wire_reading, wording
from editions.models import Contact, Edition, PressRelease, Speaker
from editions.preflight import Remark
from editions.refusals import Refused, read_bounded
from editions.wire import Reading
from editions.wire.decoding import decode

from .release_remarks import go_past
from .sent_twice import id_of_sending

MAX_BYTES = 1_000_000
MAX_TEXT = 500_000
LABELS = {
    "headline": gettext_lazy("Headline"),
    "standfirst": gettext_lazy("Standfirst"),
    "dateline": gettext_lazy("Dateline"),
    "byline": gettext_lazy("By-line"),
    "published": gettext_lazy("Date of publication"),
    "source": gettext_lazy("Source"),
    "edition": gettext_lazy("Edition"),
    "theme": gettext_lazy("Theme"),
    "body": gettext_lazy("Text"),
    "captions": gettext_lazy("Caption"),
    "boilerplate": gettext_lazy("About the forum"),
    "contacts": gettext_lazy("Press contact"),
    "people": gettext_lazy("Person"),
    "organisations": gettext_lazy("Organisation"),
    "chrome": gettext_lazy("Not part of the text"),
}


class TextForm(forms.Form):
    """The text as it came: pasted or as a file."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 18, "cols": 90}),
    )
    file = forms.FileField(label=gettext_lazy("Or a text file"), required=False)

    def clean(self):
        values = super().clean()
        if file := values.get("file"):
            try:
                values["text"] = decode(read_bounded(file, MAX_BYTES))[0].replace("\x00", "")[:MAX_TEXT]
            except Refused as error:
                self.add_error("file", error)
        text = (values.get("text") or "").replace("\r\n", "\n")
        if not text.strip() and not self.errors:
            raise ValidationError(_("Paste a text or choose a file."))
        return values | {"text": text}


class DraftForm(forms.Form):
    """What was read, to be corrected before it becomes a draft; what is emptied is left out."""

    headline = forms.CharField(label=gettext_lazy("Headline"), required=False, max_length=500)
    standfirst = forms.CharField(label=gettext_lazy("Standfirst"), required=False, max_length=1000)
    dateline_city = forms.CharField(label=gettext_lazy("Dateline: city"), required=False, max_length=100)
    dateline_date = forms.DateField(label=gettext_lazy("Dateline: date"), required=False)
    wire = forms.CharField(label=gettext_lazy("Wire"), required=False, max_length=100)
    byline = forms.CharField(label=gettext_lazy("By-line"), required=False, max_length=200)
    source_line = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=200)
    edition = forms.ModelChoiceField(label=gettext_lazy("Edition"), queryset=Edition.objects.all(), required=False)
    body = forms.CharField(label=gettext_lazy("Text"), required=False, widget=forms.Textarea(attrs={"rows": 14}))
    boilerplate = forms.CharField(
        label=gettext_lazy("About the forum"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    speakers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Speakers mentioned"),
        queryset=Speaker.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contacts = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Press contacts"),
        queryset=Contact.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why the ticked ones may stay"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("It is kept with the release, under your name."),
    )

    def __init__(self, *args, reading: Reading, **kwargs):
        slugs = [one.speaker for one in reading.people if one.speaker]
        sure = [one.speaker for one in reading.people if one.speaker and one.sure]
        initial = wire_reading.plain_values(reading) | {
            "edition": reading.edition and Edition.objects.filter(number=reading.edition.number).first(),
            "speakers": Speaker.objects.filter(slug__in=sure),
            "contacts": wire_reading.contacts_in(reading) or latest_contacts(),
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["speakers"].queryset = Speaker.objects.filter(slug__in=slugs)
        # The boxes stand beside the warnings, outside the form.
        ticked = self.data.getlist("past") if self.is_bound else []
        self.past = [number for number in range(1, len(reading.warnings) + 1) if str(number) in ticked]
        if not reading.warnings:
            del self.fields["reason"]

    def clean(self):
        values = super().clean()
        if self.past and not values.get("reason"):
            self.add_error("reason", _("Say why what you ticked may stay."))
        return values


def _made_by(key: str) -> PressRelease | None:
    return PressRelease.objects.filter(permanent_id=key).first()


def latest_contacts() -> list[Contact]:
    """Whom the last release named, where the text names nobody on record."""
    latest = PressRelease.objects.filter(contacts__isnull=False).order_by("-pk").first()
    return list(latest.contacts.all()) if latest else []


@dataclass(frozen=True)
class Piece:
    """A stretch of the text as received, with what was found there."""

    text: str
    label: str = ""
    kind: str = ""
    sure: bool = True
    number: int = 0


class WireDesk:
    """Adds the page that reads wire copy to the admin of releases."""

    change_list_template = "admin/editions/pressrelease/change_list.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("read/", wrap(self.read_wire), name="editions_pressrelease_read"),
            *super().get_urls(),
        ]

    def read_wire(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = TextForm(request.POST, request.FILES) if request.method == "POST" else TextForm()
        if not form.is_valid():
            return self._page(request, {"form": form})
        reading = wire_reading.read(form.cleaned_data["text"])
        accepting = "accept" in request.POST
        draft = DraftForm(request.POST if accepting else None, reading=reading)
        if accepting and draft.is_valid():
            key = id_of_sending(request)
            try:
                if made := _made_by(key):
                    return self._opened(made)
                release = wire_reading.save_draft(reading, draft.cleaned_data, by=request.user, permanent_id=key)
                passed = [reading.warnings[number - 1] for number in draft.past]
                remarks = [Remark(one.code, (reading.language,), one.message, one.words) for one in passed]
                go_past(release, remarks, draft.cleaned_data.get("reason", ""), request.user)
            except ValidationError as error:
                draft.add_error(None, error.messages)
            except IntegrityError:
                if made := _made_by(key):  # of two presses the other was first
                    return self._opened(made)
                raise
            else:
                self.log_addition(request, release, [{"added": {}}])
                messages.success(request, _("The draft was made. The text as received is kept with it."))
                return self._opened(release)
        return self._page(request, {"form": form, "draft": draft, **shown(reading)})

    def _opened(self, release):
        """What is new is written in every language: the form opens with all of them."""
        return redirect(reverse("admin:editions_pressrelease_change", args=[release.pk]) + "#language-all")

    def _page(self, request, context):
        context |= self.admin_site.each_context(request) | {"opts": self.opts, "title": _("Read wire copy")}
        return TemplateResponse(request, "admin/press/read.html", context)


def shown(reading: Reading) -> dict:
    """The reading as its page shows it: the text with every finding in its place, and the warnings."""
    warnings = [
        {"number": number, "sentence": preflight.sentence(one), "code": one.code}
        for number, one in enumerate(reading.warnings, 1)
    ]
    return {
        "pieces": pieces(reading),
        "text_lang": wording.html_lang(reading.language),
        "language": reading.language,
        "warnings": warnings,
        "people": reading.people,
        "organisations": reading.organisations,
        "captions": reading.captions,
        "contacts": reading.contacts,
        "theme": reading.theme,
    }


def pieces(reading: Reading) -> list[Piece]:
    """The text as received, cut wherever a finding begins or ends; the narrowest finding names a piece."""
    found = [(one.span, str(LABELS[name]), name, getattr(one, "sure", True), 0) for name, one in findings(reading)]
    found += [
        (one.span, preflight.sentence(one), "warning", False, number) for number, one in enumerate(reading.warnings, 1)
    ]
    edges = sorted({0, len(reading.received), *(edge for span, *_rest in found for edge in span)})
    found.sort(key=lambda one: one[0])
    cut, open_now, at = [], [], 0
    for start, end in itertools.pairwise(edges):
        while at < len(found) and found[at][0][0] <= start:
            open_now.append(found[at])
            at += 1
        open_now = [one for one in open_now if one[0][1] > start]
        text = reading.received[start:end]
        if not open_now:
            cut.append(Piece(text))
            continue
        span, label, kind, sure, number = min(open_now, key=lambda one: (one[0][1] - one[0][0], one[4] == 0))
        cut.append(Piece(text, label, kind, sure, number if number and span[0] == start else 0))
    return cut


def findings(reading: Reading):
    """Every finding with the name it has in the reading."""
    for name in LABELS:
        value = getattr(reading, name)
        for one in value if isinstance(value, tuple) else [value] if value else []:
            yield name, one
