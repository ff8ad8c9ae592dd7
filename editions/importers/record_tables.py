"""How a row of each research table is looked for among what is published.

Every check takes the site, the row's number from 1 and its cells, and returns an Outcome. An empty cell asks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db.models import TextChoices

from editions import models, prose
from editions.folding import fold

from .record_polls import answer, poll, poll_value, question
from .record_site import LANGUAGES, Outcome, Site, differences, in_languages, not_there, plain, sources

PLACEHOLDER = re.compile(r"^\(.*\)$|^Printed as ")
GLOSS = re.compile(r"\s*\([^()]*[\u3040-\u9fff][^()]*\)")
VOCABULARIES: dict[str, type[TextChoices]] = {
    "role": models.Appearance.Role,
    "delivery": models.Appearance.Mode,
    "session-part": models.Appearance.Part,
    "session-kind": models.Session.Kind,
    "session-status": models.Session.State,
    "edition-status": models.Edition.State,
    "edition-mode": models.Edition.Mode,
    "partnership": models.Partnership.Role,
    "document-kind": models.Document.Kind,
    "text-standing": models.Standing,
    "release-kind": models.PressRelease.Kind,
    "record-kind": models.Record.Kind,
    "record-basis": models.Record.Basis,
    "record-quoting": models.Record.Quoting,
    "survey-population": models.Population,
}


def edition(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    row = site.editions.get(cells["number"])
    if row is None:
        return not_there("such edition")
    days = [("first day", cells["start_date"], row.starts_on), ("last day", cells["end_date"], row.ends_on)]
    problems = differences([("year", cells["year"], row.year), *days, ("theme_en", cells["theme_en"], row.theme_en)])
    if cells["participants"] and (cells["number"], cells["participants"]) not in site.figures:
        problems.append(f"no figure says {cells['participants']}")
    cities = {venue.city_en for venue in row.venues.all()}
    problems += [
        f"no venue is in {city}" for city in cells.get("host_city", "").split("; ") if city not in {"", *cities}
    ]
    hosts = [part.organisation_id for part in row.partnerships.all()]
    for name in filter(None, cells.get("co_hosts", "").split("; ")):
        if not any(called(house, name) for house in site.organisations.values() if house.pk in hosts):
            problems.append(f"{name} has no part in it")
    return Outcome(f"edition {row.number}", problems + sources(cells["source_url"], row))


def theme(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    row = site.editions.get(cells["edition"])
    if row is None:
        return not_there("such edition")
    flags = zip(("en_official", "zh_official", "ja_official"), LANGUAGES, strict=True)
    said = [(f"wording {code}", cells[name], yes(getattr(row, f"theme_is_official_{code}"))) for name, code in flags]
    return Outcome(f"edition {row.number}", in_languages(cells, "theme", row, "theme") + differences(said))


def summary(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    row = site.editions.get(cells["edition"])
    if row is None:
        return not_there("such edition")
    texts = ((f"summary_{code}", cells[f"summary_{code}"], getattr(row, f"summary_{code}")) for code in LANGUAGES)
    return Outcome(f"edition {row.number}", differences((a, b, prose.plain_text(c)) for a, b, c in texts))


def session(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    row = site.sessions.get(site.of("sessions_tr.csv", number).get("slug", ""))
    if row is None:
        return not_there("such session")
    clocks = [(name, cells[name], f"{getattr(row, name):%H:%M}" if getattr(row, name) else "") for name in CLOCKS]
    problems = differences(
        [("edition", cells["edition"], row.edition.number), ("day", cells["date"], row.day), *clocks]
    )
    return Outcome(f"session {row.slug}", problems + sources(cells["source_url"], row))


CLOCKS = ("start_time", "end_time")


def session_texts(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    row = site.sessions.get(cells["slug"])
    if row is None:
        return not_there("such session")
    said = [
        (f"wording {c}", cells[f"title_{c}_official"], yes(getattr(row, f"title_is_official_{c}"))) for c in LANGUAGES
    ]
    said += [("topic", cells["topic_slug"], row.topic.slug if row.topic else ""), ("kind", cells["kind"], row.kind)]
    return Outcome(f"session {row.slug}", in_languages(cells, "title", row, "title") + differences(said))


def topic(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    row = site.topics.get(cells["slug"])
    if row is None:
        return not_there("such topic")
    return Outcome(f"topic {row.slug}", in_languages(cells, "name", row, "name"))


def appearance(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    slug = site.of("people_map.csv", number).get("slug", "")
    rows = site.appearances.get((cells["edition"], slug), [])
    told = cells["title_at_edition"]
    known = {words["role_as_in_data"]: words for words in site.tables.get("roles_map.csv", [])}
    role_words = known.get(cells.get("role", ""), {})
    codes = {code.strip() for code in role_words.get("role_codes", "").split(";") if code.strip()}
    for row in rows:
        # Notes are asked for what the table words otherwise than the site does; they are no part of what is shown.
        titles = {row.title_en, *re.findall(r"^Title in the sources: (.*)$", row.editor_note, re.MULTILINE)}
        placed = row.session_label == cells["session"] or bool(row.session_id)
        placed = placed and codes <= set(row.roles) and role_words.get("delivery_code", "") in ("", row.mode)
        if placed and (told in titles or PLACEHOLDER.match(told) or not told) and not sources(cells["source_url"], row):
            return Outcome(f"speaker {slug}, edition {cells['edition']}")
    return not_there(f"appearance of {slug or cells['full_name']} in edition {cells['edition']} with this title")


def speaker_of(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    return Outcome(f"speaker {cells['slug']}") if cells["slug"] in site.speakers else not_there("such speaker")


def speaker(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    row = site.speakers.get(cells["slug"])
    if row is None:
        return not_there("such speaker")
    names = ("family_name", "given_name", "name_en")
    forms = (("native_zh_hans", "name_zh_hans"), ("native_ja", "name_ja"), ("native_zh_hant", "name_zh_hant_form"))
    said = [(name, cells[name], getattr(row, name)) for name in names]
    said += [(there, cells[here], getattr(row, there)) for here, there in (*forms, ("reading_ja", "reading"))]
    said += [("name is certain", cells["certain"], yes(row.is_certain))]
    said += [("delegation", cells["delegation"], row.delegation.country_en if row.delegation else "")]
    problems = differences(said)
    absent = [one for one in cells["aliases"].split(" | ") if one and one not in site.aliases[row.pk]]
    unsure = [one for one in absent if row.name_ja and one != row.name_ja and row.name_ja.startswith(one)]
    problems += [f"the form {one} is not given" for one in absent if one not in unsure]
    left = f", without {', '.join(unsure)}: a family name alone, which fits others too" if unsure else ""
    return Outcome(f"speaker {row.slug}{left}", problems)


def title(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    if cells["title_en"].startswith("(") and PLACEHOLDER.match(cells["title_en"]):
        return Outcome(reason="a placeholder, no title: the site says that it is not recorded")
    if (cells["title_zh_hans"], cells["title_ja"]) in site.titles:
        return Outcome("held in an appearance")
    return not_there("appearance with this title")


def role(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    codes = {code.strip() for code in cells["role_codes"].split(";")}
    if unknown := codes - set(models.Appearance.Role.values):
        return not_there(f"role {', '.join(sorted(unknown))}")
    held = any(codes <= there for there in site.role_sets)
    return Outcome("held in an appearance") if held else not_there("appearance with these roles")


def institution(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    zh, ja = cells["name_zh_hans"], cells["name_ja"]
    if zh and ja and any(zh in held_zh and ja in held_ja for held_zh, held_ja in site.titles):
        return Outcome("in a title held")
    return Outcome(
        reason="a glossary behind the titles: the title that uses it words it otherwise, or it is an organisation"
    )


def word(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    group, code = cells["group"], cells["code"]
    if group == "delegation":
        return Outcome(f"side {code}") if code in {side.code for side in site.sides} else not_there("such side")
    if group not in VOCABULARIES:
        return not_there(f"vocabulary {group}")
    if code in VOCABULARIES[group].values:
        return Outcome(f"{group} {code}")
    part = next((value for value in VOCABULARIES[group].values if code.startswith(f"{value}-")), "")
    return Outcome(f"{group} {part}, with its side") if part else not_there(f"{group} {code}")


def called(row: Any, name: str) -> bool:
    """Whether an organisation has this name, this short name, or one with the other in brackets."""
    wanted = fold(name)
    forms = [fold(one.name_en) for one in row.names.all()] + [fold(alias.name) for alias in row.aliases.all()]
    shorts = [fold(one.short_name_en) for one in row.names.all() if one.short_name_en]
    return wanted in [*forms, *shorts] or wanted.split(" (")[0] in [*forms, *shorts]


def house(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    found = next((row for row in site.organisations.values() if called(row, cells["name"])), None)
    if found is None:
        return not_there("such organisation")
    return Outcome(f"organisation {found.slug}", sources(cells["source_url"], found))


def house_name(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    row = site.organisations.get(cells["slug"])
    if row is None:
        return not_there("such organisation")
    problems = min(
        (in_languages(cells, "name", name, "name") for name in row.names.all()), key=len, default=["no name"]
    )
    aliases = {alias.name for alias in row.aliases.all()}
    problems += [f"the form {one} is not given" for one in cells["aliases"].split(" | ") if one and one not in aliases]
    return Outcome(f"organisation {row.slug}", problems)


def press(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    row = site.coverage.get(plain(cells["url"]))
    if row is None:
        return not_there("such coverage")
    problems = differences(
        [
            ("date", cells["date"], row.published_on),
            ("edition", cells.get("edition", ""), row.edition and row.edition.number),
        ]
    )
    for name, held in (("title", row.title), ("publisher", row.publisher)):
        if cells[name] != held and f"In the sources: {cells[name]}" not in row.editor_note:
            problems += differences([(name, cells[name], held)])
    return Outcome("coverage", problems)


def yes(flag: bool) -> str:
    return "yes" if flag else "no"


CHECKS: dict[str, Callable[[Site, int, dict[str, str]], Outcome]] = {
    "editions.csv": edition,
    "themes.csv": theme,
    "summaries.csv": summary,
    "sessions.csv": session,
    "sessions_tr.csv": session_texts,
    "topics.csv": topic,
    "people.csv": appearance,
    "people_map.csv": speaker_of,
    "names.csv": speaker,
    "titles.csv": title,
    "roles_map.csv": role,
    "institutions.csv": institution,
    "kinds_roles.csv": word,
    "organisations.csv": house,
    "organisations_tr.csv": house_name,
    "press.csv": press,
    "survey.csv": poll_value,
    "survey_meta.csv": poll,
    "survey_questions.csv": question,
    "survey_answers.csv": answer,
}
