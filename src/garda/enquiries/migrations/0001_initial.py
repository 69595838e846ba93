import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_key", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=160)),
                ("words", models.TextField(blank=True)),
                ("opened_at", models.DateTimeField()),
                ("until", models.DateField()),
                ("deadline", models.DateTimeField()),
                ("state", models.CharField(default="open", max_length=8)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("by_hand_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("next_at", models.DateTimeField(blank=True, null=True)),
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
                    "opened_by",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["city", "-opened_at", "-id"], name="call_list"),
                    models.Index(
                        condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="call_next"
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("city", "form_key"), name="call_sent_once")],
            },
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(max_length=8)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "sent_by",
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
                (
                    "call",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked",
                        to="enquiries.call",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "state"], name="asked_unit")],
                "constraints": [models.UniqueConstraint(fields=("call", "unit"), name="asked_once_per_call")],
            },
        ),
        migrations.CreateModel(
            name="Procedure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("key", models.SlugField(blank=True, max_length=60)),
                ("title", models.CharField(max_length=160)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "call",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="procedures",
                        to="enquiries.call",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("call", "place"), name="procedure_once_per_call")
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("not_ours", models.BooleanField(default=False)),
                ("kind", models.CharField(blank=True, max_length=8)),
                ("reference", models.CharField(blank=True, max_length=101)),
                ("hindrance", models.BinaryField(blank=True, default=bytes)),
                ("proposal", models.BinaryField(blank=True, default=bytes)),
                ("report", models.PositiveBigIntegerField(blank=True, null=True)),
                ("lacks", models.CharField(blank=True, max_length=60)),
                ("saved_at", models.DateTimeField()),
                ("simulated", models.BooleanField(default=False)),
                (
                    "asked",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="enquiries.asked",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enquiries.procedure",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("asked", "procedure"), name="part_once_per_unit")
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("words", models.CharField(max_length=300)),
                ("shape", models.CharField(max_length=8)),
                ("example", models.BooleanField(default=False)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "call",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="enquiries.call",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("call", "place"), name="question_once_per_call")
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said", models.BinaryField(blank=True, default=bytes)),
                ("yes", models.BooleanField(blank=True, null=True)),
                ("number", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("example", models.BinaryField(blank=True, default=bytes)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "part",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="enquiries.part",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="enquiries.question"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("part", "question"), name="answer_once_per_question")
                ],
            },
        ),
    ]
