"""What a correction's public note may say, proposed from the difference between two texts. Editors have the last word."""

import difflib
from collections.abc import Iterator, Mapping

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from modeltranslation.utils import build_localized_fieldname

from editions import comparing, prose, wording, working
from editions.models import Correction, PressRelease, ReaderNote, Revision, language_codes
from editions.snapshots import new_row_id

Row = dict[str, str]

LONGEST = 80  # characters of a change that are quoted; a longer one is only told of
MOST = 3  # changes of one paragraph that are told one by one
AROUND = 4  # characters beside a change in scripts without blanks: a single sign says nothing
ROOM = 1000  # characters of a note
_STOPS = frozenset("、。，．；：？！「」『』“”‘’（）《》—…\n ")


def propose(release: PressRelease, by: User | None) -> bool:
    """Put a correction with proposed notes into the release's draft. False where the draft changes no text."""
    saved = working.document_of(release)
    draft = working.draft_of(release)
    document = working.document_in_hand(draft, saved)
    notes = {
        build_localized_fieldname("note", code): proposed_note(saved["fields"], document["fields"], code)
        for code in release.ready_languages
    }
    if not any(notes.values()):
        return False
    rows = [*document["inlines"]["corrections"], _row(notes)]
    document = document | {"inlines": document["inlines"] | {"corrections": rows}}
    unread, files = (draft.unread, draft.files) if draft else ({}, {})
    working.save(release, document, by, unread=unread, files=files, what=Revision.What.DRAFT)
    return True


def reported_row(release: PressRelease, note: ReaderNote) -> Row:
    """A correction to begin with when a reader has reported an error: it says where, in the words of that language."""
    notes = {}
    for code in release.ready_languages:
        with override(code):
            if code == note.language and note.passage and len(note.passage) <= LONGEST:
                words = _("%(passage)s was corrected after a reader’s report.")
                text = words % {"passage": wording.quote(note.passage, code)}
            else:
                text = _("A mistake was corrected after a reader’s report.")
        notes[build_localized_fieldname("note", code)] = text
    return _row(notes)


def _row(notes: dict[str, str]) -> Row:
    """A correction of now as a row of a document."""
    row = {"id": new_row_id(), "kind": Correction.Kind.CORRECTION.value, **notes}
    row["made_at"] = timezone.now().isoformat(timespec="seconds")
    for code in language_codes():
        row.setdefault(build_localized_fieldname("note", code), "")
    return row


def proposed_note(before: Mapping[str, str], after: Mapping[str, str], language: str) -> str:
    """The sentences on what changed in one language, in that language; "" where nothing did. By column (``body_en``)."""

    def both(field: str) -> tuple[str, str]:
        column = build_localized_fieldname(field, language)
        return before.get(column) or "", after.get(column) or ""

    with override(language):
        sentences = [
            *_in_line(*both("headline"), _("In the headline"), language),
            *_in_line(*both("standfirst"), _("In the standfirst"), language),
            *_in_body(*both("body"), language),
        ]
        old, new = both("dateline_city")
        if old != new:
            sentences.append(_("The place in the dateline was changed."))
        if len(set(both("boilerplate"))) > 1:
            sentences.append(_("The text about the forum was changed."))
    blank = "" if language.startswith(("zh", "ja")) else " "
    note = ""
    for sentence in sentences:
        longer = blank.join(filter(None, [note, sentence]))
        note = longer if len(longer) <= ROOM else note
    return note


def _in_body(old: str, new: str, language: str) -> Iterator[str]:
    first, second = prose.paragraphs(old), prose.paragraphs(new)
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        pairs = min(a2 - a1, b2 - b1)
        for n in range(pairs):
            place = _("In paragraph %(number)s") % {"number": b1 + n + 1}
            yield from _in_line(first[a1 + n], second[b1 + n], place, language)
        for n in range(a1 + pairs, a2):
            yield _("Paragraph %(number)s of the earlier text was removed.") % {"number": n + 1}
        for n in range(b1 + pairs, b2):
            yield _("Paragraph %(number)s is new.") % {"number": n + 1}


def _in_line(old: str, new: str, place: str, language: str) -> Iterator[str]:
    changes = list(_changes(old, new))
    if len(changes) > MOST or any(len(text) > LONGEST for change in changes for text in change):
        yield _("%(place)s, the wording was changed.") % {"place": place}
        return
    for gone, come in changes:
        words = {"place": place, "old": wording.quote(gone, language), "new": wording.quote(come, language)}
        if not gone:
            yield _("%(place)s, %(new)s was added.") % words
        elif not come:
            yield _("%(place)s, %(old)s was removed.") % words
        else:
            yield _("%(place)s, %(old)s now reads %(new)s.") % words


def _changes(old: str, new: str) -> Iterator[tuple[str, str]]:
    """What went and what came in its place, one pair for each spot."""
    found = comparing.pieces(old, new)
    for place, piece in enumerate(found):
        if piece.kind == "same" or (piece.kind == "new" and place and found[place - 1].kind == "gone"):
            continue
        after = found[place + 1] if place + 1 < len(found) else None
        gone = piece.text if piece.kind == "gone" else ""
        come = piece.text if piece.kind == "new" else (after.text if after and after.kind == "new" else "")
        head, tail = "", ""
        if comparing.has_no_blanks(gone + come) and (gone and come):
            last = place + (2 if after and after.kind == "new" else 1)
            head = _end(found[place - 1].text) if place else ""
            tail = _start(found[last].text) if last < len(found) else ""
        yield (head + gone + tail).strip(), (head + come + tail).strip()


def _end(text: str) -> str:
    return _start(text[::-1])[::-1]


def _start(text: str) -> str:
    """The first few signs, up to a stop."""
    kept = ""
    for sign in text[:AROUND]:
        if sign in _STOPS:
            break
        kept += sign
    return kept
