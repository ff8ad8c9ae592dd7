"""Every address of the desk, as every role: what the table of roles does not give is refused, and changes nothing.

The addresses are read from the site itself: a new one must say in MEANT whom it is meant for, or this fails.
"""

import hashlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.urls import get_resolver

from editions.models import roles
from tests import factories
from tests.admin.test_roles import MAKERS

pytestmark = pytest.mark.django_db

# Of each view: the action that lets one look, and the one that lets one send; None: nobody, the method is not for it.
MEANT = {
    "changelist": ("view", "view"),
    "add": ("add", "add"),
    "change": ("view", "change"),
    "delete": ("delete", "delete"),
    "history": ("view", "view"),
    "put_back": (None, "change"),
    "deleted": ("view", "add"),
    "bring_back": ("add", "add"),
    "discard": (None, "change"),
    "discard_new": (None, None),  # of what one has begun oneself
    "autosave": (None, "change"),
    "autosave_new": (None, "add"),
    "present": (None, "change"),
    "publishing": ("view", "publish"),
    "withdraw": ("publish", "publish"),
    "preview": ("view", "view"),
    "preview_new": ("add", "add"),
    "frame": ("view", None),
    "links": ("view", "add_sharelink"),
    "tables": ("view", "view"),  # what kinds of rows may come in is asked of each kind
    "table_blank": ("view", None),
    "table_out": ("view", None),
    "join": ("publish", "publish"),
    "doubles": ("view", "publish"),
    "propose_titles": ("change", "change"),
    "clone": ("add", "add"),
    "copy": ("add", "add"),
    "programme": ("view", None),
    "programme_row": (None, "change"),
    "programme_release": (None, "change"),
    "latest_desk": ("change", None),
    "desk": ("change", None),
    "take_in": (None, "add"),
    "row": (None, "change"),
    "fill": (None, "change"),
    "shift": (None, "change"),
    "publish": (None, "publish"),
    "paste": ("change", "change"),
    "read": ("add", "add"),
    "preflight": ("view", None),
    "remarks": ("view", "view"),  # who may only look is shown them again
    "propose": ("change", "change"),
    "last_title": ("change", "change"),
}
# Of everyone at the desk: nothing in them is of one model.
FOR_ALL = {"index", "login", "logout", "password_change", "password_change_done", "jsi18n", "autocomplete", "app_list"}
FOR_ALL |= {"translations", "find", None}


def found(resolver=None, before=""):
    for one in (resolver or get_resolver()).url_patterns:
        path = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from found(one, path)
        elif path.startswith("admin/"):
            yield path, one.name


def test_every_address_is_known():
    for path, name in found():
        app, _, rest = (name or "").partition("_")
        known = name in FOR_ALL or app in {"auth", "account"} or rest.partition("_")[2] in MEANT
        assert known, f"{path} ({name}) must join MEANT in {__name__}"


MORE = {
    "answer": factories.make_answer,
    "forum": factories.make_forum,
    "side": factories.make_side,
    "promise": factories.make_promise,
}


def walked():
    """Path with what it is about filled in, model, view; models with no item of theirs have the number 1."""
    items = {name: make() for name, make in (MAKERS | MORE).items()}
    edition, photo = items["edition"].pk, items["photo"].pk
    for path, name in found():
        _app, _, rest = (name or "").partition("_")
        model, _, view = rest.partition("_")
        if name in FOR_ALL or not name.startswith("editions_"):
            continue
        key = items[model].pk if model in items else 1
        for placeholder, value in {
            "<path:object_id>": key, "<int:object_id>": key, "<int:edition_id>": edition, "<str:language>": "en",
            "<str:key>": "a" * 12, "<slug:kind>.<slug:form>": "sessions.csv", "<int:year>.<slug:form>": "2030.csv",
            "<int:key>": {"photo": photo, "edition": items["session"].pk}.get(model, key),
        }.items():  # fmt: skip
            path = path.replace(placeholder, str(value))
        yield f"/{path}", model, view


def everything_stored() -> dict[str, str]:
    """A digest of each table of ours and of the accounts', but for who is signed in."""
    digests = {}
    for app in ("editions", "auth", "account"):
        for model in apps.get_app_config(app).get_models():
            rows = model._base_manager.order_by("pk").values_list()
            digests[model.__name__] = hashlib.sha256(repr(list(rows)).encode()).hexdigest()
    return digests


IN_THE_SUITE = {"translator-ja", "publisher", "observer"}  # the others are walked by `make drill`


@pytest.mark.parametrize(
    "role", [one if one in IN_THE_SUITE else pytest.param(one, marks=pytest.mark.drill) for one in roles.ROLES]
)
def test_a_role_is_refused_wherever_its_table_gives_nothing(client, role):
    roles.set_up_groups()
    user = User.objects.create_user("somebody", is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    given, wrong, asked = roles.permissions(role), [], 0
    addresses = list(walked())
    client.force_login(user)
    before = everything_stored()
    for path, model, view in addresses:
        look, send = (one and (one if "_" in one else f"{one}_{model}") for one in MEANT[view])
        if model not in roles.EVERYTHING:  # lists of what the site found, for all who see what is not public
            look = send = "nobody" if view in {"add", "delete"} else None
        for needed, method in ((look, client.get), (send, client.post)):
            if needed in given or needed is None or (view == "history" and model in {"readernote", "answer"}):
                continue  # of these two the history is Django's own, for whoever may look
            asked += 1
            status = method(path, {"title_en": "Forged", "action": "back_to_draft", "_save": "1"}).status_code
            if status not in (403, 404, 405):
                wrong.append(f"{method.__name__} {path} ({needed}): {status}")
    assert not wrong, "\n".join(wrong)
    assert everything_stored() == before
    assert asked > 20
