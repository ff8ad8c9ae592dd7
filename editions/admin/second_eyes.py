"""A second pair of eyes on the page of publishing: whose approval counts, who gave theirs, and of which state."""

from django.contrib.auth.models import User
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import approving, revisions, wording
from editions.models import Approval, PressRelease, SecondEyes, roles
from editions.rehearsal import rehearsed

from . import clocks

MOST_NAMED = 10
APPROVE = "editions.approve_releases"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def second_eyes(request, item) -> dict | None:
    """What the page shows; None where the forum asks for nobody."""
    rule = approving.rule_of_second_eyes()
    if not isinstance(item, PressRelease) or rule == SecondEyes.NONE:
        return None
    author = approving.last_author(item)
    with rehearsed(item) as changed:
        digest = approving.digest_of(changed)
    zones = clocks.zones(request)
    why_not = why_it_would_not_count(request.user, author, rule)
    approvals = list(approving.of_item(Approval, item)[:5])
    now = [one.by for one in approvals if one.digest == digest and one.by and approving.is_second(one.by, author, rule)]
    return {
        "approvals": [
            {
                "by": roles.signature(one.by, one.side),
                "at": clocks.in_words(one.at, zones),
                "is_earlier": one.digest != digest,
            }
            for one in approvals
        ],
        "may_approve": request.user.has_perm(APPROVE) and not why_not and request.user not in now,
        "lacking": "" if now else _lacking(None if why_not else author, rule),
        "counts": not now and not why_not and request.user.has_perm("editions.publish_pressrelease"),
        "why_not": "" if now else why_not,
        "who": [roles.signature(user) for user in _who_count(author, rule)],
    }


def _lacking(author, rule) -> str:
    """That nobody who counts has approved this state, and who changed it last."""
    said = (
        _("Nobody of the other house has approved this state.")
        if rule == SecondEyes.OTHER_HOUSE
        else _("Nobody but its last author has seen this state.")
    )
    changed = _("%(author)s changed it last.") % {"author": roles.signature(author)} if author else ""
    return wording.sentences([changed, said], get_language() or "")


def why_it_would_not_count(user, author, rule) -> str:
    """A sentence for whoever cannot be the second pair; empty for whoever can."""
    if rule == SecondEyes.NONE or approving.is_second(user, author, rule):
        return ""
    if user == author:
        return _("You changed it last: somebody else looks at it now.")
    return _("Somebody of the other house than %(author)s, who changed it last, looks at it now.") % {
        "author": roles.signature(author)
    }


def _who_count(author, rule) -> list[User]:
    users = User.objects.with_perm(APPROVE, backend=BACKEND, include_superusers=False).select_related("editor__side")
    users = users.exclude(pk=author.pk) if author else users
    if rule == SecondEyes.OTHER_HOUSE:
        side = revisions.side_of(author) if author else None
        users = users.exclude(editor__side=side).filter(editor__side__isnull=False) if side else users.none()
    return list(users.order_by("pk")[:MOST_NAMED])
