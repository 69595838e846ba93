import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import garda.integrity.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0002_append_only"),
        ("people", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=garda.integrity.models.fresh_key, primary_key=True, serialize=False
                    ),
                ),
                ("desk", models.CharField(max_length=12)),
                ("state", models.CharField(max_length=10)),
                ("received_on", models.DateField()),
                ("due_at", models.DateTimeField()),
                ("reminded", models.BooleanField(default=False)),
                ("heard_on", models.DateField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, max_length=12)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("known", models.BooleanField(default=False)),
                ("barred", models.JSONField(blank=True, default=list)),
                ("sealed", models.BinaryField(default=b"")),
                ("code", models.CharField(max_length=64, unique=True)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.city",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["city", "desk", "state", "due_at"], name="report_desk"),
                    models.Index(fields=["city", "received_on"], name="report_day"),
                    models.Index(fields=["state", "due_at"], name="report_due"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slip",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=garda.integrity.models.fresh_key, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("opens_on", models.DateField()),
                ("sealed", models.BinaryField(default=b"")),
                ("code", models.CharField(max_length=64, unique=True)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.city",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["city", "opens_on"], name="slip_opens")],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=garda.integrity.models.fresh_key, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=10)),
                ("sealed", models.BinaryField(default=b"")),
                ("day", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="integrity.report",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("report", "seq"), name="step_once")],
            },
        ),
        migrations.CreateModel(
            name="Criticism",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=garda.integrity.models.fresh_key, primary_key=True, serialize=False
                    ),
                ),
                ("leader", models.BooleanField(default=False)),
                ("state", models.CharField(max_length=10)),
                ("raised", models.PositiveSmallIntegerField(default=0)),
                ("received_on", models.DateField()),
                ("due_at", models.DateTimeField()),
                ("verdict", models.CharField(blank=True, max_length=10)),
                ("reason", models.TextField(blank=True)),
                ("action", models.TextField(blank=True)),
                ("action_due", models.DateField(blank=True, null=True)),
                ("reminded", models.BooleanField(default=False)),
                ("result", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("sealed", models.BinaryField(default=b"")),
                ("known", models.BooleanField(default=False)),
                ("code", models.CharField(max_length=64, unique=True)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "at_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.city",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["unit", "received_on"], name="criticism_unit"),
                    models.Index(fields=["at_unit", "state", "due_at"], name="criticism_at"),
                    models.Index(fields=["city", "received_on"], name="criticism_day"),
                    models.Index(fields=["state", "due_at"], name="criticism_due"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gift",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(max_length=10)),
                ("got_on", models.DateField()),
                ("value", models.PositiveBigIntegerField()),
                ("taken", models.BooleanField(default=True)),
                ("late", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("sealed", models.BinaryField(default=b"")),
                ("outcome", models.CharField(blank=True, max_length=12)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("form_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.city",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["city", "state", "at"], name="gift_state")],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("sealed", models.BinaryField(default=b"")),
                ("simulated", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.city",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["city", "at"], name="interest_day")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "declared")),
                        fields=("person", "case"),
                        name="interest_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("version", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("simulated", models.BooleanField(default=False)),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.city",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["city", "year"], name="pledge_year")],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "year", "version"), name="pledge_once")
                ],
            },
        ),
    ]
