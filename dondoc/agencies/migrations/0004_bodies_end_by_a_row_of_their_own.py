from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_bodies_have_keys_and_last_days")]

    operations = [
        migrations.RemoveField(
            model_name="agency",
            name="exists_until",
        ),
        migrations.RemoveField(
            model_name="standingrole",
            name="exists_until",
        ),
        migrations.RemoveField(
            model_name="unit",
            name="exists_until",
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.UniqueConstraint(
                fields=("key", "exists_from", "decision"), name="agency_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision", None)),
                fields=("key", "exists_from"),
                name="agency_version_once_at_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                fields=("key", "exists_from", "decision"), name="unit_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision", None)),
                fields=("key", "exists_from"),
                name="unit_version_once_at_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("agency__isnull", True),
                        ("membership__isnull", True),
                        ("standing_role__isnull", True),
                        ("unit__isnull", False),
                    ),
                    models.Q(
                        ("agency__isnull", False),
                        ("membership__isnull", True),
                        ("standing_role__isnull", True),
                        ("unit__isnull", True),
                    ),
                    models.Q(
                        ("agency__isnull", True),
                        ("membership__isnull", True),
                        ("standing_role__isnull", False),
                        ("unit__isnull", True),
                    ),
                    models.Q(
                        ("agency__isnull", True),
                        ("membership__isnull", False),
                        ("standing_role__isnull", True),
                        ("unit__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="ending_of_one_thing",
            ),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["kind", "work_id"], name="transfer_of_work"),
        ),
    ]
