"""What must be found is found under everything that pages, letters and agencies put round a text."""

import pytest

from editions.wire import as_json, read

from .known import KNOWN
from .pages import PAGES


def asked(found: dict, name: str):
    """One thing of a reading in the short form in which it is expected."""
    match name:
        case "dateline":
            return found["dateline"] and list(found["dateline"].values())
        case "nbody":
            return len(found["body"])
        case "ncaptions":
            return len(found["captions"])
        case "captions":
            return [one["text"] for one in found["captions"]]
        case "edition":
            return found["edition"] and found["edition"]["number"]
        case "body_start":
            return found["body"][0]
        case "codes":
            return [one["code"] for one in found["warnings"] if one["code"] != "chrome"]
    return found[name]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_for_what_is_in_it(name):
    text, expected = PAGES[name][0], dict(PAGES[name][1])
    found = as_json(read(text, KNOWN))
    for detail in expected.pop("contacts_has", []):
        assert any(detail in one for one in found["contacts"])
    start = expected.pop("body_start", "")
    assert start == "" or found["body"][0].startswith(start)
    assert {one: asked(found, one) for one in expected} == expected


def test_nothing_of_a_page_is_left_out_unseen():
    """Lines that are neither the text nor taken off are labels alone: a clock, ``Source:``, ``Contacts``."""
    text, _expected = PAGES["a market site's copy of PR Newswire"]
    reading = read(text, KNOWN)
    seen = {place for one in [*reading.chrome, *reading.body, *reading.captions] for place in range(*one.span)}
    for line in ("PR Newswire\n", "- Youth session", "Read more"):
        assert text.index(line) in seen


def test_names_are_known_in_any_form_of_their_characters():
    reading = read("第二十屆北京—東京論壇開幕\n\n見本機構總裁李測試致辭，例題太郎隨後發言。", KNOWN)
    assert [(one.speaker, one.title, one.sure) for one in reading.people] == [
        ("ceshi-li", "見本機構總裁", True),
        ("taro-reidai", None, True),
    ]
    assert reading.warnings == ()
