"""What goes with a release: its corrections, photographs, documents, contacts, those it mentions, and others of its edition."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest

from editions.models import (
    Appearance,
    Contact,
    Correction,
    Document,
    Photo,
    PressRelease,
    Speaker,
    SpeakerAlias,
    prepared,
)

from . import shapes

BESIDE = 6


@prepared
def corrections_of(visible, release):
    return visible(Correction).filter(release=release)


@prepared
def photos_of(visible, release):
    return (
        visible(Photo).filter(release_photos__release=release).order_by("release_photos__order", "release_photos__id")
    )


@prepared
def documents_of(visible, release):
    documents = visible(Document).filter(release_documents__release=release)
    return documents.order_by("release_documents__order", "release_documents__id")


@prepared
def contacts_of(_visible, release):
    return Contact.objects.filter(releases=release).select_related("side")


@prepared
def speakers_in(visible, release):
    """The speakers a release mentions."""
    return visible(Speaker).filter(releases=release).select_related("delegation")


@prepared
def aliases_in(_visible, release):
    """Every other form of their names."""
    return SpeakerAlias.objects.filter(speaker__releases=release)


@prepared
def titles_held(visible, edition, release):
    """The appearances at an edition of those a release mentions."""
    return visible(Appearance).filter(edition=edition, speaker__releases=release).order_by("order", "id")


@prepared
def others_of_edition(visible, edition, release):
    return visible(PressRelease).filter(edition=edition).exclude(pk=release).brief().newest_first()[:BESIDE]


def names_of(speakers: Iterable[Speaker], language: str) -> dict[str, list[str]]:
    """By the address of each, the forms of the name that may stand in a text in this language."""
    address = shapes.addresses("speaker-detail")
    found = {}
    for speaker in speakers:
        name = speaker.text("name", language)
        of_language = [name.value] if name.language == language else []
        latin = [f"{speaker.given_name} {speaker.family_name}", f"{speaker.family_name} {speaker.given_name}"]
        found[address(speaker.slug)] = [*of_language, *latin, *(alias.name for alias in speaker.aliases.all())]
    return found


def mentioned(request: HttpRequest, release: PressRelease, speakers: Sequence[Speaker]) -> list[dict]:
    """The speakers a release mentions, with the title each held at its edition."""
    titles: dict = {}
    held = (
        titles_held(request.user, edition=release.edition_id, release=release.pk)
        if release.edition_id and speakers
        else []
    )
    for appearance in held:
        if title := appearance.text("title"):
            titles.setdefault(appearance.speaker_id, title)
    address = shapes.addresses("speaker-detail")
    return [
        {
            **shapes.speaker(speaker, address, title=titles.get(speaker.pk, "")),
            "palette": speaker.delegation.palette if speaker.delegation else "",
        }
        for speaker in speakers
    ]


def related(request: HttpRequest, release: PressRelease) -> list[dict]:
    """The newest other releases of the same edition."""
    if not release.edition_id:
        return []
    others = others_of_edition(request.user, edition=release.edition_id, release=release.pk)
    address = shapes.addresses("press-detail", 2)
    return [shapes.release(other, address) for other in others]


def shown(photos) -> list[dict]:
    """Photographs that have a picture to show."""
    address = shapes.addresses("photo-detail")
    return [row for photo in photos if (row := shapes.photo(photo, address))["image"]]
