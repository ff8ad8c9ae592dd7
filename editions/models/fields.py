"""Columns that keep their truth on every way in: forms, imports, bulk and raw saves all pass ``get_prep_value``."""

from collections.abc import Iterable

from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from editions import prose


class LineField(models.CharField):
    """One line of text: NFC, no control characters, no outer white space."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 500)
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value is None else prose.clean_line(value)

    def clean(self, value, model_instance):
        return super().clean(value if value is None else prose.clean_line(value), model_instance)


class PlainTextField(models.TextField):
    """Several lines of plain text: NFC, line feeds only, no control characters."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value is None else prose.clean_text(value)


class ProseField(models.TextField):
    """Formatted text: HTML of the one allow-list in ``prose.py``, whatever way it came in."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value is None else prose.clean_html(value)

    def pre_save(self, model_instance, add):
        return self.checked(super().pre_save(model_instance, add))

    def checked(self, value):
        """The value, if it is a text or one that is cleaned on its way in; what the database makes itself is cleaned by nobody.

        Raises TypeError for such an expression.
        """
        if isinstance(value, models.Value):
            return value.value
        if hasattr(value, "resolve_expression") and not isinstance(_kind(value), ProseField):
            raise TypeError(f"{self.name} takes a text, not an expression of the database: nobody would sanitise it.")
        return value


def _kind(expression):
    """The field of which an expression is, as bulk updates name it; None where it does not say."""
    try:
        return expression.output_field
    except (AttributeError, FieldError):
        return None


def check_sources(value: str) -> None:
    """Refuse a text that is not one http(s) address a line."""
    try:
        prose.external_addresses(value)
    except ValueError as error:
        raise ValidationError(str(error), code="address") from error


class SourcesField(PlainTextField):
    """Where a fact was read: one http(s) address a line."""

    default_validators = [check_sources]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("verbose_name", _("sources"))
        kwargs.setdefault("help_text", _("One web address on each line."))
        super().__init__(*args, **kwargs)


class CodesField(models.CharField):
    """A few codes of a closed list, in order, as a Python list; stored as ``,one,two,`` so that one code can be looked up.

    ``Model.objects.filter(roles__has="keynote")`` finds the rows that carry a code.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", list)
        self.codes = kwargs.pop("codes", None)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs

    def code_choices(self) -> list[tuple[str, str]]:
        codes = self.codes
        return list(codes() if callable(codes) else getattr(codes, "choices", codes) or [])

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        if value is None:
            return []
        if isinstance(value, str):
            return [code for code in value.split(",") if code]
        return list(value)

    def get_prep_value(self, value):
        codes = self.to_python(value)
        return f",{','.join(codes)}," if codes else ""

    def value_to_string(self, obj):
        return ",".join(self.value_from_object(obj))

    def validate(self, value, model_instance):
        allowed = {code for code, _label in self.code_choices()}
        unknown = [code for code in value if allowed and code not in allowed]
        if unknown:
            raise ValidationError(
                _("“%(code)s” is not one of the choices."), params={"code": unknown[0]}, code="choice"
            )
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def run_validators(self, value: Iterable[str]):
        """The codes are checked by ``validate``; the length of the stored form is far below its limit."""

    def formfield(self, **kwargs):
        from django import forms

        options = {
            "choices": self.code_choices(),
            "required": not self.blank,
            "label": self.verbose_name[:1].upper() + self.verbose_name[1:],
            "help_text": self.help_text,
            "widget": forms.CheckboxSelectMultiple,
        }
        kwargs.pop("form_class", None)
        kwargs.pop("choices_form_class", None)
        options.update(kwargs)
        return forms.MultipleChoiceField(**options)


@CodesField.register_lookup
class HasCode(models.Lookup):
    """``roles__has="keynote"``: the list carries this code."""

    lookup_name = "has"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, f"%,{self.rhs},%"]
