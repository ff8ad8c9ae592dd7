"""The ledger of addresses, which begins with those of everything that is public or will be by the clock."""

from django.db import migrations, models

ADDRESSES = {
    "edition": "editions/{number}/",
    "session": "sessions/{slug}/",
    "topic": "topics/{slug}/",
    "speaker": "speakers/{slug}/",
    "organisation": "organisations/{slug}/",
    "pressrelease": "press/{year}/{slug}/",
    "photo": "photos/{permanent_id}/",
    "document": "documents/{slug}/",
    "survey": "survey/years/{year}/",
    "question": "survey/{slug}/",
    "page": "{slug}/",
}


def begin(apps, schema_editor):
    ledger = apps.get_model("editions", "Address").objects
    for kind, address in ADDRESSES.items():
        rows = apps.get_model("editions", kind)._base_manager.filter(status="published")
        names = ["permanent_id", *(name for name in ("number", "slug", "year") if f"{{{name}}}" in address)]
        for row in rows.values(*names).iterator():
            ledger.get_or_create(
                path=address.format(**row), defaults={"kind": kind, "permanent_id": row["permanent_id"]}
            )


class Migration(migrations.Migration):
    dependencies = [("editions", "0004_publishing_work")]

    operations = [
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=500, unique=True, verbose_name="address")),
                (
                    "kind",
                    models.CharField(help_text="Name of the model of the item.", max_length=30, verbose_name="kind"),
                ),
                ("permanent_id", models.CharField(db_index=True, max_length=8, verbose_name="permanent id")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                ("gone_at", models.DateTimeField(blank=True, null=True, verbose_name="deleted")),
            ],
            options={"verbose_name": "address", "verbose_name_plural": "addresses", "ordering": ["path"]},
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
