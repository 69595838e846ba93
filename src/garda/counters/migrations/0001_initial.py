"""The tables of the room counters."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ticket",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("letter", models.CharField(max_length=2)),
                ("number", models.PositiveSmallIntegerField()),
                ("token", models.CharField(max_length=32, unique=True)),
                ("client", models.UUIDField(blank=True, null=True, unique=True)),
                ("key", models.SlugField(blank=True, max_length=60)),
                ("first", models.CharField(blank=True, max_length=12)),
                ("channel", models.CharField(max_length=8)),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("desk", models.CharField(blank=True, max_length=60)),
                ("calls", models.PositiveSmallIntegerField(default=0)),
                ("arrived", models.DateTimeField()),
                ("changed", models.DateTimeField()),
                ("case_number", models.CharField(blank=True, max_length=40)),
                ("rating", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "by_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tickets",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["unit", "day", "state", "arrived"], name="ticket_queue"),
                    models.Index(fields=["city", "day"], name="ticket_city"),
                    models.Index(
                        condition=models.Q(("case_number", ""), _negated=True),
                        fields=["case_number"],
                        name="ticket_case",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "day", "letter", "number"), name="ticket_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("start", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("key", models.SlugField(blank=True, max_length=60)),
                ("token", models.CharField(max_length=32, unique=True)),
                ("state", models.CharField(default="booked", max_length=10)),
                ("made_at", models.DateTimeField()),
                ("changed", models.DateTimeField()),
                ("simulated", models.BooleanField(default=False)),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="people.unit",
                    ),
                ),
                (
                    "ticket",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="slot",
                        to="counters.ticket",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "day", "start"], name="slot_unit")],
            },
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("desk", models.CharField(blank=True, max_length=60)),
                ("start", models.DateTimeField()),
                ("end", models.DateTimeField(blank=True, null=True)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="periods",
                        to="counters.ticket",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ticket", "start"], name="period_ticket")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("end__isnull", True)), fields=("ticket",), name="period_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"
                        ),
                        name="period_lasts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client", models.UUIDField(unique=True)),
                ("name", models.CharField(max_length=16)),
                ("facts", models.JSONField(blank=True, default=dict)),
                ("at", models.DateTimeField()),
                ("received", models.DateTimeField()),
                ("refused", models.BooleanField(default=False)),
                ("said", models.JSONField(blank=True, default=dict)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "ticket",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="counters.ticket",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "received"], name="act_unit")],
            },
        ),
        migrations.CreateModel(
            name="Waited",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("key", models.CharField(blank=True, max_length=60)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("simulated", models.BooleanField(default=False)),
                ("count", models.PositiveIntegerField(default=0)),
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
                "indexes": [
                    models.Index(fields=["city", "day"], name="waited_city"),
                    models.Index(fields=["city", "key", "day"], name="waited_service"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "day", "key", "minutes", "simulated"), name="waited_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WrongArrival",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("desk", models.CharField(max_length=120)),
                ("meant_desk", models.CharField(blank=True, max_length=60)),
                ("meant_kind", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                ("day", models.DateField()),
                ("simulated", models.BooleanField(default=False)),
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"
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
                    "flow",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.publishedflow",
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
                    models.Index(fields=["city", "flow", "unit"], name="wrong_arrival_flow"),
                    models.Index(fields=["unit", "day"], name="wrong_arrival_unit"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormsBegun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("simulated", models.BooleanField(default=False)),
                ("count", models.PositiveIntegerField(default=0)),
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
                    "flow",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.publishedflow",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["city", "month"], name="forms_begun_city")],
                "constraints": [
                    models.UniqueConstraint(fields=("flow", "month", "simulated"), name="forms_begun_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="QueueDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("key", models.CharField(blank=True, max_length=60)),
                ("simulated", models.BooleanField(default=False)),
                ("taken", models.PositiveIntegerField(default=0)),
                ("served", models.PositiveIntegerField(default=0)),
                ("missed", models.PositiveIntegerField(default=0)),
                ("left", models.PositiveIntegerField(default=0)),
                ("desks", models.JSONField(blank=True, default=list)),
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
                        related_name="queue_days",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["city", "day"], name="queue_day_city")],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "day", "key", "simulated"), name="queue_day_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("letter", models.CharField(max_length=2)),
                ("source", models.CharField(max_length=24)),
                ("priority", models.BooleanField(default=False)),
                ("day", models.DateField(blank=True, null=True)),
                ("last", models.PositiveSmallIntegerField(default=0)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "letter"), name="series_letter_once"),
                    models.UniqueConstraint(fields=("unit", "source", "priority"), name="series_source_once"),
                ],
            },
        ),
    ]
