"""Fields drawn in Python are what Django's templates make of them, but for the spaces between tags."""

import re
from pathlib import Path

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import Fieldset
from django.forms.renderers import DjangoTemplates
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from editions.models import Venue
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


class OddVenue(forms.ModelForm):
    class Meta:
        model = Venue
        fields = ("kind", "is_planned", "order", "edition")
        help_texts = {"kind": mark_safe("<i>Help</i>"), "edition": ODD}
        widgets = {"edition": forms.HiddenInput}
        labels = {"is_planned": ODD}


def test_lines_of_a_fieldset_are_what_djangos_template_makes_of_them(rf):
    theirs = Engine(dirs=[Path(admin.__file__).parent / "templates"], builtins=["django.templatetags.i18n"])
    fields = [("kind", "is_planned"), "order", "is_planned", "edition", ("city", "kind"), "city"]
    for data in (None, {"order": "x", "kind": "y"}):
        form = OddVenue(data, instance=Venue(city_en=ODD))
        told = {
            "fieldset": Fieldset(
                form, ODD, ["city"], fields, ["wide"], model_admin=admin.ModelAdmin(Venue, admin.site)
            ),
            "prefix": "a",
            "id_suffix": 1,
        }
        drawn = [
            theirs.get_template("admin/includes/fieldset.html").render(Context(told)),
            render_to_string("admin/includes/fieldset.html", told),
        ]
        ours, djangos = [re.sub(r"\s*(<[^>]*>)\s*", r"\1", one) for one in drawn]
        assert ours == djangos
        assert ("errorlist" in ours) == bool(data)
