"""What a drill asks or does behind the back of a server, in a process with the settings of its place: prints JSON last."""

import datetime as dt
import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from editions import models, sweeping  # noqa: E402
from tests import factories  # noqa: E402


def editors(count: int, begin: int = 0) -> list[str]:
    """Sessions of so many editors, who have signed in."""
    keys = []
    for number in range(begin, begin + count):
        user, _made = User.objects.get_or_create(username=f"drill-{number}", is_staff=True, is_superuser=True)
        client = Client(SERVER_NAME="localhost")
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        keys.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    return keys


def topics(count: int, status: str = "draft") -> list[int]:
    moment = {"publish_at": None} if status == "draft" else {}
    made = [
        factories.make_topic(slug=f"drill-{number}-{status}", status=status, **moment,
                             **{f"name_{code.replace('-', '_')}": f"Drill {number}" for code in models.language_codes()})
        for number in range(count)
    ]  # fmt: skip
    return [one.pk for one in made]


def names(keys: list[int]) -> dict[str, str]:
    return {str(key): name for key, name in models.Topic.objects.filter(pk__in=keys).values_list("pk", "name_en")}


def drafts(keys: list[int]) -> dict[str, str]:
    """The English names in the working drafts of these topics."""
    found = models.WorkingDraft.objects.filter(object_id__in=keys, content_type__model="topic")
    return {str(one.object_id): one.document["fields"]["name_en"] for one in found}


def texts(key: int) -> dict[str, dict[str, str]]:
    """The names of a topic in its row and in its working draft."""
    columns = [f"name_{code.replace('-', '_')}" for code in models.language_codes()]
    draft = models.WorkingDraft.objects.filter(object_id=key, content_type__model="topic").first()
    fields = draft.document["fields"] if draft else {}
    row = models.Topic.objects.values(*columns).get(pk=key)
    return {"row": row, "draft": {name: fields[name] for name in columns if name in fields}}


def published(keys: list[int]) -> dict[str, list[bool]]:
    """Of each topic whether it is public, whether its address is in the ledger and whether its state was kept."""
    revised = set(models.Revision.objects.filter(content_type__model="topic").values_list("object_id", flat=True))
    return {
        str(one.pk): [
            one.is_public(),
            models.Address.objects.filter(path__contains=f"/{one.slug}/").exists(),
            one.pk in revised,
        ]
        for one in models.Topic.objects.filter(pk__in=keys)
    }


def photos() -> dict[str, object]:
    """Originals that rows name and that are there, those that are not, and files without a row."""
    rows = {one.original.name: one.original_name for one in models.Photo.objects.all()}
    known = sweeping.known_files()
    stored = {path for folder in sweeping.FOLDERS for path in sweeping.stored_files(folder)}
    return {
        "names": sorted(name for path, name in rows.items() if path in stored),
        "without_file": len(known - stored),
        "without_row": len(stored - known),
    }


def desk() -> str:
    """The address that photographs of the latest edition are sent to."""
    return f"/admin/editions/photo/desk/{models.Edition.objects.latest('number').pk}/take-in/"


def count(model: str, **having) -> int:
    return getattr(models, model).objects.filter(**having).count()


def embargo(seconds: float) -> dict[str, object]:
    """A release that becomes public in so many seconds; its address and the moment, in seconds since 1970."""
    moment = timezone.now() + dt.timedelta(seconds=seconds)
    release = factories.make_release(slug="drill-embargo", publish_at=moment, headline_en="Drill of an embargo")
    return {"address": release.get_absolute_url(), "moment": moment.timestamp()}


def lines_of_tables() -> dict[str, int]:
    return {one.__name__: one._base_manager.count() for one in (models.Photo, models.Topic, models.PressRelease)}


def remove_files_without_rows() -> int:
    known = sweeping.known_files()
    gone = [path for folder in sweeping.FOLDERS for path in sweeping.stored_files(folder) if path not in known]
    for path in gone:
        default_storage.delete(path)
    return len(gone)


def rows_of_long_ago(state: str) -> dict[str, object]:
    """Rows as the models of an earlier state have them; what pages are to say of them later."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    then = MigrationExecutor(connection).loader.project_state(("editions", state)).apps
    public = {"status": "published", "publish_at": dt.datetime(2019, 1, 2, tzinfo=dt.UTC)}
    texts = {"source_language": "en", "ready_languages": ["en", "zh-hans", "ja"]}

    def made(name: str, key: str, **fields) -> None:
        model = then.get_model("editions", name)
        known = {one.attname for one in model._meta.concrete_fields}
        row = {"permanent_id": key, "created_at": public["publish_at"], "updated_at": public["publish_at"], **public}
        model.objects.create(**{name: value for name, value in (row | texts | fields).items() if name in known})

    made("Topic", "drillaaa", slug="drill-old", name_en="Drill of long ago", name_ja="昔の訓練", name_zh_hans="旧训练")
    made("PressRelease", "drillbbb", slug="drill-old", headline_en="A release of long ago", body_en="<p>It rained.</p>",
         dateline_date=dt.date(2019, 1, 2), year=2019)  # fmt: skip
    pages = {"/en/topics/drill-old/": "Drill of long ago", "/ja/topics/drill-old/": "昔の訓練"}
    return {"rows": 2, "pages": pages | {"/en/press/2019/drill-old/": "It rained."}}


if __name__ == "__main__":
    given = json.loads(sys.argv[2])
    print(json.dumps(globals()[sys.argv[1]](**given)))
