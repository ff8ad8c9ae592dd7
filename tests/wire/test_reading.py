"""Texts of every format, read field by field, as they came and after everything that happens to texts on their way."""

import pytest

from editions.wire import as_json, read

from .dirt import CHINESE_ONLY, ENGLISH_ONLY, EVERYWHERE, JAPANESE_ONLY, apart, page
from .known import KNOWN
from .texts import CHINESE, ENGLISH, JAPANESE, STORIES, Story


def seen(text: str | bytes) -> dict:
    """A reading with what varies in width made short: the number of the edition, who is named, codes of warnings."""
    found = as_json(read(text, KNOWN))
    found["edition"] = found["edition"] and found["edition"]["number"]
    found["people"] = [one["speaker"] or one["name"] for one in found["people"]]
    found["warnings"] = [one["code"] for one in found["warnings"]]
    del found["organisations"]
    return found


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_text_is_read_completely(story: Story):
    assert seen(story.text) == story.reading


def dirty(stories: list[Story], ways: list) -> list:
    """Every story in every way; lines that are broken already cannot be set apart any more."""
    return [
        pytest.param(story, way, id=f"{story.name}-{way.__name__}")
        for story in stories
        for way in ways
        if way not in (apart, page) or "broken into lines" not in story.name
    ]


@pytest.mark.parametrize(
    ("story", "way"),
    [
        *dirty(STORIES, EVERYWHERE),
        *dirty(ENGLISH, ENGLISH_ONLY),
        *dirty(CHINESE, CHINESE_ONLY),
        *dirty(JAPANESE, JAPANESE_ONLY),
    ],
)
def test_a_text_is_read_the_same_after_its_way(story: Story, way):
    found, expected = seen(way(story.text)), dict(story.reading)
    found["warnings"] = [code for code in found["warnings"] if code != "encoding"]
    assert alike(found) == alike(expected)


def alike(reading):
    """Without what no reader can know: which dash it was, which space."""
    if isinstance(reading, str):
        return " ".join(reading.replace("―", "—").split())
    if isinstance(reading, list):
        return [alike(one) for one in reading]
    if isinstance(reading, dict):
        return {name: alike(one) for name, one in reading.items()}
    return reading
