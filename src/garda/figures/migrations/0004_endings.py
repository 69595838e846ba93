"""How whole matters ended, by day; numbers that are gone, and those removed on purpose."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_confirmations"),
        ("figures", "0003_versions"),
        ("people", "0002_day_off_name_en"),
    ]

    operations = [
        migrations.CreateModel(
            name="Removed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numbers", models.JSONField(default=list)),
                ("count", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.city"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DayEnding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("simulated", models.BooleanField(default=False)),
                ("ended", models.IntegerField(default=0)),
                ("results", models.IntegerField(default=0)),
                ("minutes", models.BigIntegerField(default=0)),
                ("met", models.IntegerField(default=0)),
                ("named", models.IntegerField(default=0)),
                ("verified", models.IntegerField(default=0)),
                ("whole", models.IntegerField(default=0)),
                ("sound", models.IntegerField(default=0)),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.city",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["city", "day"], name="day_ending_city")],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "day", "simulated"), name="day_ending_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Ending",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("outcome", models.CharField(max_length=20)),
                ("minutes", models.PositiveIntegerField()),
                ("met", models.BooleanField()),
                ("named", models.BooleanField()),
                ("verified", models.BooleanField()),
                ("whole", models.BooleanField()),
                ("checked_on", models.DateField()),
                ("simulated", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.city",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.event"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["city", "day"], name="ending_city_day"),
                    models.Index(fields=["unit", "day"], name="ending_unit_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=24)),
                ("since", models.DateTimeField()),
                ("found_on", models.DateField()),
                ("back_on", models.DateField(blank=True, null=True)),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.city",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("city", "number"), name="lost_once")],
            },
        ),
    ]
