"""The signs of trust and the counts kept of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_append_only"),
        ("figures", "0002_part_classes"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("element", models.SlugField(max_length=24)),
                ("area_code", models.CharField(blank=True, max_length=13)),
                ("month", models.DateField()),
                ("simulated", models.BooleanField(default=False)),
                ("shown", models.IntegerField(default=0)),
                ("among", models.IntegerField(default=0)),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.city",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["city", "month"], name="sign_count_month")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city", "element", "area_code", "month", "simulated"), name="sign_count_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TrustSign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("element", models.SlugField(max_length=24)),
                ("area_code", models.CharField(blank=True, max_length=13)),
                ("month", models.DateField()),
                ("shown", models.BooleanField()),
                ("simulated", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.case",
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["city", "element", "area_code", "month"], name="trust_sign_area")
                ],
                "constraints": [models.UniqueConstraint(fields=("case", "element"), name="trust_sign_once")],
            },
        ),
    ]
