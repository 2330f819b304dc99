from django.db import migrations

NAMES = ("title", "lead_label", "target_value", "target_unit", "target_scope", "product",
         "report_to", "report_by", "judge", "every", "indicator")  # fmt: skip


def remember_first_words(apps, schema_editor):
    """Tasks given before this step say from their first day what they say now: no more is known."""
    task_model, wording = apps.get_model("tasks", "Task"), apps.get_model("tasks", "Wording")
    for task in task_model.objects.prefetch_related("assignments").iterator(chunk_size=500):
        columns = {name: getattr(task, name) for name in NAMES}
        amount = columns["target_value"]
        columns["target_value"] = None if amount is None else str(amount)
        parts = [[one.agency_id, one.role] for one in task.assignments.all()]
        wording.objects.create(task=task, recorded_at=task.created_at, columns=columns, parts=parts)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0003_what_was_decided_and_said_stays")]

    operations = [migrations.RunPython(remember_first_words, migrations.RunPython.noop)]
