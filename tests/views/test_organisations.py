"""Organisations by country, and one of them under the names it had when."""

import pytest

from editions.models import OrganisationName
from tests import factories

pytestmark = pytest.mark.django_db


def page_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def renamed():
    """An organisation that took a new name in 2011."""
    organisation = factories.make_organisation(slug="renamed")
    old = organisation.names.get()
    for code in ("en", "zh_hans", "ja"):
        setattr(old, f"name_{code}", f"Old House [{code}]")
    old.until_year = 2010
    old.save()
    new = factories.in_languages("name", "New House") | {"short_name_en": "NH", "from_year": 2011}
    OrganisationName.objects.create(organisation=organisation, **new)
    return organisation


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for _n in range(number):
        factories.make_partnership(organisation=factories.make_organisation(side=factories.make_side()))
    with django_assert_num_queries(9):
        page = page_of(client, "/en/organisations/")
    assert page.count("<h3>") == number


def test_the_list_shows_present_names_by_country_with_roles_and_their_years(client, renamed):
    side = factories.make_side(country_en="Testland")
    renamed.side = side
    renamed.save()
    factories.make_organisation(name="Nowhere Institute")
    for year in (2005, 2012):
        factories.make_partnership(organisation=renamed, edition=factories.make_edition(number=year - 2000, year=year))
    page = page_of(client, "/en/organisations/")
    assert "New House [en]" in page
    assert "Old House" not in page
    assert "Co-host, 2005–2012" in page
    assert page.index("Testland") < page.index("Elsewhere") < page.index("Nowhere Institute")


def test_neither_a_hidden_organisation_nor_a_role_in_a_hidden_edition_is_shown(client, renamed):
    factories.make_organisation(name="Secret Body", status="draft")
    hidden = factories.make_edition(number=9, year=2009, status="draft")
    factories.make_partnership(organisation=renamed, edition=hidden, role="streaming")
    for address in ("/en/organisations/", "/en/organisations/renamed/"):
        page = page_of(client, address)
        assert "Secret Body" not in page
        assert "Live streaming" not in page
        assert "No role is recorded." in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_the_same_for_one_role_and_for_three(client, django_assert_num_queries, renamed, number):
    for _n in range(number):
        factories.make_partnership(organisation=renamed)
        factories.make_document().adopted_by.add(renamed)
    with django_assert_num_queries(9):
        page_of(client, "/en/organisations/renamed/")


def test_a_role_stands_under_the_name_of_its_year(client, renamed):
    factories.make_partnership(organisation=renamed, edition=factories.make_edition(number=6, year=2010))
    factories.make_partnership(organisation=renamed, edition=factories.make_edition(number=7, year=2011))
    page = page_of(client, "/en/organisations/renamed/")
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert table.index("7th edition") < table.index("New House [en]") < table.index("6th edition")
    assert table.index("6th edition") < table.index("Old House [en]")


def test_names_stand_with_their_years_and_in_their_languages(client, renamed):
    renamed.aliases.create(name="Oled House")
    page = page_of(client, "/ja/organisations/renamed/")
    assert "2010年" in page
    assert '<span lang="zh-Hans">New House [zh-hans]</span>' in page
    assert '<span lang="en">NH</span>' in page
    assert '<span lang="en">Oled House</span>' in page


def test_documents_it_adopted_are_listed_as_far_as_readers_may_see_them(client, renamed):
    factories.make_document(title_en="The Accord").adopted_by.add(renamed)
    factories.make_document(title_en="The Draft", status="draft").adopted_by.add(renamed)
    page = page_of(client, "/en/organisations/renamed/")
    assert "The Accord" in page
    assert "The Draft" not in page


def test_an_empty_list_says_so(client):
    assert "No organisation is on record yet." in page_of(client, "/en/organisations/")


def test_a_long_list_of_sources_is_folded(client, renamed):
    renamed.sources = "https://one.example/a"
    renamed.save()
    assert "Sources:" in page_of(client, "/en/organisations/renamed/")
    renamed.sources = "\n".join(f"https://source.example/{n}" for n in range(13))
    renamed.save()
    page = page_of(client, "/en/organisations/renamed/")
    assert "<summary>13 sources</summary>" in page
    assert page.count("https://source.example/") == 13


def test_a_short_name_is_shown_in_its_own_language_only(client, renamed):
    assert ">NH<" in page_of(client, "/en/organisations/")
    assert ">NH<" not in page_of(client, "/ja/organisations/")
