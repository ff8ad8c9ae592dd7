"""An address that is cleared or nonsense in a form that is refused: the form comes back with what was typed."""

import pytest

from tests import factories
from tests.admin.desk import opened, sent

pytestmark = pytest.mark.django_db

MAKERS = factories.SLUGGED | {"edition": factories.make_edition, "survey": factories.make_survey}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_form_with_a_mistake_comes_back_whatever_its_address_became(desk, kind):
    item = MAKERS[kind]()
    if kind in {"speaker", "session", "edition"}:
        factories.make_appearance(**{kind: item})
    form = opened(desk, item)
    cleared = {name: "" for name in ("slug", "number", "year") if name in form}
    answer = sent(desk, item, form | cleared | {"source_language": "no language"})
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert answer.context["adminform"].form.data.get("slug", "") == ""
    stored = type(item).objects.get(pk=item.pk)
    assert stored.get_absolute_url() == item.get_absolute_url()
    assert stored.get_absolute_url() in answer.content.decode()
