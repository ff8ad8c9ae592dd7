"""Speakers as lists show them: by delegation, under the reader's and the native name, with the titles held then."""

from collections.abc import Callable, Iterable

from django.db.models import F, Prefetch, Value, Window
from django.db.models.functions import Coalesce, NullIf, RowNumber
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording
from editions.charts import Placement
from editions.languages import Text, language_name
from editions.models import Appearance, Photo, Side, Speaker, prepared

from . import shapes


def side_by_side(speakers):
    """In the order of names, the delegations advancing together, so that every page of the list shows both."""
    name = Coalesce(NullIf("family_name", Value("")), "given_name")  # some people have one name only
    place = Window(RowNumber(), partition_by=F("delegation"), order_by=[name, "given_name", "id"])
    return speakers.annotate(place=place).order_by("place", F("delegation__order").asc(nulls_last=True), "id")


def with_last_appearances(speakers, user):
    """Each with its visible appearances as ``seen``, the latest first, in one more query."""
    appearances = Appearance.objects.visible_to(user).order_by("-edition__number", "order", "id")
    seen = appearances.annotate(edition_year=F("edition__year"))
    return speakers.prefetch_related(Prefetch("appearances", seen, to_attr="seen"))


def with_portraits(speakers, user):
    """Each with its delegation, and with its portrait if this visitor may see it."""
    return speakers.select_related("delegation").prefetch_related(portraits(user))


def with_visible_portraits(speakers: list[Speaker], user) -> list[Speaker]:
    """The portraits of speakers that are loaded; one query where one of them has any."""
    give_portraits(speakers, visible_photos(user, (speaker.portrait_id for speaker in speakers)))
    return speakers


def give_portraits(speakers: Iterable[Speaker], photos: dict[int, Photo]) -> None:
    for speaker in speakers:
        speaker.portrait = photos.get(speaker.portrait_id)


def visible_photos(user, keys: Iterable[int | None]) -> dict[int, Photo]:
    """By their keys those that this visitor may see, in one query where any is asked for."""
    wanted = sorted({key for key in keys if key})
    return {photo.pk: photo for photo in photos_among(user, photos=wanted)} if wanted else {}


@prepared
def photos_among(visible, photos):
    return visible(Photo).filter(pk__in=photos)


def portraits(user, path: str = "") -> Prefetch:
    """The portraits this visitor may see, of speakers or of what leads to them by ``path``."""
    return Prefetch(f"{path}portrait", Photo.objects.visible_to(user))


def in_delegations(
    speakers: Iterable[Speaker], row: Callable[[Speaker], dict], counts: dict | None = None
) -> list[dict]:
    """The delegations in their order, then people of none, each with the rows of its speakers in the order given.

    ``counts`` gives the size of a delegation by its key where the rows are only a part of it.
    """
    sides = list(Side.objects.all())
    places = [*list(Placement)[: len(sides)], Placement.MIDDLE]
    groups = []
    for side, place in zip([*sides, None], places, strict=False):
        key = side.pk if side else None
        rows = [row(speaker) for speaker in speakers if speaker.delegation_id == key]
        if rows:
            label = side.text("delegation") if side else _("Other speakers")
            count = counts.get(key, 0) if counts else len(rows)
            groups.append({"label": label, "placement": place, "count": count, "rows": rows})
    return groups


def listed_row(speaker: Speaker, address: Callable[..., str]) -> dict:
    """In the list of everybody: the last title that is recorded, its year, the number of editions."""
    last = next((appearance for appearance in speaker.seen if appearance.text("title")), None)
    return {
        **shapes.speaker(speaker, address),
        "title": last.text("title") if last else "",
        "year": wording.year(last.edition_year, get_language() or "") if last else "",
        "count": len({appearance.edition_id for appearance in speaker.seen}),
    }


def appearing_row(speaker: Speaker, appearances: list[Appearance], address: Callable[..., str]) -> dict:
    """In one edition: the titles held then, the roles, the sessions, and whether only the programme says so."""
    titles = [title for appearance in appearances if (title := appearance.text("title"))]
    sessions = {appearance.session_id: appearance.session for appearance in appearances if appearance.session_id}
    return {
        **shapes.speaker(speaker, address),
        "titles": list(dict.fromkeys(titles)),
        "role": shapes.role_words(appearances),
        "sessions": [{"title": one.text("title"), "url": one.get_absolute_url()} for one in sessions.values()],
        "unconfirmed": not any(appearance.is_confirmed for appearance in appearances),
    }


def names_of(speaker: Speaker) -> list[dict]:
    """The name in every language and script that is recorded, each with what the language is called."""
    asked = get_language() or ""
    names = {code: speaker.text("name", code) for code in speaker.languages_of("name")}
    rows = [{"label": language_name(code), "name": name} for code, name in names.items()]
    if (form := speaker.name_zh_hant_form) and form not in {name.value for name in names.values()}:
        rows.append({"label": language_name("zh-hant"), "name": Text(form, "zh-hant", asked)})
    if speaker.reading:
        rows.append({"label": _("Reading"), "name": Text(speaker.reading, "ja", asked)})
    return rows


def aliases_of(speaker: Speaker) -> list[Text]:
    """Other forms of the name, each in the language its script tells."""
    native = speaker.delegation.language if speaker.delegation else ""
    return [shapes.as_printed(alias.name, native) for alias in speaker.aliases.all()]
