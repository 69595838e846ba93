"""The tables of the room rules."""

import datetime

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city_key", models.CharField(blank=True, default="", max_length=40)),
                ("key", models.SlugField(max_length=60)),
                ("kind", models.CharField(max_length=20)),
                ("issuer", models.CharField(blank=True, max_length=80)),
                ("number", models.CharField(blank=True, max_length=40)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("about_id", models.CharField(max_length=300)),
                ("about_en", models.CharField(max_length=300)),
                ("first", models.DateField(blank=True, null=True)),
                ("last", models.DateField(blank=True, null=True)),
                ("replaced_by", models.CharField(blank=True, max_length=60)),
                ("rests_on", models.JSONField(blank=True, default=list)),
                ("review", models.DateField(blank=True, null=True)),
                ("owner", models.CharField(blank=True, default="", max_length=60)),
                ("sure", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("simulated", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["key"], name="rules_rule_key_94e338_idx"),
                    models.Index(fields=["review"], name="rules_rule_review_f824d9_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("city_key", "key"), name="rule_once_per_city")
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("label_id", models.CharField(max_length=120)),
                ("label_en", models.CharField(max_length=120)),
                ("words_id", models.TextField()),
                ("words_en", models.TextField()),
                ("first", models.DateField(default=datetime.date(1945, 8, 17))),
                ("last", models.DateField(blank=True, null=True)),
                ("sure", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="articles", to="rules.rule"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["rule", "place"], name="rules_artic_rule_id_cc6f4e_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "key", "first"), name="article_version_once")
                ],
            },
        ),
    ]
