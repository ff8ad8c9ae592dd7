"""Three languages from one form; what is not ready is shown to the editor and to nobody else."""

import datetime

from editions import models
from editions.drafts import held_texts
from tests.admin.desk import address, opened, published, saved, sent
from tests.factories import make_clause, make_document, make_page, make_side


def typed_page(desk, **fields):
    return opened(desk, models.Page, "add") | {"title_en": "One", "title_zh_hans": "一", "title_ja": "いち", **fields}


def test_a_new_item_is_saved_in_three_languages_all_ready(desk):
    typed = typed_page(desk, slug="one", body_ja="<p>本文</p>")
    assert typed["ready_languages"] == ["en", "zh-hans", "ja"]
    assert sent(desk, models.Page, typed, "add").status_code == 302
    page = models.Page.objects.get()
    assert (page.title_en, page.title_zh_hans, page.title_ja, page.body_ja) == ("One", "一", "いち", "<p>本文</p>")
    assert page.ready_languages == ["en", "zh-hans", "ja"]


def test_a_language_not_ticked_is_kept_from_readers_and_shown_to_the_editor(desk, client):
    sent(desk, models.Page, typed_page(desk, slug="one", ready_languages=["en", "zh-hans"]), "add")
    page = models.Page.objects.get()
    published(desk, page)
    page.refresh_from_db()
    assert page.title_ja is None
    assert page.ready_languages == ["en", "zh-hans"]
    again = opened(desk, page)
    assert again["title_ja"] == "いち"
    assert again["ready_languages"] == ["en", "zh-hans"]
    saved(desk, page, title_en="Two")
    page.refresh_from_db()
    assert (page.title_en, page.title_ja) == ("Two", None)
    assert held_texts(page).fields["title_ja"] == "いち"


def test_ticking_it_later_puts_the_text_into_its_column(desk):
    sent(desk, models.Page, typed_page(desk, slug="one", ready_languages=["en"]), "add")
    page = models.Page.objects.get()
    saved(desk, page, ready_languages=["en", "ja"], title_ja="に")
    page.refresh_from_db()
    assert (page.title_en, page.title_zh_hans, page.title_ja) == ("One", None, "に")
    assert held_texts(page).languages == ["zh-hans"]
    saved(desk, page, ready_languages=["en", "zh-hans", "ja"])
    page.refresh_from_db()
    assert page.title_zh_hans == "一"
    assert not models.Draft.objects.exists()


def test_a_held_text_that_is_emptied_is_gone(desk):
    sent(desk, models.Page, typed_page(desk, slug="one", ready_languages=["en", "zh-hans"]), "add")
    page = models.Page.objects.get()
    saved(desk, page, title_ja="")
    assert not models.Draft.objects.exists()


def test_rows_hold_back_with_their_item(desk):
    clause = make_clause(document=make_document(), text_line_ja="条")
    saved(desk, clause.document, ready_languages=["en", "zh-hans"])
    clause.refresh_from_db()
    assert not clause.text_line_ja
    assert opened(desk, clause.document)["clauses-0-text_line_ja"] == "条"
    saved(desk, clause.document, **{"clauses-0-text_line_ja": "別の条"})
    clause.refresh_from_db()
    assert not clause.text_line_ja
    saved(desk, clause.document, ready_languages=["en", "zh-hans", "ja"])
    clause.refresh_from_db()
    assert clause.text_line_ja == "別の条"


def test_a_form_that_is_refused_leaves_held_texts_held(desk):
    page = make_page(title_ja="秘密")
    saved(desk, page, ready_languages=["en", "zh-hans"])
    response = sent(desk, page, opened(desk, page) | {"place": "nonsense"})
    assert response.status_code == 200
    page.refresh_from_db()
    assert page.title_ja is None
    assert held_texts(page).fields["title_ja"] == "秘密"


def test_something_published_keeps_a_language_for_readers(desk):
    page = make_page(title_zh_hans="", title_ja="")
    response = sent(desk, page, opened(desk, page) | {"ready_languages": ["ja"]})
    assert "Nothing would be left for readers" in response.content.decode()
    page.refresh_from_db()
    assert page.title_en


def test_the_list_tells_ready_held_and_missing(desk):
    page = make_page(title_zh_hans="", body_zh_hans="")
    saved(desk, page, ready_languages=["en", "zh-hans"])
    content = desk.get(address(models.Page, "changelist")).content.decode()
    assert "English: ready" in content
    assert "简体中文: no text" in content
    assert "日本語: held back" in content


def test_moments_are_typed_on_the_clock_of_the_first_side_and_shown_on_both(desk):
    first = make_side(
        time_zone="Asia/Tokyo", **{f"capital_{c}": "First Capital" for c in ("en", "zh_hans", "ja")}, order=1
    )
    make_side(time_zone="Asia/Shanghai", **{f"capital_{c}": "Second Capital" for c in ("en", "zh_hans", "ja")}, order=2)
    page = make_page(publish_at=None, status="draft")
    published(desk, page, when="at", day="2999-12-04", hour="10:00", clock=str(first.pk))
    page.refresh_from_db()
    assert page.publish_at == datetime.datetime(2999, 12, 4, 1, tzinfo=datetime.UTC)
    both = "4 December 2999, 10:00 First Capital (09:00 Second Capital)"
    assert f"Embargoed until {both}" in desk.get(address(models.Page, "changelist")).content.decode()
    assert both in desk.get(address(page)).content.decode()
    form = desk.get(address(page, "publishing"))
    assert both in form.content.decode()
    assert 'value="10:00"' in form.content.decode()


def test_a_draft_is_not_said_to_be_public_from_its_moment(desk):
    page = make_page(status="draft")
    assert "Public from" not in desk.get(address(page)).content.decode()
    published(desk, page)
    assert "Public from" in desk.get(address(page)).content.decode()


def test_the_zone_of_the_desk_is_left_behind_when_the_page_is_done(desk):
    from django.utils import timezone

    make_side(time_zone="Asia/Tokyo")
    opened(desk, make_page())
    assert timezone.get_current_timezone_name() == "UTC"
