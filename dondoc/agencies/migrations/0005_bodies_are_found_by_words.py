from django.db import migrations, models

from dondoc.core.finding import agency_words, unit_words

BATCH = 500
COMMITTEES = ("leadership", "district", "commune")


def write(apps, schema_editor):
    """Rows that were there before are found too."""
    Unit, Agency = apps.get_model("agencies", "Unit"), apps.get_model("agencies", "Agency")
    units = {unit.pk: unit for unit in Unit._base_manager.all()}
    for unit in units.values():
        place, above = [], units.get(unit.parent_id)
        while above is not None:
            place.append(f"{above.kind} {above.name}")
            above = units.get(above.parent_id)
        unit.words = unit_words(unit.kind, unit.name, unit.code, " ".join(place))
    Unit._base_manager.bulk_update(units.values(), ["words"], batch_size=BATCH)
    agencies = list(Agency._base_manager.all())
    for agency in agencies:
        unit = units.get(agency.unit_id) if agency.kind in COMMITTEES else None
        names = [unit.name, f"{unit.kind} {unit.name}"] if unit else []
        agency.words = agency_words(agency.name, agency.short_name, agency.code, names)
    Agency._base_manager.bulk_update(agencies, ["words"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0004_bodies_end_by_a_row_of_their_own")]

    operations = [
        migrations.AddField("unit", "words", models.TextField(default="")),
        migrations.AddField("agency", "words", models.TextField(default="")),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
