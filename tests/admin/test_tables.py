"""Spreadsheets at the desk: what goes out comes back, is looked at row by row, and is written at once or not at all."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from editions import models, revisions, working
from editions.importers.desk import MOST_ROWS
from editions.models import Revision, Status, roles
from tests import factories

pytestmark = pytest.mark.django_db


def page(model, name="tables", **more):
    return reverse(f"admin:editions_{model}_{name}", kwargs=more or None)


def given_out(client, model, kind, form="csv", query=""):
    response = client.get(page(model, "table_out", kind=kind, form=form) + query)
    assert response.status_code == 200, response.headers
    return response.content


def cells_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]


def as_file(rows, name="table.csv"):
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile(name, file.getvalue().encode("utf-8-sig"))


def try_table(client, model, kind, content):
    file = as_file(content) if isinstance(content, list) else SimpleUploadedFile("table.xlsx", content)
    response = client.post(page(model), {"kind": kind, "file": file, "encoding": ""})
    assert response.status_code == 200
    return response


def write(client, model, trial, **more):
    context = trial.context
    data = {"token": context["stashed"].token, "mark": context["mark"], "kind": context["kind"], "encoding": ""}
    return client.post(page(model), data | more)


def counts(trial):
    return [words for words, _name in trial.context["counts"]]


def refused(trial):
    return [(one.line, one.column) for one, _name in trial.context["refusals"]]


def told(trial):
    return [
        (line.number, line.verdict, change.path, "".join(p.text for p in change.pieces if p.kind == "new"))
        for line in trial.context["lines"]
        for change in line.changes
    ]


def test_what_is_given_out_comes_back_the_same(desk):
    session = factories.make_session(title_en='=HYPERLINK("https://one.example")', title_ja="＝開幕", room_en="@hall")
    factories.make_appearance(session=session, roles=["keynote", "panelist"], title_zh_hans="'-主席", editor_note="+1")
    for model, kind in (("session", "sessions"), ("session", "appearances"), ("speaker", "speakers")):
        for form in ("csv", "xlsx"):
            content = given_out(desk, model, kind, form)
            if form == "csv":
                assert content.startswith(b"\xef\xbb\xbf")
                assert not any(cell in content for cell in (b",=HYPER", b",@", b",+1"))
                content = cells_of(content)
            assert counts(try_table(desk, model, kind, content)) == ["1 the same"], (kind, form)
    sheet = load_workbook(io.BytesIO(given_out(desk, "session", "sessions", "xlsx")))["sessions"]
    [cell] = [cell for cell in sheet[3] if str(cell.value).startswith("=HYPERLINK")]
    assert (cell.data_type, cell.quotePrefix) == ("f", True) or cell.data_type == "s"


def test_a_change_of_what_readers_have_waits_in_a_draft(desk, editor):
    session = factories.make_session(title_en="Opening")
    appearance = factories.make_appearance(session=session, title_en="Chair")
    speaker = factories.make_speaker(slug="another-speaker")
    [row] = cells_of(given_out(desk, "session", "appearances"))
    new = row | {"row": "", "speaker": speaker.slug, "title_en": "Guest", "# session": ""}
    trial = try_table(desk, "session", "appearances", [row | {"title_en": "President", "roles": "keynote"}, new])
    assert counts(trial) == ["1 new", "1 changed"]
    assert (2, "changed", "title_en", "President") in told(trial)
    assert (3, "new", "speaker", "another-speaker") in told(trial)
    assert models.Appearance.objects.get().title_en == "Chair"
    response = write(desk, "session", trial)
    assert response.status_code == 302
    appearance.refresh_from_db()
    assert appearance.title_en == "Chair"
    rows = working.draft_of(session).document["inlines"]["appearances"]
    assert [(one["title_en"], one["roles"]) for one in rows] == [("President", ["keynote"]), ("Guest", ["panelist"])]
    latest = revisions.of(session).first()
    assert (latest.what, latest.author) == (Revision.What.DRAFT_IMPORT, "Test Editor")
    working.publish(session, editor)
    assert sorted(session.appearances.values_list("title_en", flat=True)) == ["Guest", "President"]


def test_whoever_may_publish_may_do_so_at_once_and_put_it_back(desk):
    speaker = factories.make_speaker(biography_en="<p>One</p>")
    [row] = cells_of(given_out(desk, "speaker", "speakers"))
    trial = try_table(desk, "speaker", "speakers", [row | {"biography_en": "<p>Two<script>x</script></p>"}])
    assert write(desk, "speaker", trial, at_once="on").status_code == 302
    speaker.refresh_from_db()
    assert speaker.biography_en == "<p>Two</p>"
    assert working.draft_of(speaker) is None
    states = list(revisions.of(speaker))
    assert [one.what for one in states] == ["changed", "draft-import", "found"]
    put_back = reverse("admin:editions_speaker_put_back", args=[speaker.pk])
    desk.post(put_back, {"state": f"{states[-1].pk} biography_en"})
    assert working.draft_of(speaker).document["fields"]["biography_en"] == "<p>One</p>"


def test_what_the_gate_refuses_keeps_the_whole_table_back_and_is_named_by_its_line(desk):
    good, bad = (factories.make_session(slug=slug, title_en=slug.title()) for slug in ("good", "bad"))
    rows = cells_of(given_out(desk, "session", "sessions"))
    emptied = {"title_ja": ""}
    changed = [row | ({"title_en": "Changed"} if row["slug"] == "good" else emptied) for row in rows]
    trial = try_table(desk, "session", "sessions", changed)
    answer = write(desk, "session", trial, at_once="on")
    assert answer.status_code == 200
    [(refusal, _column)] = answer.context["refusals"]
    assert "cannot be published: " in refusal.reason
    assert refusal.line == 2 + [row["slug"] for row in rows].index("bad")
    good.refresh_from_db()
    assert good.title_en == "Good"
    assert not [item for item in (good, bad) if working.draft_of(item) or revisions.of(item)]
    assert "meanwhile" not in answer.content.decode()
    assert write(desk, "session", answer).status_code == 302  # as drafts, without choosing the file again
    assert working.draft_of(good)


def test_what_readers_do_not_have_is_written_and_what_is_new_is_a_draft(desk, editor):
    session = factories.make_session(status=Status.DRAFT, title_en="Draft of it")
    [row] = cells_of(given_out(desk, "session", "sessions"))
    new = row | {"row": "", "slug": "another-session", "title_en": "Another"}
    trial = try_table(desk, "session", "sessions", [row | {"title_en": "Written", "day": "2001/5/2"}, new])
    assert write(desk, "session", trial).status_code == 302
    session.refresh_from_db()
    assert (session.title_en, session.day.isoformat()) == ("Written", "2001-05-02")
    made = models.Session.objects.get(slug="another-session")
    assert made.status == Status.DRAFT
    assert [revisions.of(one).first().what for one in (session, made)] == ["imported", "imported"]
    assert revisions.of(made).first().made_by == editor


def test_one_refused_row_and_nothing_is_written(desk):
    factories.make_speaker(slug="one-speaker", family_name="Test")
    [row] = cells_of(given_out(desk, "speaker", "speakers"))
    rows = [
        row | {"family_name": "Changed"},
        row | {"row": "", "slug": "two-speaker", "delegation": "nowhere"},
        row | {"row": "r99.12345678"},
        row | {"row": "", "slug": "three-speaker", "biography_en": "@/etc/hostname"},
    ]
    trial = try_table(desk, "speaker", "speakers", rows)
    assert refused(trial) == [
        (3, "delegation"),
        (4, "row"),
        (5, "biography_en"),
    ]
    assert not trial.context["may_write"]
    write(desk, "speaker", trial)
    assert list(models.Speaker.objects.values_list("family_name", flat=True)) == ["Test"]


def test_what_changed_since_it_was_looked_at_is_looked_at_again(desk):
    speaker = factories.make_speaker(family_name="One")
    [row] = cells_of(given_out(desk, "speaker", "speakers"))
    trial = try_table(desk, "speaker", "speakers", [row | {"family_name": "Three"}])
    models.Speaker.objects.filter(pk=speaker.pk).update(family_name="Two")
    again = write(desk, "speaker", trial)
    assert again.status_code == 200
    assert working.draft_of(speaker) is None
    assert write(desk, "speaker", again).status_code == 302
    assert working.draft_of(speaker).document["fields"]["family_name"] == "Three"


def test_an_import_comes_on_top_of_a_draft_that_is_there(desk, editor):
    speaker = factories.make_speaker(family_name="One", biography_en="<p>One</p>")
    document = working.document_of(speaker)
    fields = document["fields"] | {"biography_en": "<p>Two</p>"}
    working.save(speaker, document | {"fields": fields}, editor, what=Revision.What.DRAFT)
    [row] = cells_of(given_out(desk, "speaker", "speakers"))
    write(desk, "speaker", try_table(desk, "speaker", "speakers", [row | {"family_name": "Two"}]))
    kept = working.draft_of(speaker).document["fields"]
    assert (kept["family_name"], kept["biography_en"]) == ("Two", "<p>Two</p>")


def test_the_same_table_twice_changes_nothing_and_a_draft_is_never_written_over_unseen(desk, editor):
    session = factories.make_session()
    factories.make_appearance(session=session, title_en="Chair")
    speaker = factories.make_speaker(slug="another-speaker")
    [row] = cells_of(given_out(desk, "session", "appearances"))
    new = row | {"row": "", "speaker": speaker.slug, "title_en": "Guest", "# session": ""}
    table = [row | {"title_en": "President", "roles": "keynote"}, new]
    write(desk, "session", try_table(desk, "session", "appearances", table))
    again = try_table(desk, "session", "appearances", table)
    assert (counts(again), again.context["may_write"], again.context["lines"]) == (["2 the same"], False, [])
    mended = try_table(desk, "session", "appearances", [table[0], new | {"title_en": "Guest of honour"}])
    assert counts(mended) == ["1 changed", "1 the same"]
    assert told(mended) == [(3, "changed", "title_en", " of honour")]
    document = working.draft_of(session).document
    rows = [one | {"title_en": "By hand"} for one in document["inlines"]["appearances"]]
    typed = document | {"inlines": document["inlines"] | {"appearances": rows}}
    working.save(session, typed, editor, what=Revision.What.DRAFT)
    seen = write(desk, "session", mended)
    assert seen.status_code == 200
    assert [one["title_en"] for one in working.draft_of(session).document["inlines"]["appearances"]] == ["By hand"] * 2
    gone = [piece.text for line in seen.context["lines"] for piece in line.changes[0].pieces if piece.kind == "gone"]
    assert gone == ["By hand"] * 2
    assert write(desk, "session", seen).status_code == 302
    rows = working.draft_of(session).document["inlines"]["appearances"]
    assert [one["title_en"] for one in rows] == ["President", "Guest of honour"]


def test_an_appearance_that_goes_to_another_session_is_there_once(desk, editor):
    edition = factories.make_edition()
    one, two = (factories.make_session(slug=slug, edition=edition) for slug in ("one", "two"))
    factories.make_appearance(session=one)
    loose = factories.make_appearance(session=None, edition=edition, session_label="A panel")
    rows = cells_of(given_out(desk, "speaker", "appearances"))
    write(desk, "speaker", try_table(desk, "speaker", "appearances", [row | {"session": "two"} for row in rows]))
    for item in (one, two, loose.speaker):
        working.publish(item, editor)
    assert [(one.appearances.count(), two.appearances.count()), models.Appearance.objects.count()] == [(0, 2), 2]


def test_a_list_is_given_out_with_its_filters(desk):
    one, two = factories.make_edition(number=11, year=2011), factories.make_edition(number=12, year=2012)
    for edition in (one, two):
        factories.make_appearance(session=factories.make_session(edition=edition))
    query = f"?edition__id__exact={one.pk}"
    assert [row["edition"] for row in cells_of(given_out(desk, "session", "appearances", query=query))] == ["11"]
    assert f"tables/{query}" in desk.get(page("session", "changelist") + query).content.decode()


def test_a_years_results_come_in_by_a_sheet_that_was_filled_in(desk):
    side = factories.make_side(code="north")
    before = factories.make_survey(year=2011, number=11)
    answers = [factories.make_answer() for _ in range(2)]
    for answer in answers:
        factories.make_result(survey=before, answer=answer, side=side)
    survey = factories.make_survey(year=2012, number=12, status=Status.DRAFT)
    address = reverse("admin:editions_survey_table_blank", kwargs={"year": 2012, "form": "csv"})
    rows = cells_of(desk.get(address).content)
    assert [(row["survey"], row["side"], row["value"]) for row in rows] == [("2012", "north", "")] * 2
    rows[0] |= {"value": "52.1"}
    trial = try_table(desk, "survey", "results", rows)
    assert counts(trial) == ["1 new", "1 not filled in"]
    assert write(desk, "survey", trial).status_code == 302
    [result] = survey.results.all()
    assert (str(result.value), result.answer, result.is_public()) == ("52.10", answers[0], False)


def test_days_and_hours_are_read_as_programs_leave_them(desk):
    session = factories.make_session(status=Status.DRAFT, day=None, start_time=None, end_time=None, time_zone="")
    [row] = cells_of(given_out(desk, "session", "sessions"))
    for cell in (
        "45630",
        "2024/12/4",
        "２０２４．１２．４",
        "2024年12月4日",
        "令和6年12月4日（水）",
        "二〇二四年十二月四日",
    ):
        trial = try_table(desk, "session", "sessions", [row | {"day": cell}])
        assert told(trial) == [(2, "changed", "day", "2024-12-04")], cell
    timed = row | {"day": "2024-12-04", "time_zone": "Asia/Shanghai"}
    for cell in ("0.395833333333333", "9:30", "９：３０", "9时30分", "09:30:00", "9:30 AM", "上午9:30"):
        trial = try_table(desk, "session", "sessions", [timed | {"start_time": cell}])
        assert (2, "changed", "start_time", "09:30:00") in told(trial), cell
    for cell, hour in {
        "03:30:00 PM": "15:30:00",
        "12:05 am": "00:05:00",
        "午後0時30分": "12:30:00",
        "下午2点半": "14:30:00",
    }.items():
        trial = try_table(desk, "session", "sessions", [timed | {"start_time": cell}])
        assert (2, "changed", "start_time", hour) in told(trial), cell
    for cell in ("4/12/2024", "9.5", "12月4日", "2024年12月4日～5日"):
        assert refused(try_table(desk, "session", "sessions", [row | {"day": cell}])) == [(2, "day")]
    session.refresh_from_db()
    assert session.day is None


def damaged(desk, change):
    """The sheet of sessions as it is given out, after somebody's hands; what became of it."""
    book = load_workbook(io.BytesIO(given_out(desk, "session", "sessions", "xlsx")))
    change(book["sessions"])
    out = io.BytesIO()
    book.save(out)
    return try_table(desk, "session", "sessions", out.getvalue())


@pytest.mark.parametrize("language", ["en", "zh-hans", "ja"])
def test_a_sheet_without_its_first_column_is_told_what_that_was_for(desk, language):
    factories.make_session()
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    trial = damaged(desk, lambda sheet: sheet.delete_cols(1))
    assert refused(trial) == [(1, "row")]
    [(refusal, _name)] = trial.context["refusals"]
    assert "slug" in refusal.reason
    trial = damaged(desk, lambda sheet: (sheet.delete_cols(1), sheet.delete_rows(2)))
    assert trial.context["counts"][0][1] == "unchanged"


def test_a_title_above_the_columns_is_one_fault_and_not_one_for_each_row(desk):
    factories.make_session()
    factories.make_session()
    trial = damaged(desk, lambda sheet: (sheet.insert_rows(1), sheet.cell(1, 1, "会议一览")))
    assert refused(trial) == [(1, "")]
    assert "take out what stands above them" in trial.content.decode()


def test_names_codes_and_answers_may_be_written_wide_in_capitals_or_as_the_forms_say_them(desk):
    factories.make_session(state="held", title_is_official_ja=False, spoken=["ja"])
    [row] = cells_of(given_out(desk, "session", "sessions"))
    edition = "".join(chr(ord(digit) + 0xFEE0) for digit in row["edition"])
    for cells in ({"state": "Ｈｅｌｄ"}, {"state": "HELD"}, {"edition": edition}, {"title_is_official_ja": "否"}):
        assert counts(try_table(desk, "session", "sessions", [row | cells])) == ["1 the same"], cells
    wide = {"ＴＩＴＬＥ＿ｊａ" if name == "title_ja" else name: cell for name, cell in row.items()}
    assert counts(try_table(desk, "session", "sessions", [wide])) == ["1 the same"]
    trial = try_table(desk, "session", "sessions", [row | {"spoken": "ja、zh-hans", "title_is_official_ja": "はい"}])
    assert sorted(told(trial)) == [
        (2, "changed", "spoken", "ja | zh-hans"),
        (2, "changed", "title_is_official_ja", "yes"),
    ]


def test_a_share_is_read_in_wide_digits_and_with_its_sign(desk):
    result = factories.make_result(value="50.00")
    [row] = cells_of(given_out(desk, "survey", "results"))
    for cell in ("５２．１", "52.1%", "５２．１％"):
        assert told(try_table(desk, "survey", "results", [row | {"value": cell}])) == [(2, "changed", "value", "52.1")]
    result.refresh_from_db()
    assert str(result.value) == "50.00"


def test_characters_that_a_file_cannot_hold_are_not_taken_for_question_marks(desk):
    factories.make_speaker(slug="one", name_zh_hans="莲舫", name_ja="蓮舫")
    lost = "slug,name_zh_hans,name_ja\none,莲舫,橋本\n".encode("cp932", "replace")
    file = SimpleUploadedFile("table.csv", lost)
    trial = desk.post(page("speaker"), {"kind": "speakers", "file": file, "encoding": "cp932"})
    assert refused(trial) == [(2, "name_zh_hans")]


def test_each_refusal_names_its_column_once(desk):
    assert refused(try_table(desk, "session", "sessions", [{"slug": "one", "kind": "plenary"}])) == [(2, "edition")]
    factories.make_speaker(slug="one")
    assert refused(try_table(desk, "speaker", "speakers", [{"slug": "one", "name_en": "x" * 400}])) == [(2, "name_en")]


def test_a_table_in_the_wrong_place_is_told_from_one_with_a_column_too_many(desk):
    factories.make_speaker()
    factories.make_session()
    sessions = cells_of(given_out(desk, "session", "sessions"))
    [(refusal, _name)] = try_table(desk, "speaker", "speakers", sessions).context["refusals"]
    assert "(sessions)" in refusal.reason
    rows = cells_of(given_out(desk, "speaker", "speakers"))
    assert refused(try_table(desk, "speaker", "speakers", [rows[0] | {"remark": "x"}])) == [(1, "remark")]
    trial = try_table(desk, "speaker", "speaker_aliases", [{"heading": "x", "another": "y"}])
    assert "The first line is to name the columns" in trial.context["refusals"][0][0].reason
    assert trial.context["form"]["kind"].initial == "speaker_aliases"


def test_a_file_read_in_the_wrong_characters_is_read_again_without_being_chosen_again(desk):
    factories.make_speaker(slug="one", name_ja="東京")
    file = SimpleUploadedFile("table.csv", "slug,name_ja\none,橋本\n".encode("cp932"))
    trial = desk.post(page("speaker"), {"kind": "speakers", "file": file, "encoding": "gb18030"})
    assert told(trial)[0][-1] != "橋本"
    data = {"token": trial.context["stashed"].token, "kind": "speakers", "encoding": "cp932"}
    assert told(desk.post(page("speaker"), data)) == [(2, "changed", "name_ja", "橋本")]


@pytest.fixture
def holder(client):
    def signed_in(role):
        roles.set_up_groups()
        user = User.objects.create_user(role, is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
        client.force_login(user)
        return client

    return signed_in


def test_a_translator_changes_texts_of_the_own_language_alone(holder):
    session = factories.make_session(title_en="One", title_ja="一")
    client = holder("translator-ja")
    [row] = cells_of(given_out(client, "session", "sessions"))
    trial = try_table(client, "session", "sessions", [row | {"title_ja": "二", "title_en": "Two"}])
    assert refused(trial) == [(2, "title_en")]
    trial = try_table(client, "session", "sessions", [row | {"row": "", "slug": "another", "title_ja": "二"}])
    assert trial.context["refusals"]
    trial = try_table(client, "session", "sessions", [row | {"title_ja": "二"}])
    assert not trial.context["may_publish"]
    assert write(client, "session", trial, at_once="on").status_code == 403
    assert write(client, "session", trial).status_code == 302
    session.refresh_from_db()
    assert session.title_ja == "一"
    assert working.draft_of(session).document["fields"]["title_ja"] == "二"


def test_an_observer_is_given_tables_and_brings_none(holder):
    factories.make_speaker()
    client = holder("observer")
    [row] = cells_of(given_out(client, "speaker", "speakers"))
    response = client.post(page("speaker"), {"kind": "speakers", "file": as_file([row]), "encoding": ""})
    assert response.context["form"] is None
    client.logout()
    assert client.get(page("speaker", "table_out", kind="speakers", form="csv")).status_code == 302


def test_a_table_nobody_would_wait_for_is_refused_before_its_first_row(desk, django_assert_max_num_queries):
    rows = [{"slug": f"speaker-{n}"} for n in range(MOST_ROWS + 1)]
    with django_assert_max_num_queries(30):
        trial = try_table(desk, "speaker", "speakers", rows)
    assert refused(trial) == [(MOST_ROWS + 2, "")]
