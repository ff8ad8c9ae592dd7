"""A backup put back into an empty place: files first, then all rows in one transaction. A try that is cut short is repeated."""

import tarfile
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from editions import content_version, entries, sweeping

from . import unfinished
from .form import Counted, Damaged, Manifest, Part, columns, decoded, file_member, lines, table_member
from .reading import check, opened

Say = Callable[[str], None]
AT_ONCE = 500  # rows sent to the database together
# Filled by the migrations themselves, or owed by a process that is gone: they say nothing about whether a place is in use.
MADE_BY_MIGRATIONS = {
    *("contenttypes.contenttype", "auth.permission", "auth.group", "auth.group_permissions"),
    *("editions.contentversion", "editions.searchdebt"),
}


class NotEmpty(Exception):
    """There is something already where the backup would go."""


def restore(path: Path, say: Say = lambda _words: None) -> Manifest:
    """Put a backup back. Raises Damaged and NotEmpty before anything is written.

    When it is cut short, the next try in the same place goes on from there: files that are whole are taken as they are,
    those that are not and tables without rows are made anew, and rows that are all back are left alone.
    """
    manifest = check(path)
    say(f"The backup of {manifest.made_at} is whole")
    with unfinished.alone() as is_alone:
        if not is_alone:
            raise NotEmpty("Another restoration is at work here: wait for its end.")
        _restore(path, manifest, say)
    return manifest


def _restore(path: Path, manifest: Manifest, say: Say) -> None:
    plan = _Plan(manifest)
    earlier = plan.earlier_try()
    if not (earlier and earlier.has_rows):
        plan.refuse_unless_empty(earlier)
        _put_all_back(path, plan, earlier, say)
    say(f"{sum(part.rows for part in manifest.tables.values())} rows put back")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    for _progress in entries.rebuild():
        pass
    content_version.renew()
    unfinished.end()


def _put_all_back(path: Path, plan: "_Plan", earlier: unfinished.Unfinished | None, say: Say) -> None:
    if earlier is None:
        with transaction.atomic():
            unfinished.begin(plan.manifest.digest, made_tables=not connection.introspection.table_names())
    elif earlier.made_tables:
        unfinished.drop_tables()
    with opened(path) as archive:
        _put_files(archive, plan.manifest, say)
        plan.migrate_to_its_state()
        say("Tables made as they were")
        try:
            with transaction.atomic():
                plan.empty_what_migrations_made()
                for name, part in plan.manifest.tables.items():
                    _put_rows(_member(archive, table_member(name)), plan.models[name], part)
                connection.check_constraints()
                plan.count_on()
                unfinished.rows_are_back()
        except (IntegrityError, DataError, OverflowError) as wrong:
            raise Damaged(f"Its rows do not go together: {wrong}") from wrong


class _Plan:
    """The tables as they were when the backup was made, from the migrations that had been applied then."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        executor = MigrationExecutor(connection)
        graph = executor.loader.graph
        self.wanted = {(app, name) for app, name in manifest.migrations}
        unknown = sorted(self.wanted - graph.nodes.keys())
        if unknown:
            raise Damaged(f"It is of a newer version of the site, which has {'.'.join(unknown[0])}; install that one.")
        self.targets = [
            key
            for key in sorted(self.wanted)
            if not any(child.key[0] == key[0] and child.key in self.wanted for child in graph.node_map[key].children)
        ]
        state = executor.loader.project_state(self.targets)
        self.models = {one._meta.label_lower: one for one in state.apps.get_models(include_auto_created=True)}
        for name, part in manifest.tables.items():
            if name not in self.models or sorted(part.columns) != sorted(
                one.attname for one in columns(self.models[name])
            ):
                raise Damaged(f"Its table {name} is not the one of its version of the site.")

    def earlier_try(self) -> unfinished.Unfinished | None:
        """What was begun here with this backup, and may be gone on with. Raises NotEmpty when it was another."""
        earlier = unfinished.found()
        if earlier and earlier.digest != self.manifest.digest:
            raise NotEmpty(
                "The restoration of another backup was begun here: finish that one, or choose another place."
            )
        return earlier

    def refuse_unless_empty(self, earlier: unfinished.Unfinished | None) -> None:
        for path in _stored():
            part = self.manifest.files.get(path)
            # An earlier try may have been cut short in the middle of a file.
            if part is None or not (earlier or _is_same(path, part)):
                raise NotEmpty(f"There are files already, {path} for one: choose another STORAGE_URL or VAR.")
        tables = set(connection.introspection.table_names()) - {unfinished.TABLE}
        applied = set(MigrationRecorder(connection).applied_migrations())
        if tables and not applied and not earlier:
            raise NotEmpty("The database holds tables of something else.")
        if applied - self.wanted:
            raise NotEmpty("The database is made for a newer version than the backup: begin with one without tables.")
        for name, model in self.models.items():
            table = model._meta.db_table
            if name not in MADE_BY_MIGRATIONS and table in tables and _has_rows(table):
                raise NotEmpty(f"The database has content already, in {table}: choose another DATABASE_URL or VAR.")

    def migrate_to_its_state(self) -> None:
        MigrationExecutor(connection).migrate(self.targets)

    def empty_what_migrations_made(self) -> None:
        with connection.cursor() as cursor:
            for name in MADE_BY_MIGRATIONS & self.models.keys():
                cursor.execute(f"DELETE FROM {_quoted(self.models[name]._meta.db_table)}")  # noqa: S608 - a name of ours

    def count_on(self) -> None:
        """The next row of a table gets a number after the last one."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.models.values())):
                cursor.execute(statement)


def _stored() -> Iterable[str]:
    return (path for folder in sweeping.FOLDERS for path in sweeping.stored_files(folder))


def _is_same(path: str, part: Part) -> bool:
    """Whether a file in storage is the one of the backup: what an earlier try had put there."""
    if default_storage.size(path) != part.size:
        return False
    with default_storage.open(path, "rb") as file:
        return Counted(file).read_to_the_end().part.digest == part.digest


def _put_files(archive: tarfile.TarFile, manifest: Manifest, say: Say) -> None:
    there = set(_stored())
    for number, (path, part) in enumerate(manifest.files.items(), start=1):
        if path in there and not _is_same(path, part):  # an earlier try was cut short in the middle of it
            default_storage.delete(path)
            there.discard(path)
        if path not in there:
            name = default_storage.save(path, File(_member(archive, file_member(path))))
            if name != path:
                raise NotEmpty(f"{path} was taken by something else meanwhile.")
        if number % 500 == 0:
            say(f"{number} of {len(manifest.files)} files")
    say(f"{len(manifest.files)} files put back")


def _put_rows(file: IO[bytes], model: Any, part: Part) -> None:
    by_name = {one.attname: one for one in columns(model)}
    fields = [by_name[name] for name in part.columns]
    names = ", ".join(_quoted(one.column) for one in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        values = (decoded(line, fields) for line in lines(file))
        while rows := list(islice(values, AT_ONCE)):
            cursor.executemany(statement, rows)


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    return cast(IO[bytes], archive.extractfile(name))


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {_quoted(table)} LIMIT 1")  # noqa: S608 - a name of ours
        return cursor.fetchone() is not None


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
