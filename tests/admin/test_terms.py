"""What the term base says at the desk: told after a save, changing nothing."""

import pytest

from editions.models import Contact
from tests.admin.desk import opened, saved, sent
from tests.factories import make_coverage, make_session, make_term

pytestmark = pytest.mark.django_db


def test_a_save_tells_and_changes_nothing(desk):
    session = make_session(title_en="Opening", title_ja="開会", status="draft")
    make_term(kind="forum", name_en="One-Two Forum", name_zh_hans="一京论坛", name_ja="一京会", wrong_ja="旧称")
    saved(desk, session, title_ja="旧称の開会")
    session.refresh_from_db()
    assert session.title_ja == "旧称の開会"
    page = desk.get("/admin/").content.decode()
    assert "<li>Title (Japanese): “旧称” is not to be used: the official name is “一京会”.</li>" in page
    session.status = "published"
    session.save()
    sent(
        desk,
        session,
        opened(desk, session) | {"title_zh_hans": "x", "title_en": "One-Two Forum", "_save_draft": "1"},
    )
    assert "一京论坛" in desk.get("/admin/").content.decode()


def test_a_save_of_what_passes_no_gate_tells_too(desk):
    contact = Contact.objects.create(name_en="Test House", email="press@example.org")
    make_term(kind="body", name_en="Test House", name_zh_hans="试社", name_ja="試験社", wrong_en="Tset House")
    saved(desk, contact, name_en="Tset House", _save_draft="on")
    assert "“Tset House” is not to be used" in desk.get("/admin/").content.decode()


def test_of_coverage_what_is_ours_is_read_and_no_headline_of_others(desk):
    make_term(kind="body", name_en="Test House", name_zh_hans="试社", name_ja="試験社", wrong_en="Tset House")
    coverage = make_coverage(title="Tset House meets", title_is_published=True, status="draft")
    saved(desk, coverage, publisher="Paper of Tset House")
    told = desk.get("/admin/").content.decode()
    assert told.count("“Tset House” is not to be used") == 1
    saved(desk, coverage, publisher="Paper", title_is_published="")
    assert "<li>Title: “Tset House” is not to be used" in desk.get("/admin/").content.decode()


def test_the_list_shows_each_name_once_under_its_language(desk):
    make_term(name_en="One", name_zh_hans="一", name_ja="いち")
    page = desk.get("/admin/editions/term/", headers={"accept-language": "ja"}).content.decode()
    assert [page.count(name) for name in ('<span lang="zh-Hans">一</span>', '<span lang="en">One</span>')] == [1, 1]
    assert "[zh-hans]" not in page
    assert page.count(">いち<") == 1
