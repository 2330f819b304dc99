from django.db import migrations


def name_the_bodies(apps, schema_editor):
    """Give every body its key, its path of keys, and its last day as a row of its own."""
    Unit, Agency = apps.get_model("agencies", "Unit"), apps.get_model("agencies", "Agency")
    StandingRole = apps.get_model("agencies", "StandingRole")
    Ending = apps.get_model("agencies", "Ending")
    paths = {}
    for unit in Unit.objects.order_by("level", "path"):
        unit.key = f"{unit.code}@{unit.exists_from}"
        unit.save(update_fields=["key"])
    by_pk = {unit.pk: unit for unit in Unit.objects.all()}
    for unit in by_pk.values():
        keys, here = [], unit
        while here is not None:
            keys.insert(0, here.key)
            here = by_pk.get(here.parent_id)
        paths[unit.pk] = "/".join(keys)
        Unit.objects.filter(pk=unit.pk).update(path=paths[unit.pk])
    for agency in Agency.objects.all():
        Agency.objects.filter(pk=agency.pk).update(key=agency.code)
    steps = apps.get_model("agencies", "AgencySuccession").objects
    steps.exclude(function="").update(whole=False)
    for name, model in (("unit", Unit), ("agency", Agency), ("standing_role", StandingRole)):
        Ending.objects.bulk_create(
            Ending(**{name: one}, last_on=one.exists_until)
            for one in model.objects.exclude(exists_until=None)
        )


def forget_the_names(apps, schema_editor):
    """Put the last days back beside the bodies; a body then stands under codes again."""
    Ending = apps.get_model("agencies", "Ending")
    for name in ("unit", "agency", "standing_role"):
        for ending in Ending.objects.exclude(**{name: None}).filter(decision=None):
            model = type(getattr(ending, name))
            model.objects.filter(pk=getattr(ending, name).pk).update(exists_until=ending.last_on)
    Unit = apps.get_model("agencies", "Unit")
    by_pk = {unit.pk: unit for unit in Unit.objects.all()}
    for unit in by_pk.values():
        codes, here = [], unit
        while here is not None:
            codes.insert(0, here.code)
            here = by_pk.get(here.parent_id)
        Unit.objects.filter(pk=unit.pk).update(path="/".join(codes))


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_bodies_live_in_time")]

    operations = [migrations.RunPython(name_the_bodies, forget_the_names)]
