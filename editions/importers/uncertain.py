"""What editors should look at again: names that are not certain, titles and themes that lack a language."""

from collections.abc import Iterator

from django.db.models import Q
from modeltranslation.utils import build_localized_fieldname

from editions import models

# How a note for editors begins when it asks for another look.
CHECK = "Check:"


def uncertain() -> Iterator[str]:
    """Lines for people, each with a count and what it counts."""
    speakers = models.Speaker.objects.filter(is_certain=False).order_by("slug").values_list("slug", flat=True)
    yield f"{len(speakers)} speakers whose name is not certain: {', '.join(speakers) or 'none'}"
    yield f"{models.Appearance.objects.filter(editor_note__startswith=CHECK).count()} titles held that want another look"
    for model, field in (
        (models.Edition, "theme"),
        (models.Session, "title"),
        (models.Speaker, "name"),
        (models.Appearance, "title"),
        (models.OrganisationName, "name"),
        (models.Document, "title"),
        (models.Question, "text_line"),
        (models.PressRelease, "headline"),
    ):
        yield _in_languages(model, field)


def _in_languages(model: type[models.Translated], field: str) -> str:
    rows = model._default_manager.all()
    parts = []
    for code in models.language_codes():
        column = build_localized_fieldname(field, code)
        missing = rows.filter(Q(**{column: ""}) | Q(**{f"{column}__isnull": True})).count()
        official = ""
        if f"{field}_is_official" in model.translated:
            flag = build_localized_fieldname(f"{field}_is_official", code)
            official = f", {rows.filter(**{flag: False}).count()} our translation"
        parts.append(f"{code} {missing} missing{official}")
    return f"{rows.count()} {model._meta.verbose_name_plural}, {field}: {'; '.join(parts)}"
