"""The desk's own pages: its name, its order, and no way round its permissions."""

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from editions import models
from tests.admin.desk import make_editor
from tests.factories import make_forum, make_page, make_side


def test_the_index_is_named_after_the_forum_and_ordered_by_concept(desk):
    make_forum(name_en="Test Forum")
    content = desk.get(reverse("admin:index")).content.decode()
    assert "Test Forum: the editors’ desk" in content
    places = [content.index(f'model-{name}"') for name in ("edition", "session", "speaker", "pressrelease")]
    assert places == sorted(places)


def test_without_a_name_in_this_language_both_sides_names_stand_there(desk):
    make_forum(name_en="", name_zh_hans="论坛")
    make_side(forum_name_en="A-B Forum", order=1)
    make_side(forum_name_en="B-A Forum", order=2)
    assert "A-B Forum · B-A Forum" in desk.get(reverse("admin:index")).content.decode()


def test_every_model_of_the_desk_has_its_place_in_a_section(desk):
    content = desk.get(reverse("admin:index")).content.decode()
    for model in ("contact", "readernote", "survey", "question", "result", "coverage", "notice", "promise", "topic"):
        assert f"/admin/editions/{model}/" in content
    assert "/admin/editions/answer/" not in content


def test_an_editor_sees_only_what_may_be_edited(client, db):
    client.force_login(make_editor("view_page"))
    content = client.get(reverse("admin:index")).content.decode()
    assert "/admin/editions/page/" in content
    assert "/admin/editions/speaker/" not in content


def test_no_address_leads_from_a_number_to_an_unpublished_page(client, db):
    client.force_login(make_editor("view_speaker"))
    page = make_page(status="draft", publish_at=None, slug="not-announced-yet")
    key = ContentType.objects.get_for_model(models.Page).pk
    response = client.get(f"/admin/r/{key}/{page.pk}/")
    assert response.status_code == 404
    assert "not-announced-yet" not in response.content.decode()
    assert '<a class="button primary" href="/admin/">' in response.content.decode()  # the way back


def test_the_item_leads_to_its_page_on_the_site(desk):
    page = make_page(slug="test-page")
    content = desk.get(reverse("admin:editions_page_change", args=[page.pk])).content.decode()
    assert 'href="/en/test-page/"' in content


def test_each_list_leads_to_what_is_done_from_it(desk):
    """Django looks for the template of a list by its kind: none may stand before it."""
    for kind, pages in {
        "speaker": ["doubles/", "tables/", "deleted/"],
        "pressrelease": ["read/", "deleted/"],
        "session": ["tables/", "deleted/"],
    }.items():
        page = desk.get(f"/admin/editions/{kind}/").content.decode()
        assert [one for one in pages if f'"/admin/editions/{kind}/{one}"' not in page] == []
