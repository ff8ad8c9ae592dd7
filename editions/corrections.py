"""What a correction changed: the texts there were before it, kept with it, and the languages it has not reached yet."""

from collections.abc import Sequence

from modeltranslation.utils import build_localized_fieldname

from editions.models import Correction, PressRelease

TRANSLATED = ("headline", "standfirst", "body", "boilerplate", "dateline_city")
PLAIN = ("wire", "source_line", "byline")


def readable_texts(release: PressRelease) -> dict[str, str]:
    """What readers read of it now, by column, in the languages they may see it in; nothing of what is not public."""
    if not release.is_public():
        return {}
    columns = [build_localized_fieldname(field, code) for code in release.ready_languages for field in TRANSLATED]
    return {column: getattr(release, column) or "" for column in (*columns, *PLAIN)}


def keep_earlier(before: dict[str, str], release: PressRelease, corrections: Sequence[Correction]) -> None:
    """Give the first of the new corrections the texts that this save replaced. ``before`` as ``readable_texts`` found it.

    A language that was held back meanwhile was not corrected, nor one that came out.
    """
    after = readable_texts(release)
    earlier = {column: text for column, text in before.items() if column in after and after[column] != text}
    if earlier and corrections:
        corrections[0].earlier = earlier
        corrections[0].save(update_fields=["earlier"])


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
