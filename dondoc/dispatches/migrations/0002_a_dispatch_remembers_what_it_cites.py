import django.db.models.deletion
from django.db import migrations, models

KINDS = (
    *("replaces", "annuls", "withdraws", "suspends", "amends", "corrects", "extends"),
    *("continues", "answers", "rests_on", "cites"),
)


def read_again(apps, schema_editor):
    """Fill the new table from the words of every dispatch kept before."""
    from dondoc.dispatches.citing import relations_of, values_of

    dispatches = apps.get_model("dispatches", "Dispatch").objects
    cited = apps.get_model("dispatches", "CitedDocument")
    for dispatch in dispatches.only("text", "reading", "reference").iterator(50):
        found = relations_of(dispatch.text, dispatch.reading, own_number=dispatch.reference)
        cited.objects.bulk_create(cited(dispatch=dispatch, **values_of(one)) for one in found)


class Migration(migrations.Migration):
    dependencies = [("dispatches", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CitedDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=120)),
                ("number_key", models.CharField(db_index=True, max_length=120)),
                ("on", models.DateField(db_index=True, null=True)),
                ("issuer", models.CharField(blank=True, max_length=240)),
                ("kind", models.CharField(blank=True, max_length=80)),
                (
                    "relation",
                    models.CharField(
                        choices=[(kind, kind.upper()) for kind in KINDS], max_length=12
                    ),
                ),
                ("asked", models.BooleanField(default=False)),
                ("partial", models.BooleanField(default=False)),
                ("words", models.TextField()),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "dispatch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cited",
                        to="dispatches.dispatch",
                    ),
                ),
            ],
            options={"ordering": ["start", "pk"]},
        ),
        migrations.RunPython(read_again, migrations.RunPython.noop),
    ]
