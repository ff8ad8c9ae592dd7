"""Who issued a release, in each language: what there was goes to the language the release was written in."""

from django.db import migrations

from editions.models.fields import LineField

OPTIONS = {"blank": True, "max_length": 200, "null": True, "verbose_name": "source"}


def column_of(release) -> str:
    return f"source_line_{release.source_language.replace('-', '_')}"


def by_language(apps, _schema):
    releases = apps.get_model("editions", "PressRelease").objects
    for release in releases.exclude(source_line=""):
        setattr(release, column_of(release), release.source_line)
        release.save(update_fields=[column_of(release)])
    for correction in apps.get_model("editions", "Correction").objects.select_related("release"):
        if "source_line" in correction.earlier:
            correction.earlier[column_of(correction.release)] = correction.earlier.pop("source_line")
            correction.save(update_fields=["earlier"])


class Migration(migrations.Migration):
    dependencies = [("editions", "0019_parts_of_answers")]

    operations = [
        *(
            migrations.AddField(
                "pressrelease", f"source_line_{code}", LineField(**OPTIONS, help_text="Who issued it, as printed.")
            )
            for code in ("en", "ja", "zh_hans")
        ),
        migrations.RunPython(by_language, migrations.RunPython.noop),
    ]
