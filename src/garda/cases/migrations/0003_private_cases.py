"""A matter may be confidential: kept from whoever neither holds nor oversees it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column more."""

    dependencies = [("cases", "0002_append_only")]
    operations = [
        migrations.AddField(
            model_name="case",
            name="private",
            field=models.BooleanField(default=False),
        )
    ]
