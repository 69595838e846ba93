"""The tables of the room people."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import garda.people.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=13)),
                ("name", models.CharField(max_length=120)),
                ("level", models.CharField(max_length=20)),
                ("parent_code", models.CharField(blank=True, max_length=13)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lng", models.FloatField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="City",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("code", models.CharField(max_length=13, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(default="kota", max_length=20)),
                ("province", models.CharField(blank=True, max_length=80)),
                ("province_code", models.CharField(blank=True, max_length=13)),
                ("zone", models.CharField(default="Asia/Jakarta", max_length=40)),
                ("short", models.CharField(blank=True, max_length=60)),
                ("vision", models.JSONField(blank=True, default=dict)),
                ("maklumat", models.JSONField(blank=True, default=dict)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("colours", models.JSONField(blank=True, default=dict)),
                ("settings", models.JSONField(blank=True, default=dict)),
                ("version", models.PositiveIntegerField(default=garda.people.models.fresh_version)),
            ],
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("seat", models.PositiveSmallIntegerField(default=1)),
                ("title", models.CharField(max_length=160)),
                ("closed_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Boundary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("geometry", models.JSONField()),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="boundary", to="people.area"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="area",
            name="city",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="areas", to="people.city"
            ),
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=150, unique=True)),
                ("name", models.CharField(max_length=160)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("is_active", models.BooleanField(default=True)),
                ("is_demo", models.BooleanField(default=False)),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="persons",
                        to="people.city",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HolidayYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holiday_years",
                        to="people.city",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("city", "year"), name="holiday_year_once")],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("decree", models.CharField(blank=True, max_length=160)),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="given", to="people.post"
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="taken", to="people.post"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["taker", "first", "last"], name="people_dele_taker_i_a77203_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("known_as", models.CharField(blank=True, max_length=160)),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("definitif", "Definitif"),
                            ("pj", "Penjabat (Pj)"),
                            ("plt", "Pelaksana tugas (Plt)"),
                            ("plh", "Pelaksana harian (Plh)"),
                        ],
                        default="definitif",
                        max_length=12,
                    ),
                ),
                ("first", models.DateField()),
                ("last", models.DateField(blank=True, null=True)),
                ("decree", models.CharField(blank=True, max_length=160)),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="people.post"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["post", "first"], name="people_term_post_id_91b8f3_idx"),
                    models.Index(fields=["person", "first"], name="people_term_person__37c9f4_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60)),
                ("abbrev", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=160)),
                ("short", models.CharField(blank=True, max_length=80)),
                ("also", models.CharField(blank=True, max_length=200)),
                ("kind", models.CharField(max_length=20)),
                ("path", models.CharField(blank=True, max_length=120)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lng", models.FloatField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="units",
                        to="people.area",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="units", to="people.city"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["city", "kind", "name"], name="people_unit_city_id_9985a1_idx"),
                    models.Index(fields=["path"], name="people_unit_path_e61b93_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("city", "key"), name="unit_key_once_per_city"),
                    models.UniqueConstraint(fields=("city", "abbrev"), name="unit_abbrev_once_per_city"),
                ],
            },
        ),
        migrations.AddField(
            model_name="post",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="people.unit"
            ),
        ),
        migrations.CreateModel(
            name="DayOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("name", models.CharField(max_length=160)),
                ("name_en", models.CharField(blank=True, max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("libur_nasional", "Libur nasional"),
                            ("cuti_bersama", "Cuti bersama"),
                            ("tutup", "Kantor tutup"),
                            ("kerja", "Tetap bekerja"),
                        ],
                        max_length=20,
                    ),
                ),
                ("estimated", models.BooleanField(default=False)),
                ("rests_on", models.CharField(blank=True, max_length=160)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="days_off", to="people.city"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days_off",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["city", "day"], name="people_dayo_city_id_c94069_idx")],
            },
        ),
        migrations.CreateModel(
            name="WorkHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("first", models.DateField(blank=True, null=True)),
                ("last", models.DateField(blank=True, null=True)),
                ("week", models.JSONField()),
                ("counter", models.JSONField(blank=True, default=list)),
                ("estimated", models.BooleanField(default=False)),
                ("rests_on", models.CharField(blank=True, max_length=120)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="work_hours",
                        to="people.city",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="work_hours",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["city", "unit"], name="people_work_city_id_42d020_idx")],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("what", models.CharField(max_length=40)),
                ("about", models.CharField(max_length=200)),
                ("was", models.JSONField(blank=True, default=dict)),
                ("became", models.JSONField(blank=True, default=dict)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="people.city"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["city", "at"], name="people_chan_city_id_563934_idx")],
            },
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(fields=("city", "code"), name="area_once_per_city"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(
                fields=("unit", "kind", "seat"), name="post_seat_once_per_unit"
            ),
        ),
    ]
