"""What a correction changed: the texts there were before it, kept with it, and the languages it has not reached yet."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from modeltranslation.utils import build_localized_fieldname

from editions.models import Correction, Edition, Status
from editions.snapshots import READY, Snapshot

TRANSLATED = ("headline", "standfirst", "body", "boilerplate", "dateline_city", "source_line")
PLAIN = ("wire", "byline")


def readable_texts(document: Snapshot) -> dict[str, str]:
    """What readers read of a release in this state of its rows (``working.document_of``), by column.

    In the languages that are ready, while release and edition are public; nothing of what is not.
    """
    fields = document["fields"]
    since = fields["publish_at"] and datetime.fromisoformat(fields["publish_at"])
    if fields["status"] != Status.PUBLISHED or (since and since > timezone.now()):
        return {}
    if fields["edition"] and not Edition.objects.published().filter(pk=fields["edition"]).exists():
        return {}
    ready = [code for code in fields[READY] if fields[build_localized_fieldname("headline", code)]]
    columns = [build_localized_fieldname(field, code) for code in ready for field in TRANSLATED]
    return {column: fields[column] or "" for column in (*columns, *PLAIN)}


def keep_earlier(before: Snapshot, after: Snapshot) -> None:
    """Give the first correction that ``after`` has and ``before`` has not the texts that readers had until then.

    A language that was held back meanwhile was not corrected, nor one that came out.
    """
    known = {row["id"] for row in before["inlines"]["corrections"]}
    made = [row["id"] for row in after["inlines"]["corrections"] if row["id"] not in known]
    if not made:
        return
    now = readable_texts(after)
    earlier = {column: text for column, text in readable_texts(before).items() if now.get(column, text) != text}
    if earlier:
        first = Correction.objects.get(pk=min(made))
        first.earlier = earlier
        first.save(update_fields=["earlier"])


def awaiting(correction: Correction, later: Sequence[Correction], ready: Sequence[str]) -> list[str]:
    """Languages of the release in which the text has not been changed since this correction, ``later`` being those after it.

    Only where a text was changed and it matters to readers of all languages: a typing error is one language's own.
    """
    if correction.kind == Correction.Kind.TYPO or not correction.earlier:
        return []
    reached = {code for one in (correction, *later) for code in ready if has_text_in(one, code)}
    return [code for code in ready if code not in reached] if reached else []


def has_text_in(correction: Correction, code: str) -> bool:
    return any(build_localized_fieldname(field, code) in correction.earlier for field in TRANSLATED)
