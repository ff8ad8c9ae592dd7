"""Every way of the desk and of the terminal to change something leaves who did it, from what, to what.

The ways are read from the site: one that is new must join the table here, or this fails. A step sets something up, waits, and does one
thing; then every row that is stored otherwise than before must have its record.
"""

import io
import json
from collections import defaultdict

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command, get_commands
from django.db import transaction
from django.test import Client

from editions import joining, models, revisions, working
from editions.importers.remembering import owners
from editions.models import Revision
from editions.snapshots import PARTS
from forumsite.accounts import EditorsOnly
from tests import factories
from tests.admin import test_deleted, test_photo_desk, test_programme, test_tables
from tests.admin.desk import address, make_editor, opened, published, saved, sent
from tests.admin.test_every_address import MEANT, found
from tests.admin.test_wire_desk import STORY
from tests.test_gate import ready_release

pytestmark = pytest.mark.django_db

# Rows that say themselves who made them and when, and that nothing changes afterwards.
SIGNED = {
    models.Acknowledgement: "by", models.Approval: "by", models.Joining: "made_by", models.ProgrammeRelease: "made_by",
    models.ShareLink: "created_by", models.Distinction: "made_by",
}  # fmt: skip
# What follows from other rows, or lasts as long as a form is open. A draft's texts are in the history when it is saved.
FOLLOWS = {
    *(
        "Address",
        "ContentVersion",
        "Deletion",
        "Draft",
        "MissedSearch",
        "Presence",
        "Revision",
        "SearchDebt",
        "SearchEntry",
    ),
    *("StashedFile", "TranslationSource", "ShareLinkUse", "WorkingDraft"),
}


def kinds():
    ours = [model for model in apps.get_app_config("editions").get_models() if model.__name__ not in FOLLOWS]
    return [*ours, User, Group]


def stored():
    """Every row by model and key, with what it is joined to; the documents of items beside it."""
    rows, documents = {}, {}
    for model in kinds():
        for row in model._base_manager.order_by("pk"):
            values = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
            for field in model._meta.many_to_many:
                values[field.name] = sorted(getattr(row, field.name).values_list("pk", flat=True))
            for name in ("last_login", "last_change"):  # which the records themselves set
                values.pop(name, None)
            rows[model, row.pk] = values
            if model in PARTS:
                documents[model, row.pk] = working.document_of(row)
    return rows, documents


def unrecorded(before, now, user, states, entries):
    """What was changed and has no record by this editor among these states and entries; "" as the user: by a command."""
    rows_before, documents_before = before
    rows_now, documents_now = now
    owned, missing = owners(), []
    for key in {**rows_before, **rows_now}:
        model, _key = key
        values = rows_now.get(key) or rows_before[key]
        if rows_before.get(key) == rows_now.get(key):
            continue
        if model in SIGNED:
            if values[f"{SIGNED[model]}_id"] != (user.pk if user else None):
                missing.append(f"{key}: not signed")
            continue
        items = [key] if model in PARTS else [(one, values[f"{column}_id"]) for one, column in owned.get(model, [])]
        if items and model is not models.ReaderNote:
            if not any(is_told(item, user, states, documents_before, documents_now) for item in items):
                missing.append(f"{key}: no state of {items} from what to what")
            continue
        about, about_key = (User, values["user_id"]) if model is models.Editor else key
        kind = ContentType.objects.get_for_model(about).pk
        told = [one for one in entries if (one.content_type_id, one.object_id) == (kind, str(about_key))]
        gone = model is models.ReaderNote and key not in rows_now
        if not any(gone or "→" in one.change_message or "from “" in one.change_message for one in told):
            missing.append(f"{key}: {[one.change_message for one in told]}")
    return missing


def is_told(item, user, states, before, now) -> bool:
    model, pk = item
    kind = ContentType.objects.get_for_model(model, for_concrete_model=True).pk
    mine = [one for one in states if (one.content_type_id, one.object_id) == (kind, pk)]
    by = [one for one in mine if (one.made_by_id == user.pk if user else "@" in one.author)]
    if not by:
        return False
    if item not in now:
        return by[-1].what == "deleted" and by[-1].digest == revisions.digest(before[item])
    history = list(Revision.objects.filter(content_type=kind, object_id=pk).values_list("digest", flat=True))
    began = item not in before or revisions.digest(before[item]) in history
    return began and revisions.digest(now[item]) == by[-1].digest


def walk(steps, user, *given):
    """What each step left untold."""
    wrong = defaultdict(list)
    for name, step in steps.items():
        point = transaction.savepoint()
        doing = step(*given)
        next(doing)
        before = stored()
        states, entries = (model.objects.order_by("-pk").values_list("pk", flat=True) for model in (Revision, LogEntry))
        last_state, last_entry = states.first() or 0, entries.first() or 0
        assert next(doing, "done") == "done"
        now = stored()
        assert now != before or name in KEEPS, f"{name} changed nothing"
        states = list(Revision.objects.filter(pk__gt=last_state).order_by("pk"))
        entries = list(LogEntry.objects.filter(pk__gt=last_entry))
        assert not user or {entry.user_id for entry in entries} <= {user.pk}
        if name in KEEPS and user:
            assert states[-1].made_by_id == user.pk, name
        wrong[name] += unrecorded(before, now, user, states, entries)
        transaction.savepoint_rollback(point)  # the next one looks through its own rows alone
    return {name: missing for name, missing in wrong.items() if missing}


# The desk


def add(desk):
    yield
    assert sent(desk, models.Topic, opened(desk, models.Topic, "add") | {"name_en": "New"}, "add").status_code == 302


def change(desk):
    release = factories.make_release()
    yield
    saved(desk, release, headline_en="Another")


def change_of_account(desk):
    user, side = User.objects.create_user("somebody", email="a@house.example"), factories.make_side()
    form = opened(desk, user)
    yield
    more = {"email": "b@house.example", "is_staff": "on", "editor-TOTAL_FORMS": "1", "editor-0-side": side.pk}
    assert desk.post(address(user), form | more).status_code == 302


def change_of_role(desk):
    group = Group.objects.create(name="A role of ours")
    form = opened(desk, group)
    yield
    assert desk.post(address(group), form | {"name": "Called otherwise"}).status_code == 302


def deletion_of_role(desk):
    group = Group.objects.create(name="A role of ours")
    yield
    desk.post(address(group, "delete"), {"post": "yes"})


def delete(desk):
    document = factories.make_document()
    factories.make_clause(document=document)
    yield
    desk.post(address(document, "delete"), {"post": "yes"})


def bring_back(desk):
    edition = factories.make_edition(status="draft")
    session = factories.make_session(edition=edition, status="draft")
    topic = factories.make_topic()
    photo = factories.make_photo(session=factories.make_session(topic=topic))
    ways = [test_deleted.delete(desk, item) for item in (photo.session, edition, topic)]
    yield
    for way in ways[1:] + ways[:1]:
        desk.post(way)
    photo.refresh_from_db()
    assert photo.session_id
    assert models.Session.objects.filter(pk=session.pk).exists()


def deletion_of_note(desk):
    note = a_note()
    revisions.write(note, working.document_of(note), None, Revision.What.SAVED)
    yield
    desk.post(address(note, "delete"), {"post": "yes"})
    assert not revisions.of(note).exists()
    assert "Words of a reader" not in str(LogEntry.objects.values_list("object_repr", "change_message"))


def put_back(desk):
    topic = factories.make_topic()
    saved(desk, topic, name_en="Later")
    state = revisions.of(topic).last()
    yield
    desk.post(address(topic, "put_back"), {"state": f"{state.pk} name_en"})


def discard(desk):
    topic = factories.make_topic()
    sent(desk, topic, opened(desk, topic) | {"name_en": "Draft", "_save_draft": "on"})
    yield
    desk.post(address(topic, "discard"))


def publishing(desk):
    release = ready_release()
    yield
    published(desk, release)


def withdraw(desk):
    page = factories.make_page()
    yield
    desk.post(
        f"{address(models.Page, 'changelist')}withdraw/?item={page.pk}",
        {"withdrawal": "gone", "note_en": "Over.", "without": "on"},
    )


def links(desk):
    release = ready_release(status="published", publish_at=factories.tomorrow())
    yield
    desk.post(address(release, "links"), {"name": "Test Reader", "kind": "press", "hours": "24"})


def tables(desk):
    shown, hidden = factories.make_speaker(), factories.make_speaker(status="draft", publish_at=None)
    yield
    for speaker in (shown, hidden):
        rows = test_tables.cells_of(test_tables.given_out(desk, "speaker", "speakers"))
        rows = [row | {"biography_en": f"New {n}"} for n, row in enumerate(rows) if row["slug"] == speaker.slug]
        trial = test_tables.try_table(desk, "speaker", "speakers", rows)
        assert test_tables.write(desk, "speaker", trial).status_code == 302


def join(desk):
    kept, other = factories.make_speaker(), factories.make_speaker()
    plan = joining.plan(kept, other)
    yield
    assert desk.post(address(kept, "join"), {"other": other.pk, "seen": plan.digest}).status_code == 302


def keep_apart(desk):
    one, other = factories.make_speaker(), factories.make_speaker()
    yield
    assert desk.post("/admin/editions/speaker/doubles/", {"one": one.pk, "apart": other.pk}).status_code == 302


def propose_titles(desk):
    speaker = factories.make_speaker()
    titled = factories.in_languages("title", "Held")
    factories.make_appearance(speaker=speaker, edition=factories.make_edition(number=31), **titled)
    session = factories.make_session(edition=factories.make_edition(number=32))
    factories.make_appearance(speaker=speaker, session=session, **dict.fromkeys(titled, ""))
    yield
    desk.post(address(session, "propose_titles"))


def clone(desk):
    edition = factories.make_edition(number=41, year=2045)
    factories.make_session(edition=edition)
    page = desk.get(address(edition, "clone"))
    yield
    assert desk.post(address(edition, "clone"), {**page.context["form"].data, "make": "1"}).status_code == 302


def programme_row(desk):
    session = factories.make_session(room_en="One")
    yield
    assert test_programme.sent(desk, session, room_en=("One", "Two")).status_code == 200


def programme_release(desk):
    edition = factories.make_edition()
    yield
    desk.post(f"{test_programme.table(edition)}release/", {"note_en": "Given out"})


def take_in(desk):
    edition = factories.make_edition()
    yield
    assert test_photo_desk.taken_in(desk, edition).status_code == 201


def row(desk):
    photo = test_photo_desk.a_row(factories.make_edition(), credit="One")
    yield
    assert test_photo_desk.saved(desk, photo, credit=["One", "Two"]).status_code == 200


def fill(desk):
    photo = test_photo_desk.a_row(factories.make_edition(), credit="")
    yield
    at, version = test_photo_desk.at(photo.edition, "fill"), test_photo_desk.version(photo)
    assert test_photo_desk.sent(desk, at, versions=[version], patterns={"credit": "Filled"}).status_code == 200


def shift(desk):
    photo = test_photo_desk.a_row(factories.make_edition(), taken_at=factories.tomorrow())
    yield
    at, version = test_photo_desk.at(photo.edition, "shift"), test_photo_desk.version(photo)
    assert test_photo_desk.sent(desk, at, versions=[version], minutes=60).status_code == 200


def publish(desk):
    photo = test_photo_desk.a_row(factories.make_edition(), **test_photo_desk.READY)
    yield
    at = test_photo_desk.at(photo.edition, "publish")
    assert test_photo_desk.sent(desk, at, ids=[photo.pk], reason="Tried").status_code == 200


def read(desk):
    yield
    desk.post("/admin/editions/pressrelease/read/", {"text": STORY, "accept": "1", "headline": "Ours", "body": "One."})


def remarks(desk):
    release = factories.make_release(status="draft", publish_at=None, body_en="<p>He said “we go on.</p>")
    page = f"/admin/editions/pressrelease/{release.pk}/preflight/"
    keys = [value for value in desk.get(page).content.decode().split('value="') if "quotes" in value[:40]]
    yield
    desk.post(page, {"past": [keys[0].partition('"')[0]], "reason": "It goes on."})


def propose(desk):
    release = factories.make_release(body_en="<p>On Monday.</p>")
    sent(desk, release, opened(desk, release) | {"body_en": "<p>On Tuesday.</p>", "_save_draft": "on"})
    yield
    desk.post(f"/admin/editions/pressrelease/{release.pk}/propose-correction/")


# Of each view of the desk that takes a form: what is done. None: it writes nothing but what FOLLOWS.
DONE = {
    "add": add, "change": change, "delete": delete, "bring_back": bring_back, "put_back": put_back, "discard": discard, "publishing": publishing,
    "withdraw": withdraw, "links": links, "tables": tables, "join": join, "doubles": keep_apart, "propose_titles": propose_titles,
    "clone": clone, "programme_row": programme_row, "programme_release": programme_release, "take_in": take_in,
    "row": row, "fill": fill, "shift": shift, "publish": publish, "read": read, "remarks": remarks, "propose": propose,
    "changelist": None, "history": None, "discard_new": None, "autosave": None, "autosave_new": None, "present": None,
    "preview": None, "preview_new": None, "paste": None, "last_title": None, "deleted": None, "copy": None,
}  # fmt: skip
OTHERS = {
    "an account": change_of_account, "a role": change_of_role, "no role": deletion_of_role, "no note": deletion_of_note,
}  # fmt: skip
KEEPS = {"put_back", "discard", "propose_titles", "propose"}  # change the draft alone


def test_every_view_that_takes_a_form_tells_who_changed_what():
    taking = {view for view, (_look, send) in MEANT.items() if send is not None} | {"discard_new", "present"}
    assert taking <= DONE.keys(), "a view that takes a form must join DONE"
    factories.make_forum()
    editor = make_editor()
    desk = Client()
    desk.force_login(editor)
    assert walk({name: step for name, step in DONE.items() if step} | OTHERS, editor, desk) == {}


# Actions of the lists


def a_note():
    return models.ReaderNote.objects.create(kind="comment", message="Words of a reader", language="en")


def acting(action, make):
    def step(desk):
        items = [make(), make()]
        yield
        data = {"action": action, "_selected_action": [item.pk for item in items], "post": "yes"}
        assert desk.post(address(type(items[0]), "changelist"), data).status_code == 302

    return step


def ready_photo():
    return test_photo_desk.a_row(factories.make_edition(), **test_photo_desk.READY)


ACTIONS = {
    "delete_selected": acting("delete_selected", factories.make_topic),
    "publish_now": acting("publish_now", lambda: factories.make_page(status="draft", publish_at=None)),
    "back_to_draft": acting("back_to_draft", factories.make_page),
    "approve": acting("approve", a_note), "mark_done": acting("mark_done", a_note), "refuse": acting("refuse", a_note),
    "mark_as_spam": acting("mark_as_spam", a_note),
    "withdraw": None,  # asks on a page of its own, above
}  # fmt: skip


def test_every_action_of_a_list_tells_who_changed_what():
    known = {
        one if isinstance(one, str) else one.__name__ for site in admin.site._registry.values() for one in site.actions
    }
    assert known | {"delete_selected"} <= ACTIONS.keys(), "an action must join ACTIONS"
    editor = make_editor()
    desk = Client()
    desk.force_login(editor)
    assert walk({name: step for name, step in ACTIONS.items() if step}, editor, desk) == {}


# The terminal


def by_import(folder):
    session = factories.make_session()
    appearance = factories.make_appearance(session=session)
    path = folder / "appearances.csv"
    head = "edition,session,speaker,title_en"
    path.write_text(f"{head}\n{session.edition.number},{session.slug},{appearance.speaker.slug},Another\n")
    yield
    call_command("import_table", "appearances", str(path), stdout=io.StringIO())


def by_import_of_items(folder):
    topic = factories.make_topic()
    path = folder / "topics.csv"
    path.write_text(f"slug,name_en\n{topic.slug},Another\nnew-one,New\n")
    yield
    call_command("import_table", "topics", str(path), stdout=io.StringIO())


def by_cloning(_folder):
    edition = factories.make_edition(number=81, year=2081)
    factories.make_session(edition=edition)
    yield
    call_command("clone_edition", str(edition.number), stdout=io.StringIO())


def by_reading(folder):
    (folder / "story.txt").write_text(STORY)
    yield
    call_command("read_wire", str(folder / "story.txt"), "--save", stdout=io.StringIO(), stderr=io.StringIO())


# Of each command: what is done; or why it is left out.
COMMANDS = {
    "import_table": by_import,
    "clone_edition": by_cloning,
    "read_wire": by_reading,
    "sign_in_link": "tells the account's own log, below",
    **dict.fromkeys(("load_sample", "import_data", "restore", "make_content"), "into a place with nothing in it"),
    **dict.fromkeys(("check_links", "renditions", "search_index", "forget_pages"), "what follows from the content"),
    **dict.fromkeys(("backup", "verify", "check_charts", "check_record", "export_data"), "reads"),
    **dict.fromkeys(("export_edition", "publish_check", "who_did_what", "tell_keepers"), "reads"),
}


def test_every_command_tells_who_changed_what(tmp_path):
    there = {name for name, app in get_commands().items() if app == "editions"}
    assert there == COMMANDS.keys(), "a command must join COMMANDS"
    factories.make_forum()
    steps = {name: step for name, step in COMMANDS.items() if callable(step)} | {"items": by_import_of_items}
    assert walk(steps, "", tmp_path) == {}


def test_what_an_editor_does_to_the_own_account_and_the_terminal_to_it_is_told(caplog):
    user = make_editor()
    EditorsOnly().send_notification_mail("mfa/email/webauthn_removed", user)
    call_command("sign_in_link", "editor", "--forget-second-factor", stdout=io.StringIO(), stderr=io.StringIO())
    told = list(LogEntry.objects.order_by("pk").values_list("object_id", "change_message"))
    assert told[0] == (str(user.pk), "The editor took a passkey away.")
    assert "sign_in_link (" in told[1][1]
    assert told[1][1].endswith(": a link to sign in was made, 0 second factors were forgotten")
    assert [record.event["user"] for record in caplog.records if hasattr(record, "event")] == [user.pk] * 2


# What is kept apart


def test_nothing_at_the_desk_reaches_what_tells_of_it():
    told = {Revision, LogEntry}
    assert not told & admin.site._registry.keys()
    assert not [path for path, name in found() if "revision" in (name or "") or "logentry" in (name or "")]


def test_it_is_read_with_what_was_deleted_from_what_to_what():
    editor = make_editor(first_name="Test", last_name="Editor")
    desk = Client()
    desk.force_login(editor)
    topic = factories.make_topic(name_en="One")
    saved(desk, topic, name_en="Two")
    desk.post(address(topic, "delete"), {"post": "yes"})
    out = io.StringIO()
    call_command("who_did_what", "--who", "test ed", "--item", f"topic {topic.pk}", stdout=out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert ["name_en", "One", "Two"] in [change for line in lines for change in line.get("changes", [])]
    assert {"Changes published", "Deleted"} <= {line["what"] for line in lines}
    assert {line["who"] for line in lines} == {"Test Editor"}
