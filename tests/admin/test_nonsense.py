"""Nonsense in addresses and query strings of the desk gives a page or a redirect, never an error."""

import pytest
from django.contrib import admin
from django.urls import reverse

from editions import models
from tests import factories
from tests.admin.desk import address, opened, sent

OURS = [model for model in admin.site._registry if model._meta.app_label == "editions"]
# What every list reads in the same way, and what each looks up in columns of its own.
QUERIES = [
    "p=abc",
    "p=-1",
    "p=99999999999999999999",
    "o=abc.-9.1",
    "q=" + "x" * 3000,
    "unknown=1",
    "e=1",
    "all=",
    "_facets=True",
]
LOOKUPS = [
    "q=%00",
    "q=%F0%9F%8E%8C%27%22--",
    "status__exact=nonsense",
    "status__exact=%00",
    "edition__id__exact=abc",
    "edition__id__exact=99999999999999999999",
    "edition__isnull=maybe",
]


@pytest.mark.parametrize("query", [*QUERIES, *LOOKUPS])
def test_lists_take_any_query(desk, query):
    factories.make_release()
    for model in OURS if query in LOOKUPS else (models.PressRelease, models.Photo):
        response = desk.get(f"{address(model, 'changelist')}?{query}", follow=True)
        assert response.status_code in (200, 400), model


@pytest.mark.parametrize(
    "query",
    [
        "edition=abc&speakers=x,y&publish_at=never&status=nonsense&title_en=%00&ready_languages=x",
        "edition=99999999999999999999&number=99999999999999999999&session=%00",
        "_to_field=nonsense",
    ],
)
def test_forms_take_any_proposal(desk, query):
    """Several fields are proposed at once: each is looked at by itself."""
    for model in OURS:
        response = desk.get(f"{address(model, 'add')}?{query}")
        assert response.status_code in (200, 400, 403), model


@pytest.mark.parametrize("key", ["0", "abc", "99999999999999999999", "_00", "1_2"])
def test_unknown_items_are_said_to_be_unknown(desk, key):
    for view in ("change", "history", "delete"):
        url = reverse(f"admin:editions_edition_{view}", args=[key])
        assert desk.get(url, follow=True).status_code == 200
        assert desk.post(url, {"_opened_on": "x"}, follow=True).status_code == 200


@pytest.mark.parametrize("key", ["abc", "99999999999999999999", "-1", "\x00"])
def test_rows_that_cannot_be_are_not_chosen(desk, key):
    for model in admin.site._registry:
        chosen = {"action": "delete_selected", "_selected_action": key}
        assert desk.post(address(model, "changelist"), chosen).status_code in (400, 403), model


def test_a_formset_counted_wrongly_is_an_error_in_the_form(desk):
    document = factories.make_clause().document
    typed = opened(desk, document)
    for total in ("-1", "abc", "999999", ""):
        assert sent(desk, document, typed | {"clauses-TOTAL_FORMS": total}).status_code in (200, 302)
    document.refresh_from_db()
    assert document.clauses.count() == 1


def test_control_characters_in_texts_are_taken_out_or_refused(desk):
    page = factories.make_page()
    response = sent(desk, page, opened(desk, page) | {"title_en": "A\x00B", "body_en": "<p>A\x00B</p>"})
    assert response.status_code in (200, 302)
    assert "\x00" not in models.Page.objects.get().title_en
