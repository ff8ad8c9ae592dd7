"""What editors decided of an item, told beside its states: warnings gone past with their reason, approvals."""

from collections import defaultdict

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import approving
from editions.models import Acknowledgement, Approval, roles

from . import clocks


def decisions(item, states, zones, has_older) -> dict[int, list[str]]:
    """By the key of the state that stood when they were made, the latest first; two queries.

    ``states`` are the latest first. What was decided before the first of all stands beside it, unless it ``has_older``.
    """
    found = defaultdict(list)
    if not states:
        return found
    given = [*approving.of_item(Acknowledgement, item), *approving.of_item(Approval, item)]
    for one in sorted(given, key=lambda one: one.at, reverse=True):
        state = next((state for state in states if state.made_at <= one.at), None if has_older else states[-1])
        if state is not None:
            found[state.pk].append(_in_words(one, zones))
    return found


def _in_words(one: Acknowledgement | Approval, zones) -> str:
    said = {"by": roles.signature(one.by, one.side), "at": clocks.in_words(one.at, zones)}
    if isinstance(one, Approval):
        return _("Approved by %(by)s, %(at)s") % said
    words = _("%(warning)s Gone past by %(by)s, %(at)s: “%(reason)s”")
    return words % (said | {"warning": one.in_words(get_language()), "reason": one.reason})
