"""The condition under which rows are public, worked out once: each page asks it some twenty times, through every parent."""

import re
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import FullResultSet
from django.db import connections, models
from django.db.models.sql import Query

# Stands in the condition where the moment is asked for; no row of ours is as old.
_MOMENT = datetime(1, 1, 2, tzinfo=UTC)
_SUBQUERY = re.compile(r"\b(U+\d+)\b")  # as Django names the tables in one
_worked_out: dict[tuple[type[models.Model], str, str], tuple[str, tuple[Any, ...], Any]] = {}


class AtMoment(models.Expression):
    """``model.<name>(at)``, a classmethod that makes a ``Q``, as a condition in a query of that model.

    The ``Q`` may depend on the moment alone. Its SQL is kept for the life of the process; only the moment is put in anew.
    """

    conditional = True
    output_field = models.BooleanField()

    def __init__(self, model: type[models.Model], name: str, at: datetime, alias: str | None = None) -> None:
        super().__init__()
        self.model, self.name, self.at, self.alias = model, name, at, alias

    @property
    def identity(self) -> tuple[Any, ...]:
        return (type(self), self.model, self.name, self.at, self.alias)

    def _placed(self, alias: str) -> "AtMoment":
        return AtMoment(self.model, self.name, self.at, alias)

    def resolve_expression(self, query: Any = None, *args: Any, **kwargs: Any) -> "AtMoment":
        return self._placed(query.get_initial_alias())

    def relabeled_clone(self, change_map: dict[str, str]) -> "AtMoment":
        return self._placed(change_map.get(self.alias or "", self.alias or ""))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        sql, params, stand_in = worked_out(self.model, self.name, connection)
        at = connection.ops.adapt_datetimefield_value(self.at)
        table = self.model._meta.db_table
        if self.alias != table:
            # Within a subquery its own subqueries go by other names, so that theirs do not hide this one.
            sql = _SUBQUERY.sub(r"U\1", sql)
            sql = sql.replace(
                f"{connection.ops.quote_name(table)}.", f"{compiler.quote_name_unless_alias(self.alias)}."
            )
        return f"({sql})", [at if param == stand_in else param for param in params]


def worked_out(model: type[models.Model], name: str, connection: Any) -> tuple[str, tuple[Any, ...], Any]:
    """The condition's SQL about the table under its own name, its parameters, and the one that stands for the moment."""
    key = (model, name, connection.alias)
    if key not in _worked_out:
        query = Query(model)
        query.add_q(getattr(model, name)(_MOMENT))
        try:
            sql, params = query.get_compiler(connection=connections[connection.alias]).compile(query.where)
        except FullResultSet:  # nothing stands in the way
            sql, params = "1 = 1", []
        _worked_out[key] = (sql, tuple(params), connection.ops.adapt_datetimefield_value(_MOMENT))
    return _worked_out[key]
