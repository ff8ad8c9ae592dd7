"""The first page of the desk: what waits, what the clock publishes, what is late, what is missing, what others did."""

import datetime as dt
import html
import re

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from editions import revisions, today, working
from editions.models import Editor, Status, language_codes, roles
from editions.today import SHOWN
from tests.admin.desk import make_editor
from tests.factories import (
    make_coverage,
    make_document,
    make_edition,
    make_page,
    make_photo,
    make_promise,
    make_release,
    make_session,
    make_side,
    make_speaker,
    make_topic,
)


def make_role(name, **fields):
    user = make_editor("view_page", **fields)
    user.groups.add(Group.objects.get(name=name))
    return user


def sections(client):
    response = client.get(reverse("admin:index"))
    assert response.status_code == 200
    return {one["key"]: [str(row["name"]) for row in one["rows"]] for one in response.context["today"]}


def draft(make, **fields):
    return make(status=Status.DRAFT, publish_at=None, **fields)


def test_nothing_to_do_is_said_in_a_sentence(desk):
    assert "Nothing waits for you" in desk.get(reverse("admin:index")).content.decode()


def test_what_is_in_review_waits_for_those_who_may_publish_it(client, db):
    house = make_side(country_en="Northland")
    writer = make_role("writer", username="test-writer", first_name="Test", last_name="Writer")
    Editor.objects.create(user=writer, side=house)
    release = make_release(status=Status.IN_REVIEW, publish_at=None, headline_en="Ready to be looked at")
    revisions.write(release, working.document_of(release), writer, "saved")
    client.force_login(make_role("publisher", username="test-publisher"))
    content = client.get(reverse("admin:index")).content.decode()
    assert "Ready to be looked at" in content
    assert "Test Writer (Northland)" in content
    assert reverse("admin:editions_pressrelease_publishing", args=[release.pk]) in content
    client.force_login(make_role("observer", username="test-observer"))
    assert "waiting" not in sections(client)


def test_what_has_no_room_on_the_first_page_is_counted_and_one_click_away(desk):
    for _n in range(SHOWN + 2):
        make_release(status=Status.IN_REVIEW, publish_at=None)
        make_topic(publish_at=timezone.now() + dt.timedelta(days=1))
    make_topic(status=Status.IN_REVIEW, publish_at=None)
    listed = {one["key"]: one["lists"] for one in desk.get(reverse("admin:index")).context["today"]}
    assert [(str(one["name"]), one["number"]) for one in listed["waiting"]] == [("Press releases", 10), ("Topics", 1)]
    (topics,) = listed["scheduled"]
    assert len(desk.get(topics["address"]).context["cl"].result_list) == topics["number"] == SHOWN + 2


@pytest.mark.parametrize("role", roles.ROLES)
def test_every_address_of_the_first_page_is_open_to_whom_it_is_shown(client, db, role):
    topic, edition = make_topic(name_ja=""), make_edition()
    make_release(status=Status.IN_REVIEW, publish_at=None, headline_ja="")
    make_photo(publish_at=timezone.now() + dt.timedelta(days=1))
    for item in (topic, edition):
        working.save(
            item,
            working.document_of(item),
            make_editor("view_page", username=f"other-{item.pk}-{type(item).__name__}"),
            what="draft",
        )
    client.force_login(make_role(role, username="holder"))
    page = client.get(reverse("admin:index")).content.decode()
    for path in set(re.findall(r'href="(/admin/[^"#]*)"', page.partition('id="content"')[2])):
        assert client.get(html.unescape(path), follow=True).status_code == 200, path


def test_what_the_clock_publishes_is_counted_down_on_both_clocks(desk):
    make_side(order=1, capital_en="Northtown", time_zone="Asia/Shanghai")
    make_side(order=2, capital_en="Easttown", time_zone="Asia/Tokyo")
    make_release(headline_en="Is out already")
    # Between 15 and 16 hours UTC it is tomorrow in one of the cities, whose day is said too.
    with time_machine.travel("2026-03-04T04:00:00Z", tick=False):
        moment = timezone.now() + dt.timedelta(days=2, hours=5, minutes=1)
        make_release(headline_en="Opens soon", publish_at=moment)
        content = desk.get(reverse("admin:index")).content.decode()
        assert sections(desk)["scheduled"] == ["Opens soon"]
    assert "2 days, 5 hours left" in content.replace("\xa0", " ")
    assert "Northtown (" in content
    assert "Easttown)" in content


@pytest.mark.parametrize("code", language_codes())
def test_a_translator_is_shown_what_somebody_means_to_publish_without_text_in_the_language(client, db, code):
    column = code.replace("-", "_")
    make_topic(status=Status.IN_REVIEW, publish_at=None, **{f"name_{column}": ""}, slug="lacking")
    make_topic(status=Status.IN_REVIEW, publish_at=None, name_en="A", name_zh_hans="B", name_ja="C")
    draft(make_topic, **{f"name_{column}": ""}, slug="not-meant-yet")
    client.force_login(make_role(f"translator-{code}"))
    assert len(sections(client)["translate"]) == 1


def test_promises_whose_day_has_passed_are_late_until_they_are_kept(desk):
    yesterday = timezone.localdate() - dt.timedelta(days=2)
    make_promise(text_line_en="All reports", expected_on=yesterday)
    make_promise(text_line_en="Was kept", expected_on=yesterday, kept_on=yesterday)
    make_promise(text_line_en="Kept by what is public", expected_on=yesterday, kept_by=make_topic().permanent_id)
    kept_tomorrow = make_topic(publish_at=timezone.now() + dt.timedelta(days=1)).permanent_id
    make_promise(text_line_en="Kept tomorrow", expected_on=yesterday, kept_by=kept_tomorrow)
    make_promise(text_line_en="Has time", expected_on=timezone.localdate() + dt.timedelta(days=9))
    assert sections(desk)["late"] == ["All reports", "Kept tomorrow"]
    with time_machine.travel(timezone.now() + dt.timedelta(days=1, seconds=1)):
        assert sections(desk)["late"] == ["All reports"]


def test_unfinished_drafts_are_those_of_this_editor_and_others_work_is_theirs(desk, django_user_model):
    other = make_editor("change_topic", username="other")
    mine, theirs = make_topic(name_en="Begun by me"), make_topic(name_en="Begun by another")
    for topic, by in ((mine, django_user_model.objects.get(username="editor")), (theirs, other)):
        document = working.document_of(topic)
        document["fields"]["name_en"] += " again"
        working.save(topic, document, by, what="draft")
    assert sections(desk)["drafts"] == ["Begun by me"]
    assert sections(desk)["others"] == ["Begun by another"]


def test_nobody_is_shown_work_on_what_they_may_not_look_at(client, db):
    other = make_editor("change_topic", username="other")
    topic = make_topic(name_en="Not for this editor", status=Status.IN_REVIEW, publish_at=None)
    revisions.write(topic, working.document_of(topic), other, "saved")
    client.force_login(make_editor("view_page", username="limited"))
    assert "Not for this editor" not in client.get(reverse("admin:index")).content.decode()


def test_what_is_public_in_some_languages_only_is_counted_by_kind(desk):
    make_topic(name_en="In English", name_zh_hans="", name_ja="")
    make_topic(name_en="A", name_zh_hans="B", name_ja="C")
    draft(make_topic, name_en="Nobody sees it", name_zh_hans="")
    rows = desk.get(reverse("admin:index")).context["lacking"]["rows"]
    assert [(str(row["name"]), row["cells"]) for row in rows] == [("Topics", [("en", 0), ("zh-hans", 1), ("ja", 1)])]


def test_the_first_page_asks_the_same_number_of_times_whatever_waits(desk, django_assert_max_num_queries):
    makers = [make_release, make_topic, make_session, make_speaker, make_page, make_photo, make_document, make_coverage]
    makers += [make_edition, make_promise]
    for _n in range(2):
        for make in makers:
            make(status=Status.IN_REVIEW, publish_at=None)
            make(publish_at=timezone.now() + dt.timedelta(days=1))
    desk.get(reverse("admin:index"))
    with django_assert_max_num_queries(20):
        desk.get(reverse("admin:index"))


@pytest.mark.django_db(transaction=True)
def test_what_was_listed_before_is_not_listed_after_somebody_wrote_or_the_hour_has_come():
    editor = make_editor()
    assert (today.in_review(editor), today.scheduled(editor)) == ([], [])
    release = make_release(status="in-review", publish_at=None)
    assert [row.pk for row in today.in_review(editor)] == [release.pk]
    release.status, release.publish_at = "published", timezone.now() + dt.timedelta(hours=1)
    release.save()
    assert today.in_review(editor) == []
    assert [row.pk for row in today.scheduled(editor)] == [release.pk]
    with time_machine.travel(release.publish_at + dt.timedelta(seconds=1)):
        assert today.scheduled(editor) == []
