"""Made-up content for measuring: whole, the same each time, and never beside anybody's own."""

import random

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from editions import entries, models, search, synthetic, tokens
from editions.synthetic import texts
from tests.factories import make_speaker

SMALL = {"releases": 60, "speakers": 20, "photos": 10, "editions": 3}


@pytest.mark.django_db
def test_the_command_fills_an_empty_database_with_public_pages(client, capsys):
    call_command("make_content", **SMALL)
    assert "60 press releases" in capsys.readouterr().out.splitlines()[-1]
    counts = {model: model.objects.published().count() for model in (models.PressRelease, models.Speaker)}
    assert counts == {models.PressRelease: 60, models.Speaker: 20}
    assert models.Appearance.objects.published().count() == 60
    assert models.Session.objects.published().count() == 27

    release = models.PressRelease.objects.get(slug="release-50")
    assert release.ready_languages == ["en", "zh-hans", "ja"]
    assert all(1_400 < len(getattr(release, f"body_{name}")) < 1_900 for name in ("en", "zh_hans", "ja"))
    items = [
        release,
        models.Edition.objects.get(number=2),
        models.Speaker.objects.first(),
        models.Photo.objects.first(),
    ]
    for address in [*(item.get_absolute_url() for item in items), reverse("press-list")]:
        assert client.get(address).status_code == 200, address
    assert str(models.Edition.objects.get(number=2).theme_en) in client.get("/en/editions/2/").content.decode()


@pytest.mark.django_db
def test_its_search_entries_are_those_an_editor_would_have_caused():
    synthetic.fill(synthetic.Size(**SMALL))
    assert sum(wrong for _kind, _items, wrong in entries.wrong()) == 0
    assert len(search.find(tokens.ask("罕见词语"), "zh-hans").keys) == 1


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_same_seed_makes_the_same_text_and_another_seed_another(language):
    once, again, other = (texts.paragraphs(language, random.Random(seed), 1_500, is_rare=True) for seed in (1, 1, 2))
    assert once == again != other
    assert texts.RARE[language] in " ".join(once).lower()


@pytest.mark.django_db
def test_a_database_with_content_is_refused_and_left_as_it_is():
    speaker = make_speaker()
    with pytest.raises(CommandError, match="has content already"):
        call_command("make_content", **SMALL)
    assert list(models.Speaker.objects.all()) == [speaker]
    assert not models.Forum.objects.exists()


@pytest.mark.django_db
def test_nonsense_sizes_are_refused():
    with pytest.raises(CommandError, match="At least one edition"):
        call_command("make_content", **{**SMALL, "editions": 0})
