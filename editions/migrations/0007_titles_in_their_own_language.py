"""The language of a title that fell back, and other forms of a name with theirs; manage.py search_index fills them in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0006_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="searchentry",
            name="forms",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="title_language",
            field=models.CharField(max_length=10, null=True),
        ),
    ]
