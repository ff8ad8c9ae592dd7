"""What belongs to the archive of an edition: the addresses of its pages, and its rows of the open data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import override

from editions import models, open_data


def scope_of(edition: models.Edition) -> tuple[str, ...]:
    """The addresses below a language whose pages belong to an edition, and those of the files that go with them."""
    speakers = models.Appearance.objects.published().filter(edition=edition).values("speaker")
    houses = models.Partnership.objects.published().filter(edition=edition).values("organisation")
    topics = models.Session.objects.published().filter(edition=edition).values("topic")
    rows: Iterable[Any] = (
        *models.Session.objects.published().filter(edition=edition),
        *models.Speaker.objects.published().filter(pk__in=speakers),
        *models.Organisation.objects.published().filter(pk__in=houses),
        *models.Topic.objects.published().filter(pk__in=topics),
        *models.PressRelease.objects.published().filter(edition=edition),
        *models.Photo.objects.published().filter(edition=edition),
        *models.Document.objects.published().filter(edition=edition),
        *models.Survey.objects.published().filter(edition=edition),
        *models.Page.objects.published(),
    )
    with override(settings.LANGUAGE_CODE):
        return (below(edition.get_absolute_url()), *(below(row.get_absolute_url()) for row in rows))


def tables_of(edition: models.Edition | None) -> Iterator[tuple[str, bytes]]:
    """The open data as files, of one edition or of all."""
    speakers = models.Appearance.objects.published().filter(edition=edition).values("speaker")
    narrowed: dict[str, dict[str, Any]] = {
        "editions": {"pk": edition and edition.pk},
        "sessions": {"edition": edition},
        "speakers": {"pk__in": speakers},
        "appearances": {"edition": edition},
        "releases": {"edition": edition},
        "survey": {"survey__edition": edition},
        "topics": {"pk__in": models.Session.objects.published().filter(edition=edition).values("topic")},
        "documents": {"edition": edition},
        "clauses": {"document__edition": edition},
    }
    for name, table in open_data.TABLES.items():
        rows = list(table.values(**(narrowed[name] if edition else {})))
        yield f"data/{name}.csv", b"".join(open_data.as_csv(table, rows))
        yield f"data/{name}.json", b"".join(open_data.as_json({"table": name, "meaning": table.meaning}, rows))
        yield f"data/{name}.schema.json", as_json(table.schema())


def below(address: str) -> str:
    """The part of an address below its language."""
    return address.split("/", 2)[2]


def as_json(value: Any) -> bytes:
    # "<" is written so that no text can end the script it stands in.
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).replace("<", "\\u003c").encode()
