"""The rules of the house hold in the tree, and each of them is caught when it is broken."""

from pathlib import Path

import pytest

from tests import architecture as rules

MODULES = sorted((rules.ROOT / "editions").rglob("*.py")) + sorted((rules.ROOT / "forumsite").rglob("*.py"))
TEMPLATES = sorted((rules.ROOT / "templates").rglob("*.html"))
SOURCE_RULES = [
    rules.arrows_pointing_up,
    rules.back_doors,
    rules.concepts_pointing_back,
    rules.visibility_spelled_out,
    rules.signals_of_our_own,
    rules.queries_in_tags,
    rules.html_made_safe,
    rules.classes_in_views,
]


@pytest.mark.parametrize("rule", SOURCE_RULES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps(rule):
    complaints = []
    for path in MODULES:
        options = {"is_package": True} if "is_package" in rule.__code__.co_varnames and path.stem == "__init__" else {}
        complaints += rule(path.read_text(), rules.name_of(path), **options)
    assert complaints == []


def test_no_code_knows_a_country_or_a_city():
    complaints = []
    for path in MODULES:
        if "migrations" not in path.parts and "sample" not in path.parts:
            complaints += rules.places_in_code(path.read_text(), rules.name_of(path))
    assert complaints == []


def test_no_file_is_a_drawer_for_anything():
    assert [complaint for path in MODULES for complaint in rules.drawers_for_anything(path)] == []


def test_templates_carry_no_unsafe_html():
    public = [path for path in TEMPLATES if "admin" not in path.relative_to(rules.ROOT).parts]
    assert [complaint for path in public for complaint in rules.unsafe_template(path.read_text(), path.name)] == []


@pytest.mark.parametrize(
    ("rule", "source", "module"),
    [
        (rules.arrows_pointing_up, "from editions.views import pages", "editions.models.press"),
        (rules.arrows_pointing_up, "from editions.models import Edition", "editions.charts"),
        (rules.arrows_pointing_up, "from django.db import models", "editions.wording"),
        (rules.arrows_pointing_up, "from editions import filters", "editions.uploads"),
        (rules.arrows_pointing_up, "from forumsite import settings", "editions.views.press"),
        (rules.back_doors, "from editions.models.press import PressRelease", "editions.views.press"),
        (rules.concepts_pointing_back, "from .press import PressRelease", "editions.models.sessions"),
        (rules.concepts_pointing_back, "from editions.models.speakers import Speaker", "editions.models.photos"),
        (rules.visibility_spelled_out, "Edition.objects.filter(status='published')", "editions.views.editions"),
        (rules.visibility_spelled_out, "Q(publish_at__lte=now)", "editions.filters"),
        (rules.visibility_spelled_out, "rows.exclude(withdrawn_at=None)", "editions.feeds"),
        (rules.signals_of_our_own, "from django.db.models.signals import post_save", "editions.models.press"),
        (rules.signals_of_our_own, "from django.dispatch import receiver", "editions.search"),
        (rules.queries_in_tags, "from editions.models import Photo", "editions.templatetags.pictures"),
        (rules.html_made_safe, "from django.utils.safestring import mark_safe\nmark_safe(x)", "editions.views.press"),
        (rules.classes_in_views, "class PressList(ListView): pass", "editions.views.press"),
        (rules.places_in_code, "if side == 'Japan': pass", "editions.views.press"),
    ],
)
def test_a_broken_rule_is_caught(rule, source, module):
    assert len(rule(source, module)) == 1


@pytest.mark.parametrize(
    ("rule", "source", "module"),
    [
        (rules.arrows_pointing_up, "from editions import wording", "editions.models.press"),
        (rules.arrows_pointing_up, "from . import pages", "editions.views.press"),
        (rules.back_doors, "from editions.models import PressRelease", "editions.views.press"),
        (rules.concepts_pointing_back, "from .editions import Edition", "editions.models.sessions"),
        (rules.visibility_spelled_out, "Edition.objects.published()", "editions.views.editions"),
        (rules.visibility_spelled_out, "PressRelease(status=chosen)", "editions.importers.press"),
        (rules.places_in_code, '"""For example Tokyo."""', "editions.views.press"),
    ],
)
def test_what_the_rules_allow_is_let_through(rule, source, module):
    assert rule(source, module) == []


@pytest.mark.parametrize(
    "source",
    [
        "{{ body|safe }}",
        "{% autoescape off %}",
        "<style>p {}</style>",
        '<p style="color: red">',
        "<script>go()</script>",
        '<a onclick="go()">',
        '<img src="https://elsewhere.example/x.png">',
    ],
)
def test_an_unsafe_template_is_caught(source):
    assert len(rules.unsafe_template(source, "page.html")) == 1


def test_a_drawer_for_anything_is_caught():
    assert rules.drawers_for_anything(Path("editions/utils.py"))
