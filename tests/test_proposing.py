"""The note a correction may carry, told from the two texts in the language of each."""

import pytest

from editions.proposing import proposed_note


@pytest.mark.parametrize(
    ("language", "before", "after", "note"),
    [
        ("en", "<p>One.</p><p>It opened on Monday.</p>", "<p>One.</p><p>It opened on Tuesday.</p>",
         "In paragraph 2, “Monday” now reads “Tuesday”."),
        ("zh-hans", "<p>论坛于四日开幕。</p>", "<p>论坛于五日开幕。</p>", "第1段中，“论坛于四日开幕”改为“论坛于五日开幕”。"),
        ("ja", "<p>会議は月曜に開いた。</p>", "<p>会議は火曜に開いた。</p>", "第1段落で、「会議は月曜に開い」を「会議は火曜に開い」に改めました。"),
        ("en", "<p>It was a long day.</p>", "<p>It was a day.</p>", "In paragraph 1, “long” was removed."),
        ("en", "<p>One.</p>", "<p>One.</p><p>Two.</p>", "Paragraph 2 is new."),
        ("en", "<p>One.</p><p>Two.</p>", "<p>One.</p>", "Paragraph 2 of the earlier text was removed."),
        ("en", f"<p>{'a b ' * 60}</p>", f"<p>{'c d ' * 60}</p>", "In paragraph 1, the wording was changed."),
        ("en", "<p>Same.</p>", "<p>Same.</p>", ""),
    ],
)  # fmt: skip
def test_what_changed_is_told_with_its_place(language, before, after, note):
    column = f"body_{language.replace('-', '_')}"
    assert proposed_note({column: before}, {column: after}, language) == note


def test_headline_standfirst_and_the_rest_are_told_too():
    before = {"headline_en": "Old title", "standfirst_en": "", "dateline_city_en": "A", "boilerplate_en": "<p>A</p>"}
    after = {
        "headline_en": "New title",
        "standfirst_en": "Short",
        "dateline_city_en": "B",
        "boilerplate_en": "<p>B</p>",
    }
    assert proposed_note(before, after, "en") == (
        "In the headline, “Old” now reads “New”. In the standfirst, “Short” was added. "
        "The place in the dateline was changed. The text about the forum was changed."
    )


def test_a_note_has_room_for_no_more_than_its_field():
    texts = [{"body_en": "".join(f"<p>Paragraph {n} {word}</p>" for n in range(200))} for word in ("old", "new")]
    assert 900 < len(proposed_note(*texts, "en")) <= 1000
