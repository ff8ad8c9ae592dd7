"""The list of dead links in its order, and the few speakers nobody is sure of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0036_lists_of_the_desk"),
    ]

    operations = [
        migrations.AlterField(
            model_name="link",
            name="is_dead",
            field=models.BooleanField(default=False, verbose_name="readers are told that it is gone"),
        ),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(
                models.OrderBy(models.F("is_dead"), descending=True),
                models.F("failing_since"),
                models.F("address"),
                name="link_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="speaker",
            index=models.Index(
                condition=models.Q(("is_certain", False)),
                fields=["family_name", "given_name", "id"],
                name="speaker_uncertain",
            ),
        ),
    ]
