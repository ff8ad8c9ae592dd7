"""What an editor pastes whole: the address of an item among readers, today's or an old one, and its permanent id."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import models as db
from django.db.models import Value
from django.urls import Resolver404, resolve

from editions.models import Address, Publishable
from editions.views.moved import MEANT, below

_ID = re.compile("[a-z0-9]{8}")
Admins = dict[type[db.Model], Any]


def item_named(typed: str, admins: Admins) -> db.Model | None:
    """The item that an address or a permanent id names, if it is of one of these kinds."""
    if "/" in typed:
        return _at(_path_of(typed), admins)
    return _of_id(typed, admins) if _ID.fullmatch(typed) else None


def _path_of(typed: str) -> str:
    try:
        return unquote(urlsplit(typed).path)
    except ValueError:  # no address, whatever it looks like
        return ""


def _at(path: str, admins: Admins) -> db.Model | None:
    """Whatever the state of the item: its page is asked for by what the site's own addresses say, old ones by the ledger."""
    candidates = below(f"{path.rstrip('/')}/") | below(path)
    records = {record.path: record for record in Address.objects.filter(path__in=candidates)} if candidates else {}
    for candidate in candidates:
        if found := _meant(candidate, admins):
            return found
        if candidate in records:
            return _of_id(records[candidate].permanent_id, admins)
    last = path.rstrip("/").rpartition("/id/")[2]
    return _of_id(last, admins)


def _meant(path: str, admins: Admins) -> db.Model | None:
    """The item that this address is of, were it public."""
    try:
        match = resolve(f"/{path}", urlconf="editions.urls")
    except Resolver404:
        return None
    model = MEANT.get((match.url_name or "").partition("-")[0])
    if model not in admins or not match.kwargs:
        return None
    columns = {field.name for field in model._meta.concrete_fields}
    named = {name: value for name, value in match.kwargs.items() if name in columns}
    return model._default_manager.filter(**named).first() if named else None


def _of_id(permanent_id: str, admins: Admins) -> db.Model | None:
    parts = [
        model._default_manager.filter(permanent_id=permanent_id).order_by().values_list(Value(place), "pk")
        for place, model in enumerate(admins)
        if issubclass(model, Publishable)
    ]
    found = next(iter(parts[0].union(*parts[1:], all=True)), None) if parts else None
    return [*admins][found[0]]._default_manager.filter(pk=found[1]).first() if found else None
