"""Who may do what: the roles as one table, set up as groups by migrations, and what a translator's form leaves open.

docs/roles.md shows the table; a test keeps the two in step.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from editions import wording
from editions.folding import is_cjk
from editions.languages import language_name

ADD, CHANGE, DELETE, VIEW, PUBLISH = "add", "change", "delete", "view", "publish"

# Items with their rows, by what they are about. Rows are added and removed within their item's form.
RECORD = ("edition", "session", "topic", "speaker", "organisation", "promise")
RECORD_ROWS: tuple[str, ...] = ("venue", "plan", "editionname", "figure", "partnership", "appearance", "record")
RECORD_ROWS += ("speakeralias", "organisationname", "organisationalias", "topicorigin")
PRESS = ("pressrelease", "coverage", "notice", "contact")
PRESS_ROWS = ("releasephoto", "releasedocument", "correction")
PAPERS = ("document", "survey", "question", "result", "page", "term")
PAPERS_ROWS = ("clause", "documentfile", "fieldwork", "wording", "answer")
PHOTOS = ("photo",)
NOTES = ("readernote",)
SITE = ("forum", "side")
ITEMS = (*RECORD, *PRESS, *PAPERS)
ROWS = (*RECORD_ROWS, *PRESS_ROWS, *PAPERS_ROWS)
EVERYTHING = (*ITEMS, *ROWS, *PHOTOS, *NOTES, *SITE)
WITH_A_STATE = (*RECORD, "pressrelease", "coverage", "notice", "document", "survey", "question", "page", "photo")


@dataclass(frozen=True, slots=True)
class Role:
    """Actions on models, beside looking at everything; ``also`` are permissions that belong to no model's form."""

    may: dict[str, tuple[str, ...]]
    also: tuple[str, ...] = ()


def translator(code: str) -> str:
    return f"translator-{code}"


def writing(code: str, source: str) -> str:
    """The role that writes this language of what was written in ``source`` first."""
    return "writer" if code == source else translator(code)


def _on(names: Iterable[str], *actions: str) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(names, actions)


def _published(names: Iterable[str], *actions: str) -> dict[str, tuple[str, ...]]:
    return {name: (*actions, PUBLISH) if name in WITH_A_STATE else actions for name in names}


ROLES: dict[str, Role] = {
    "writer": Role(
        _on(ITEMS, ADD, CHANGE) | _on(ROWS, ADD, CHANGE, DELETE) | _on(NOTES, CHANGE),
        ("approve_releases", "add_sharelink"),
    ),
    **{
        translator(code): Role(
            _on((*ITEMS, *ROWS, *PHOTOS), CHANGE), (f"translate_{code.replace('-', '_')}", "add_sharelink")
        )
        for code, _name in settings.LANGUAGES
    },
    "photo-desk": Role(_published(PHOTOS, ADD, CHANGE, DELETE)),
    "publisher": Role(
        _published((*ITEMS, *PHOTOS), ADD, CHANGE, DELETE)
        | _on((*ROWS, *NOTES), ADD, CHANGE, DELETE)
        | _on(SITE, CHANGE),
        ("approve_releases", "add_sharelink", "change_sharelink", "invite_press"),
    ),
    "observer": Role({}),
}

LABELS = {
    "writer": _("Writer"),
    "photo-desk": pgettext_lazy("role at the desk", "Photo desk"),
    "publisher": pgettext_lazy("role at the desk", "Publisher"),
    "observer": _("Observer"),
}


def label(role: str) -> str:
    """A role in the editor's language."""
    if role in LABELS:
        return str(LABELS[role])
    code = role.removeprefix("translator-")
    return str(_("Translator (%(language)s)")) % {"language": language_name(code)}


def permissions(role: str) -> set[str]:
    """Code names of the permissions of a role."""
    given = {f"{VIEW}_{name}" for name in EVERYTHING} | {"see_unpublished", "view_sharelink"}
    given |= {f"{action}_{name}" for name, actions in ROLES[role].may.items() for action in actions}
    return given | set(ROLES[role].also)


def set_up_groups(group: Any = Group, permission: Any = Permission) -> None:
    """Give each role's group its permissions; those it has besides, given by hand, stay. Called by migrations."""
    for role in ROLES:
        made, _created = group.objects.get_or_create(name=role)
        wanted = permission.objects.filter(content_type__app_label="editions", codename__in=permissions(role))
        made.permissions.add(*wanted)


def holders(roles: Iterable[str]) -> dict[str, list[User]]:
    """Who has each of these roles; one query and one for the groups."""
    found: dict[str, list[User]] = {}
    users = User.objects.filter(groups__name__in=set(roles), is_active=True).select_related("editor__side")
    for user in users.prefetch_related("groups").distinct():
        for group in user.groups.all():
            found.setdefault(group.name, []).append(user)
    return found


def name_of(user: User) -> str:
    """As its bearer writes it: in Chinese and Japanese characters the family name comes first, without a blank."""
    if is_cjk(user.first_name + user.last_name):
        return f"{user.last_name}{user.first_name}"
    return user.get_full_name() or user.get_username()


def signature(user: User | None, side: Any = None) -> str:
    """A name with its house, as it stands under what somebody wrote or approved; ``side`` is the house of then."""
    if user is None:
        return str(_("Somebody"))
    name = name_of(user)
    editor = None if side else getattr(user, "editor", None)
    house = editor.side if editor else side
    return wording.with_note(name, str(house), get_language() or "") if house else name


def languages_of(user: Any, model: Any) -> frozenset[str] | None:
    """The languages whose texts are all that ``user`` may change of ``model``; None: every field.

    A translator who is also a writer, or was given the permission by hand, is held to nothing.
    """
    if user.is_superuser or not user.is_authenticated:
        return None
    if not hasattr(user, "_grants"):
        asked = Permission.objects.filter(Q(user=user) | Q(group__user=user), content_type__app_label="editions")
        user._grants = set(asked.values_list("codename", "group__pk", "user__pk"))
    codes = {f"translate_{code.replace('-', '_')}": code for code, _name in settings.LANGUAGES}
    by_group: dict[int | None, set[str]] = {}
    for codename, group, holder in user._grants:
        by_group.setdefault(None if holder == user.pk else group, set()).add(codename)
    change, languages = f"{CHANGE}_{model._meta.model_name}", set()
    for group, codenames in by_group.items():
        own = {codes[name] for name in codenames if name in codes}
        if change in codenames and (group is None or not own):
            return None
        languages |= own
    return frozenset(languages) if languages else None


def columns_of(model: Any, languages: Iterable[str]) -> Iterator[str]:
    """The translated columns of a model in these languages."""
    for name in getattr(model, "translated", ()):
        for code in languages:
            yield build_localized_fieldname(name, code)


def matrix() -> str:
    """The table of roles as Markdown, one line for each model."""
    heads = [*ROLES]
    lines = ["| |" + "|".join(f" {head} " for head in heads) + "|", "|---|" + "---|" * len(heads)]
    for name in EVERYTHING:
        words = str(apps.get_model("editions", name)._meta.verbose_name)
        cells = [", ".join((VIEW, *ROLES[head].may.get(name, ()))) for head in heads]
        lines.append(f"| {words} (`{name}`) | " + " | ".join(cells) + " |")
    cells = [", ".join(ROLES[head].also) for head in heads]
    return "\n".join([*lines, "| besides | " + " | ".join(cells) + " |"]) + "\n"
