from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import migrations, models

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def tell_since_when(apps, schema_editor):
    """A report was known to be owed once its form was asked for and its period had begun."""
    Demand, Report = apps.get_model("reports", "Demand"), apps.get_model("reports", "Report")
    for demand in Demand.objects.all():
        Demand.objects.filter(pk=demand.pk).update(settled_at=demand.recorded_at)
        rows = Report.objects.filter(demand=demand)
        for first_on in rows.order_by().values_list("first_on", flat=True).distinct():
            begun = datetime.combine(first_on, time(), HANOI)
            rows.filter(first_on=first_on).update(known_from=max(demand.recorded_at, begun))


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.AddField("demand", "settled_at", models.DateTimeField(null=True)),
        migrations.AddField("report", "known_from", models.DateTimeField(null=True)),
        migrations.RunPython(tell_since_when, migrations.RunPython.noop),
    ]
