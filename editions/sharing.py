"""Links for people without an account: who may open what, and what is noted of it."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models as db
from django.utils import timezone
from django.utils.translation import gettext as _

from editions import gate, working
from editions.models import (
    Appearance,
    DocumentFile,
    Photo,
    PublicByParents,
    Publishable,
    Session,
    ShareLink,
    ShareLinkUse,
    Speaker,
    Status,
)

MOST_USES = 1000  # noted of one link: who has it cannot fill the disk with it
Kind = ShareLink.Kind


def give(item: Publishable, *, kind: str, name: str, expires_at: datetime, by: User) -> tuple[ShareLink, str]:
    """A new link and its key, which cannot be read again. Raises ``ValidationError``."""
    if expires_at <= timezone.now():
        raise ValidationError({"expires_at": _("A link ends later than now.")})
    if kind == Kind.PRESS and not item.is_embargoed:
        raise ValidationError({"kind": _("Only what is scheduled can be read under embargo.")})
    link = ShareLink(kind=kind, name=name, expires_at=expires_at, created_by=by)
    link.content_type, link.object_id = working.type_of(item), item.pk
    key = link.new_key()
    link.full_clean()
    link.save()
    return link, key


def revoke(link: ShareLink) -> None:
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])


def links_of(item: db.Model) -> Any:
    links = ShareLink.objects.filter(content_type=working.type_of(item), object_id=item.pk)
    return links.select_related("created_by__editor__side")


def note_use(link: ShareLink, address: str, was_open: bool) -> None:
    if link.uses.count() < MOST_USES:
        ShareLinkUse.objects.create(link=link, address=address[:200], was_open=was_open)


def note_file(link: ShareLink, address: str, was_open: bool) -> None:
    """A picture or a document asked for with the key: once a day each, or a page of pictures would be all that is noted."""
    since = timezone.now() - timedelta(days=1)
    if not link.uses.filter(address=address[:200], was_open=was_open, at__gt=since).exists():
        note_use(link, address, was_open)


def is_open(link: ShareLink, item: Publishable) -> bool:
    """Whether the link shows the item now: nothing that was withdrawn, and to the press nothing that is not scheduled."""
    if item.status == Status.WITHDRAWN:
        return False
    return link.is_open() and (link.kind != Kind.PRESS or item.is_embargoed)


def is_over(link: ShareLink, item: Publishable | None) -> bool:
    """Whether the address says the same with and without the key: the hour has come, or all are told of the withdrawal."""
    return item is not None and (item.was_withdrawn() or (link.kind == Kind.PRESS and item.is_itself_public()))


def shown_by(item: Publishable, kind: str = Kind.PREVIEW) -> list[Publishable]:
    """The item and what is published with it: all that a link shows before its time.

    To the press only what will be public at the same moment: a photograph nobody has scheduled is nobody's promise.
    """
    along = gate.belongings(item)
    if kind == Kind.PRESS:
        along = [one for one in along if one.is_public(item.publish_at)]
    return [item, *along]


def rows_shown_by(item: Publishable) -> list[PublicByParents]:
    """Rows of the item that hang on its edition too, and are seen with it: of speakers whom readers know already."""
    if not isinstance(item, Session):
        return []
    known = Speaker.objects.published().values("pk")
    return list(Appearance.objects.filter(session=item, speaker__in=known))


def addresses(items: list[Publishable]) -> list[str]:
    """The addresses of these below a language, without the slash at the end: ``/press/2024/opening``."""
    found = [item.get_absolute_url() for item in items if hasattr(item, "get_absolute_url")]
    return ["/" + address.split("/", 2)[2].rstrip("/") for address in found]


def is_among(path: str, places: list[str]) -> bool:
    """Whether a path below a language is one of these, or belongs to one: its files, its versions."""
    below = "/" + path.split("/", 2)[2] if path.count("/") > 1 else path
    return any(below == place or below.startswith((f"{place}/", f"{place}.")) for place in places)


def has_file(items: list[Publishable], token: str) -> bool:
    """Whether a stored file belongs to one of these."""
    if any(isinstance(item, Photo) and item.token == token for item in items):
        return True
    documents = [item.pk for item in items if item._meta.model_name == "document"]
    return DocumentFile.objects.filter(token=token, document__in=documents).exists()
