"""What the desk calls a thing: in words and brackets of the editor's language."""

import pytest
from django.utils.translation import override

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "name"), [("en", "20th edition (2024)"), ("zh-hans", "第二十届（2024年）"), ("ja", "第20回（2024年）")]
)
def test_an_edition_is_named_by_its_ordinal_and_year(language, name):
    edition = factories.make_edition(number=20, year=2024)
    with override(language):
        assert str(edition) == name
