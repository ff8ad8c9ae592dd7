"""Fields drawn in Python are what Django's templates make of them, but for the spaces between tags."""

import re

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from forumsite.form_renderer import KNOWN, Renderer

ODD = "a < b & \"c\" 'd'"
CHOICES = [
    ("", "Nothing"),
    (ODD, ODD),
    (1, gettext_lazy("Save")),
    ("Group <1>", [(2, mark_safe("<b>bold</b>")), (3, 3)]),
]


class Odd(forms.Form):
    required_css_class = "required"

    text = forms.CharField(
        label=ODD, widget=forms.TextInput({"data-yes": True, "data-no": False, "title": ODD, "size": 5})
    )
    long = forms.CharField(label=mark_safe("<i>Long</i>"), widget=forms.Textarea({"lang": "ja"}))
    number = forms.IntegerField(label=gettext_lazy("Save"), required=False)
    address = forms.EmailField()
    hidden = forms.CharField(widget=forms.HiddenInput)
    tick = forms.BooleanField()
    one = forms.ChoiceField(choices=CHOICES)
    several = forms.MultipleChoiceField(choices=CHOICES)
    beside = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    moment = forms.SplitDateTimeField()


def drawn(form):
    form.add_error(None, ODD) if form.is_bound else None
    parts = [
        part for field in form for part in (str(field), field.label_tag(), field.errors.as_ul(), str(field.errors))
    ]
    parts += [form["text"].label_tag(attrs={"class": ODD}, tag="legend"), form.non_field_errors().as_ul(), str(form)]
    return [re.sub(r">\s+<", "><", part) for part in parts]


def test_what_is_drawn_in_python_is_what_djangos_templates_draw():
    posted = {
        "text": ODD,
        "long": f"\n{ODD}\n</textarea>",
        "one": "1",
        "several": ["2", ODD],
        "beside": ["3"],
        "address": "x",
    }
    told = {"text": mark_safe("&amp;"), "number": 0, "tick": True, "one": ODD, "several": [1], "long": ""}
    for about in ({"data": posted}, {"data": {}, "auto_id": False}, {"initial": told}, {}):
        assert drawn(Odd(**about, renderer=Renderer())) == drawn(Odd(**about, renderer=DjangoTemplates()))


def test_every_template_that_is_known_is_one_of_djangos():
    for name in KNOWN:
        assert DjangoTemplates().get_template(name)
