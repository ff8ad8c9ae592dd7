"""The boxes of the desk find what the site's search finds, and what readers do not see yet."""

import pytest
from django.db import connection
from django.urls import reverse

from editions import drafts, entries, models
from editions.admin.lists import BY_MODEL
from tests import factories
from tests.admin.desk import address
from tests.admin.test_lists_and_forms import ITEMS

HIDDEN = {"status": "draft", "publish_at": None}


def shown(desk, model, words) -> list[str]:
    """Keys in the list of a model after these words were typed into its box."""
    answer = desk.get(address(model, "changelist"), {"q": words})
    assert answer.status_code == 200
    return [str(item.pk) for item in answer.context["cl"].result_list]


def offered(desk, model, field, words) -> list[str]:
    """Keys offered to a field that completes."""
    query = {"app_label": "editions", "model_name": model._meta.model_name, "field_name": field, "term": words}
    return [row["id"] for row in desk.get(reverse("admin:autocomplete"), query).json()["results"]]


@pytest.mark.parametrize("words", ["Violets", "violet ses", "試験", "试验", "試驗", "試験の会議", "ＶＩＯＬＥＴ"])
def test_a_hidden_session_is_found_in_three_scripts(desk, words):
    session = factories.make_session(
        title_en="A violet session", title_zh_hans="试验会议", title_ja="試験の会議", **HIDDEN
    )
    factories.make_session(title_en="Another", title_zh_hans="其他", title_ja="ほか")
    list(entries.rebuild())
    assert shown(desk, models.Session, words) == [str(session.pk)]
    assert offered(desk, models.Photo, "session", words) == [str(session.pk)]


@pytest.mark.parametrize("words", ["Wiolet", "Violet Tester", "Tester Vio", "しけん", "シケン", "試験 紫", "试验紫"])
def test_a_speaker_is_found_by_misprints_readings_and_the_beginning_of_a_name(desk, words):
    speaker = factories.make_speaker(
        family_name="Tester", given_name="Violet", name_en="Violet Tester", name_ja="試験紫", reading="しけん むらさき"
    )
    models.SpeakerAlias.objects.create(speaker=speaker, name="Wiolet Tester")
    factories.make_speaker(family_name="Other", given_name="One", name_en="One Other", name_ja="別")
    list(entries.rebuild())
    assert shown(desk, models.Speaker, words) == [str(speaker.pk)]
    assert offered(desk, models.Appearance, "speaker", words) == [str(speaker.pk)]


@pytest.mark.parametrize(
    ("model", "make", "words"),
    [
        (models.PressRelease, lambda: factories.make_release(headline_ja="紫の発表", **HIDDEN), "紫の発表"),
        (models.Organisation, lambda: factories.make_organisation("Violet Board"), "violet boa"),
        (models.Document, lambda: factories.make_document(body_zh_hans="<p>紫罗兰</p>", **HIDDEN), "紫羅蘭"),
        (models.Photo, lambda: factories.make_photo(original_name="violet-07.jpg"), "violet-07"),
        (models.Edition, lambda: factories.make_edition(number=7, year=2007), "2007"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_texts_and_what_only_the_desk_knows_are_found(desk, model, make, words):
    item = make()
    factories.make_release(headline_ja="別の発表")
    list(entries.rebuild())
    assert shown(desk, model, words) == [str(item.pk)]


def test_a_word_is_found_while_it_is_typed(desk):
    session = factories.make_session(title_en="International cooperation")
    list(entries.rebuild())
    word = "cooperation"
    for length in range(1, len(word) + 1):
        assert shown(desk, models.Session, word[:length]) == [str(session.pk)], word[:length]


def test_what_is_only_in_a_draft_is_found_by_its_words(desk):
    topic = factories.make_topic(name_en="Other", name_ja="紫の話題")
    drafts.hold_back(topic, ["ja"])
    list(entries.rebuild())
    assert models.Topic.objects.get(pk=topic.pk).name_ja in ("", None)
    assert shown(desk, models.Topic, "紫の話題") == [str(topic.pk)]
    assert shown(desk, models.Topic, "緑の話題") == []


@pytest.mark.parametrize("model", [model for model in ITEMS if model in BY_MODEL], ids=lambda model: model.__name__)
def test_nothing_typed_breaks_a_box(desk, model):
    ITEMS[model]()
    list(entries.rebuild())
    for typed in ['"', "a AND b*", "NEAR(", "'; --", "%_\\", "👍", "紫" * 3_000, "x " * 3_000]:
        shown(desk, model, typed)


def test_nothing_typed_breaks_a_field_that_completes(desk):
    factories.make_edition()
    for typed in ["", "\0", "a\0b", "x " * 3_000, "'\"*:"]:
        offered(desk, models.Appearance, "speaker", typed)


def test_a_search_asks_the_same_number_of_questions_for_one_and_for_three(desk, django_assert_num_queries):
    shown(desk, models.PressRelease, "violet")  # the first time, kinds of content are looked up
    for number in (1, 3):
        for _n in range(number):
            factories.make_release(headline_en="Violet")
        list(entries.rebuild())
        with django_assert_num_queries(14 if connection.vendor == "sqlite" else 16):
            assert shown(desk, models.PressRelease, "violet")


def test_the_ledger_finds_an_address_as_it_was_pasted_its_id_and_a_part_of_it(desk):
    release, _other = factories.make_release(slug="violet"), factories.make_release(slug="indigo")
    kept = models.Address.objects.get(permanent_id=release.permanent_id)
    here = f"https://forum.example{release.get_absolute_url()}"
    for typed in (here, release.get_absolute_url(), kept.path, release.permanent_id, "viol", "http://[viol"):
        found = desk.get(reverse("admin:editions_address_changelist"), {"q": typed}).context["cl"].result_list
        assert [one.pk for one in found] == ([] if "[" in typed else [kept.pk]), typed


def test_releases_are_narrowed_to_a_year_there_may_be_and_to_no_other(desk):
    one = factories.make_release()
    for asked, shown_ones in ((str(one.year), [one.pk]), ("1950", [one.pk]), ("x", [one.pk])):
        found = desk.get(reverse("admin:editions_pressrelease_changelist"), {"year": asked}).context["cl"].result_list
        assert [item.pk for item in found] == shown_ones
