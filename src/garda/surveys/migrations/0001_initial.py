import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import garda.surveys.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0002_append_only"),
        ("people", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Habit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("first", models.DateField()),
                ("state", models.CharField(max_length=8)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("form_key", models.CharField(blank=True, max_length=64, null=True)),
                ("simulated", models.BooleanField(default=False)),
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
                "indexes": [models.Index(fields=["unit", "state"], name="habit_unit")],
                "constraints": [models.UniqueConstraint(fields=("unit", "form_key"), name="habit_form_once")],
            },
        ),
        migrations.CreateModel(
            name="HabitWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("monday", models.DateField()),
                ("kept", models.BooleanField()),
                ("simulated", models.BooleanField(default=False)),
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
                    "habit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="weeks", to="surveys.habit"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("habit", "monday"), name="habit_week_once")],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("places", models.JSONField(default=dict)),
                ("words", models.BinaryField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("form_key", models.CharField(max_length=64)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
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
                    "officer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["officer", "day"], name="observation_officer"),
                    models.Index(fields=["unit", "by", "day"], name="observation_unit"),
                    models.Index(
                        condition=models.Q(("words__isnull", False)), fields=["day"], name="observation_words"
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("city", "form_key"), name="observed_once")],
            },
        ),
        migrations.CreateModel(
            name="PublishedInstrument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60)),
                ("text", models.TextField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("first", models.DateField()),
                ("last", models.DateField(blank=True, null=True)),
                ("published_at", models.DateTimeField()),
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
                    "by_post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="instruments",
                        to="people.city",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("city", "key", "first"), name="instrument_edition_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Point",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60)),
                ("deep", models.BooleanField(default=False)),
                ("cells", models.JSONField(default=list)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("n", models.PositiveIntegerField()),
                ("patterns", models.JSONField(default=dict)),
                ("simulated", models.BooleanField(default=False)),
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
                (
                    "instrument",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.publishedinstrument",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["city", "key", "last"], name="point_key")],
            },
        ),
        migrations.CreateModel(
            name="Kept",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cell", models.CharField(max_length=160, unique=True)),
                ("service", models.SlugField(blank=True, max_length=60)),
                ("month", models.DateField()),
                ("marks", models.CharField(blank=True, max_length=3)),
                ("patterns", models.JSONField(default=dict)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.area",
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
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.publishedinstrument",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["instrument", "month"], name="kept_month"),
                    models.Index(fields=["instrument", "unit", "month"], name="kept_unit"),
                    models.Index(fields=["city"], name="kept_city"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Looked",
            fields=[
                (
                    "city",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.city",
                    ),
                ),
                ("upto", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ElementOwner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("element", models.SlugField(max_length=60)),
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
                (
                    "instrument",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.publishedinstrument",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["city", "unit"], name="element_owner_unit")],
                "constraints": [
                    models.UniqueConstraint(fields=("instrument", "element"), name="element_owner_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("audience", models.CharField(max_length=10)),
                ("about", models.CharField(blank=True, max_length=160)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("invited", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.area",
                    ),
                ),
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
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rounds", to="people.city"
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="surveys.publishedinstrument",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rounds",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["city", "audience", "last"], name="round_open"),
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["last"],
                        name="round_unclosed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=garda.surveys.models.drawn, primary_key=True, serialize=False
                    ),
                ),
                ("service", models.SlugField(blank=True, max_length=60)),
                ("flow_version", models.PositiveIntegerField(default=0)),
                ("day", models.DateField()),
                ("at", models.DateTimeField(blank=True, null=True)),
                ("channel", models.CharField(max_length=8)),
                ("device", models.CharField(blank=True, max_length=64)),
                ("own_device", models.BooleanField(default=False)),
                ("pattern", models.CharField(max_length=200)),
                ("flags", models.JSONField(blank=True, default=list)),
                ("aside", models.BooleanField(default=False)),
                ("comment", models.BinaryField(blank=True, null=True)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.area",
                    ),
                ),
                (
                    "assisted_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses",
                        to="people.city",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.publishedinstrument",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.round",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["instrument", "unit", "day"], name="response_unit"),
                    models.Index(fields=["unit", "day"], name="response_unit_day"),
                    models.Index(fields=["city", "day"], name="response_day"),
                    models.Index(
                        condition=models.Q(("officer__isnull", False)),
                        fields=["officer", "instrument", "day"],
                        name="response_officer",
                    ),
                    models.Index(
                        condition=models.Q(("round__isnull", False)), fields=["round"], name="response_round"
                    ),
                    models.Index(
                        condition=models.Q(("comment__isnull", False)),
                        fields=["city", "day"],
                        name="response_comment",
                    ),
                    models.Index(
                        condition=models.Q(("at__isnull", False)),
                        fields=["city", "day"],
                        name="response_timed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=40, unique=True)),
                ("source", models.CharField(max_length=8)),
                ("source_key", models.CharField(max_length=64)),
                ("service", models.SlugField(blank=True, max_length=60)),
                ("flow_version", models.PositiveIntegerField(default=0)),
                ("served_on", models.DateField()),
                ("expires_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("simulated", models.BooleanField(default=False)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.area",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="people.city",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="surveys.round",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "served_on"], name="invited_unit")],
                "constraints": [
                    models.UniqueConstraint(fields=("city", "source", "source_key"), name="invited_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Box",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("patterns", models.JSONField(default=dict)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.unit"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="boxes", to="surveys.round"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("round", "unit"), name="box_once")],
            },
        ),
        migrations.CreateModel(
            name="Taken",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=garda.surveys.models.drawn, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.SlugField(max_length=60)),
                ("on", models.DateField()),
                ("simulated", models.BooleanField(default=False)),
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
                    "invitation",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taken",
                        to="surveys.invitation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taken",
                        to="surveys.round",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("invitation__isnull", False)),
                        fields=("invitation", "key"),
                        name="taken_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("round", "person"),
                        name="took_part_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("part", models.SlugField(max_length=40)),
                ("words", models.CharField(max_length=200)),
                ("due", models.DateField()),
                ("state", models.CharField(max_length=8)),
                ("result", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("form_key", models.CharField(blank=True, max_length=64, null=True)),
                ("simulated", models.BooleanField(default=False)),
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
                    models.Index(fields=["unit", "state", "due"], name="action_unit"),
                    models.Index(condition=models.Q(("state", "planned")), fields=["due"], name="action_due"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "form_key"), name="action_form_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("drawn_at", models.DateTimeField()),
                ("state", models.CharField(max_length=9)),
                ("why", models.BinaryField(blank=True, null=True)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("checked_on", models.DateField(blank=True, null=True)),
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
                    "checked_by",
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
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.city",
                    ),
                ),
                (
                    "drawn_by",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["unit", "state", "drawn_at"], name="check_unit"),
                    models.Index(fields=["person", "checked_on"], name="check_person"),
                ],
                "constraints": [models.UniqueConstraint(fields=("case", "seq"), name="checked_once")],
            },
        ),
        migrations.CreateModel(
            name="Coaching",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("element", models.SlugField(max_length=40)),
                ("words", models.BinaryField(blank=True, null=True)),
                ("due", models.DateField()),
                ("state", models.CharField(max_length=8)),
                ("given_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("form_key", models.CharField(max_length=64)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
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
                    "officer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["officer", "due"], name="coaching_officer"),
                    models.Index(fields=["unit", "state", "due"], name="coaching_unit"),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True), ("reminded_at__isnull", True)),
                        fields=["due"],
                        name="coaching_due",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("city", "form_key"), name="coached_once")],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60)),
                ("about", models.SlugField(max_length=60)),
                ("period", models.CharField(max_length=8)),
                ("before", models.CharField(blank=True, max_length=40)),
                ("before_n", models.PositiveIntegerField(blank=True, null=True)),
                ("state", models.CharField(max_length=9)),
                ("due", models.DateField(blank=True, null=True)),
                ("plan", models.CharField(blank=True, max_length=600)),
                ("result", models.CharField(blank=True, max_length=600)),
                ("why", models.CharField(blank=True, max_length=600)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("after", models.CharField(blank=True, max_length=40)),
                ("after_n", models.PositiveIntegerField(blank=True, null=True)),
                ("after_period", models.CharField(blank=True, max_length=8)),
                ("opened_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("simulated", models.BooleanField(default=False)),
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
                    "done_by",
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
                    "owner",
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
                    models.Index(fields=["unit", "state", "due"], name="follow_up_unit"),
                    models.Index(fields=["owner", "state"], name="follow_up_owner"),
                    models.Index(fields=["city", "state", "due"], name="follow_up_due"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "key", "about", "period"), name="follow_up_once")
                ],
            },
        ),
    ]
