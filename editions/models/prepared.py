"""Questions that are worked out once: a page asks some fifteen, and making their SQL took half of its time, the database hardly any.

@prepared
def sessions_of(visible, edition):
    return visible(Session).filter(edition=edition).in_programme_order()

sessions_of(request.user, edition=edition.pk)  # a list, for this visitor, of now
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import update_wrapper
from typing import Any

from django.db import connections, models, router
from django.db.models.query import ModelIterable, get_related_populators
from django.utils import timezone

from .querysets import SEE_UNPUBLISHED
from .showing import shows_early

# Stand for the moment and for what is asked for, until they are known; nothing of ours is as old, or has such a number or name.
_MOMENT = datetime(1, 1, 3, tzinfo=UTC)
_NUMBER, _WORD = 31_001, "stands-in-{}"

Value = int | str | list[int]

UNSEEN = {
    "created_at",
    "updated_at",
    "withdrawn_at",
    "withdrawal",
    "moved_to",
    "editor_note",
    "received_text",
    "last_change",
}
UNSEEN |= {"folded_names", "content_hash", "average_hash", "original", "original_name"}


@dataclass(frozen=True)
class Visible:
    """From a model to the rows that a user may see ``at`` a moment."""

    user: Any
    at: datetime

    def __call__(self, model: Any) -> Any:
        return model.objects.visible_to(self.user, self.at)


class prepared:
    """Decorates ``ask(visible, **values)``, which returns a queryset; called with a user and values, it returns the rows.

    ``visible`` is a function from a model to its rows that this user may see, ``visible.at`` the moment. The queryset may depend on that and on the values,
    which are numbers, words or lists of numbers, never empty and never None, and on nothing else: no moment, no language that is not among the values, no
    ``Prefetch`` of what is visible. Whoever may see more than others, or sees it early, is answered without preparation.
    """

    def __init__(self, ask: Callable[..., models.QuerySet[Any]]) -> None:
        self.ask = ask
        self._compiled: dict[tuple[str, ...], _Compiled] = {}
        update_wrapper(self, ask)

    def __call__(self, user: Any, **values: Value) -> list[Any]:
        if shows_early() or (user is not None and user.has_perm(SEE_UNPUBLISHED)):
            return list(self.ask(Visible(user, timezone.now()), **values))
        alias, each = router.db_for_read(models.Model), one_by_one(values)
        compiled = self._compiled.get((alias, *each))
        if compiled is None:
            compiled = self._compiled[alias, *each] = _Compiled(self.ask, values, alias)
        return compiled.rows(each)

    def first(self, user: Any, **values: Value) -> Any:
        """The first of the rows; None when there is none."""
        return next(iter(self(user, **values)), None)


def one_by_one(values: dict[str, Value]) -> dict[str, int | str]:
    """The values by their names, those of a list by its name and their places."""
    found: dict[str, int | str] = {}
    for name, value in values.items():
        found |= {f"{name} {n}": each for n, each in enumerate(value)} if isinstance(value, list) else {name: value}
    return found


def give(item: models.Model, name: str, rows: list[Any]) -> None:
    """Let ``item.<name>.all()`` be these rows, as a prefetch does."""
    found: Any = item._meta.get_field(name).related_model._default_manager.all()  # type: ignore[union-attr]
    found._result_cache, found._prefetch_done = rows, True
    vars(item).setdefault("_prefetched_objects_cache", {})[name] = found


def give_each(items: Sequence[models.Model], name: str, ask: Callable[[], list[Any]]) -> None:
    """The same of many: each is given the rows that lead to it, which are asked for when there is somebody to have them."""
    if not items:
        return
    key, rows = items[0]._meta.get_field(name).field.attname, defaultdict(list)  # type: ignore[union-attr]
    for row in ask():
        rows[getattr(row, key)].append(row)
    for item in items:
        give(item, name, rows[item.pk])


def unseen(model: type[models.Model], related: Any) -> list[str]:
    """The columns of a model, and of what is loaded with it, that no page shows: a third of them.

    Whoever asks an instance for one after all gets it, by a query of its own.
    """
    names = [field.name for field in model._meta.concrete_fields]
    found = [name for name in names if name in UNSEEN or name.startswith("withdrawal_note")]
    found += getattr(model, "translated", ())  # whose columns of each language are read
    for name, further in related.items() if isinstance(related, dict) else ():
        found += [f"{name}__{each}" for each in unseen(model._meta.get_field(name).related_model, further)]  # type: ignore[arg-type]
    return found


class _Compiled:
    """One question in the SQL of one database, and what makes instances of its answer, which Django works out for each question anew."""

    def __init__(self, ask: Callable[..., models.QuerySet[Any]], values: dict[str, Value], alias: str) -> None:
        self.alias, connection = alias, connections[alias]
        stand_ins: dict[str, Any] = {
            name: _WORD.format(n) if isinstance(value, str) else _NUMBER + n
            for n, (name, value) in enumerate(one_by_one(values).items())
        }
        given = {
            name: [stand_ins[each] for each in one_by_one({name: value})]
            if isinstance(value, list)
            else stand_ins[name]
            for name, value in values.items()
        }
        queryset = ask(Visible(None, _MOMENT), **given).using(alias)
        self.makes_instances = issubclass(queryset._iterable_class, ModelIterable)
        if self.makes_instances:
            queryset = queryset.defer(*unseen(queryset.model, queryset.query.select_related))
        compiler = queryset.query.get_compiler(alias)
        self.sql, params = compiler.as_sql()
        self.converters = list(compiler.get_converters([selected[0] for selected in compiler.select]).items())
        if self.makes_instances:
            kind, select = compiler.klass_info, compiler.select
            self.model, self.lookups = kind["model"], queryset._prefetch_related_lookups
            self.own = slice(kind["select_fields"][0], kind["select_fields"][-1] + 1)
            self.names = [selected[0].target.attname for selected in select[self.own]]
            self.related = get_related_populators(kind, select, alias)
            self.annotations = list(compiler.annotation_col_map.items())
        moment = connection.ops.adapt_datetimefield_value(_MOMENT)
        names = {stand_in: name for name, stand_in in stand_ins.items()} | {moment: "moment"}
        if missing := set(names.values()) - {names.get(param) for param in params} - {"moment"}:
            raise ValueError(f"{ask.__name__} does not ask for {missing}, or not as it is given.")
        if any(is_of_now(param, connection) for param in params):
            raise ValueError(f"{ask.__name__} depends on the moment at which it was prepared.")
        self.params = [(names.get(param), param) for param in params]

    def rows(self, values: dict[str, int | str]) -> list[Any]:
        connection = connections[self.alias]
        given = {**values, "moment": connection.ops.adapt_datetimefield_value(timezone.now())}
        with connection.cursor() as cursor:
            cursor.execute(self.sql, tuple(given[name] if name else param for name, param in self.params))
            found = [list(row) for row in cursor.fetchall()]
        for place, (converters, expression) in self.converters:
            for convert in converters:
                for row in found:
                    row[place] = convert(row[place], expression, connection)
        if not self.makes_instances:
            return [tuple(row) for row in found]
        made = [self.instance(row) for row in found]
        if self.lookups:
            models.prefetch_related_objects(made, *self.lookups)
        return made

    def instance(self, row: list[Any]) -> Any:
        """As ``ModelIterable`` makes it."""
        one = self.model.from_db(self.alias, self.names, row[self.own])
        for beside in self.related:
            beside.populate(row, one)
        for name, place in self.annotations:
            setattr(one, name, row[place])
        return one


def is_of_now(param: Any, connection: Any) -> bool:
    """Whether a parameter is a moment of about now: one that somebody put in who did not ask ``visible``."""
    now, ops = timezone.now(), connection.ops
    days = [ops.adapt_datefield_value((now + timedelta(days=n)).date()) for n in (-1, 0, 1)]
    near = [ops.adapt_datetimefield_value(now + timedelta(hours=hours)) for hours in (-1, 1)]
    return param in days or (type(param) is type(near[0]) and near[0] <= param <= near[1])
