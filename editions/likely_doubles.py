"""Items of which there may be two records, and pairs that an editor knows to be two."""

from typing import Any

from django.contrib.auth.models import User
from django.db import models as db
from modeltranslation.utils import build_localized_fieldname

from editions import doubles, working
from editions.joining import forms_of, must_be_two_of_a_kind
from editions.models import Distinction, Organisation, Publishable, Speaker, language_codes


def likely(model: type[Publishable] = Speaker) -> list[doubles.Pair]:
    """Items of which there may be two records; those withdrawn are left out, and pairs that somebody keeps apart.

    Speakers by sound and characters; organisations where one is called what the other is, was or is also called.
    """
    rows = model._default_manager.not_withdrawn().prefetch_related("aliases").order_by("pk")
    rows = rows.prefetch_related("names") if model is Organisation else rows
    apart = {(one.one_id, one.other_id) for one in kept_apart(model)}
    found = doubles.pairs(map(_names if model is Speaker else _names_of_a_body, rows))
    return [pair for pair in found if (pair.key, pair.other) not in apart]


def kept_apart(model: type[db.Model]) -> Any:
    """The pairs that were said to be two; the latest first."""
    return Distinction.objects.filter(content_type=working.type_of(model)).select_related("made_by")


def keep_apart(one: Any, other: Any, *, by: User | None) -> Distinction:
    """Note that two records alike are of two. Raises ``ValidationError`` where they are not two of one kind."""
    must_be_two_of_a_kind(one, other)
    first, second = sorted([one.pk, other.pk])
    found, _is_new = Distinction.objects.get_or_create(
        content_type=working.type_of(one), one_id=first, other_id=second, defaults={"made_by": by}
    )
    return found


def _names_of_a_body(one: Any) -> doubles.Names:
    names = tuple(dict.fromkeys(forms_of(one)))
    return doubles.Names(one.pk, "", "", names, (*names, *(alias.name for alias in one.aliases.all())))


def _names(one: Speaker) -> doubles.Names:
    names = [getattr(one, build_localized_fieldname("name", code)) for code in language_codes()]
    others = tuple(alias.name for alias in one.aliases.all())
    return doubles.Names(
        one.pk, one.family_name, one.given_name, tuple(filter(None, [*names, one.name_zh_hant_form])), others
    )
