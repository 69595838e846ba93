import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0002_append_only"),
        ("people", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Docket",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=101)),
                ("state", models.CharField(default="open", max_length=8)),
                ("opened_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("wake_at", models.DateTimeField(blank=True, null=True)),
                ("raised", models.PositiveSmallIntegerField(default=0)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("decision", models.CharField(blank=True, max_length=10)),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("new_first", models.DateField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("urge_at", models.DateTimeField(blank=True, null=True)),
                ("reports", models.PositiveIntegerField(default=0)),
                ("hard", models.PositiveIntegerField(default=0)),
                ("perfect", models.PositiveIntegerField(default=0)),
                ("units", models.PositiveIntegerField(default=0)),
                ("answered", models.PositiveIntegerField(default=0)),
                ("burdened", models.PositiveIntegerField(default=0)),
                ("burden", models.PositiveIntegerField(default=0)),
                ("visitors", models.PositiveIntegerField(default=0)),
                ("counted_at", models.DateTimeField(blank=True, null=True)),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
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
                    models.Index(fields=["city", "state", "-visitors", "-reports"], name="docket_rank"),
                    models.Index(fields=["city", "opened_at"], name="docket_age"),
                    models.Index(fields=["city", "reference"], name="docket_article"),
                    models.Index(fields=["city", "decision", "closed_at"], name="docket_done"),
                    models.Index(
                        condition=models.Q(("wake_at__isnull", False)), fields=["wake_at"], name="docket_wake"
                    ),
                    models.Index(
                        condition=models.Q(("urge_at__isnull", False)), fields=["urge_at"], name="docket_urge"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=("city", "reference", "simulated"),
                        name="docket_once_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                (
                    "docket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acknowledgements",
                        to="dockets.docket",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("docket", "person"), name="acknowledged_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="FromUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("count", models.PositiveIntegerField(default=0)),
                (
                    "docket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="from_units",
                        to="dockets.docket",
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
                "indexes": [models.Index(fields=["unit", "docket"], name="from_unit")],
                "constraints": [models.UniqueConstraint(fields=("docket", "unit"), name="from_unit_once")],
            },
        ),
        migrations.CreateModel(
            name="Renewal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.publishedflow",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.publishedflow",
                    ),
                ),
                (
                    "docket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renewals",
                        to="dockets.docket",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["after", "docket"], name="renewal_flow")],
                "constraints": [models.UniqueConstraint(fields=("docket", "after"), name="renewal_once")],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=8)),
                ("kind", models.CharField(max_length=8)),
                ("reference", models.CharField(blank=True, max_length=101)),
                ("service", models.CharField(blank=True, max_length=60)),
                ("part", models.CharField(blank=True, max_length=80)),
                ("burden", models.PositiveIntegerField(blank=True, null=True)),
                ("words", models.BinaryField(blank=True, default=b"")),
                ("proposal", models.BinaryField(blank=True, default=b"")),
                ("token", models.CharField(max_length=32, unique=True)),
                ("form_key", models.CharField(blank=True, max_length=64, null=True)),
                ("at", models.DateTimeField()),
                ("reply", models.TextField(blank=True)),
                ("replied_at", models.DateTimeField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
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
                    "docket",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gathered",
                        to="dockets.docket",
                    ),
                ),
                (
                    "replied_by",
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
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["docket", "at"], name="report_docket"),
                    models.Index(
                        condition=models.Q(("docket__isnull", False), ("replied_at__isnull", True)),
                        fields=["docket"],
                        name="report_waits",
                    ),
                    models.Index(
                        condition=models.Q(("docket__isnull", True), ("replied_at__isnull", True)),
                        fields=["city", "at"],
                        name="report_unsorted",
                    ),
                    models.Index(
                        condition=models.Q(("erased_at__isnull", True), ("replied_at__isnull", False)),
                        fields=["replied_at"],
                        name="report_erase",
                    ),
                    models.Index(
                        condition=models.Q(("by__isnull", False)), fields=["by", "at"], name="report_by"
                    ),
                    models.Index(fields=["city", "reference", "at"], name="report_article"),
                    models.Index(fields=["city", "at"], name="report_city"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("city", "form_key"), name="report_form_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proofs",
                        to="dockets.report",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("report", "case"), name="proof_once")],
            },
        ),
        migrations.CreateModel(
            name="Stay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "docket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stays",
                        to="dockets.docket",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("docket", "key"), name="stay_once")],
            },
        ),
        migrations.CreateModel(
            name="Urging",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("times", models.PositiveSmallIntegerField(default=0)),
                ("at", models.DateTimeField()),
                (
                    "docket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="urgings",
                        to="dockets.docket",
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
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("docket", "person"), name="urged_once")],
            },
        ),
    ]
