"""A follow-up is recorded as an interview of its own kind: date, length, form, who was there, summary, next steps."""

from django.db import migrations

FORWARD = """
INSERT INTO cases_interview
    (case_id, kind, held_on, minutes, form, others_present, summary, next_steps, recorded_by_id, recorded_at)
SELECT case_id, 'follow_up', held_on, NULL, '', '', summary, '', recorded_by_id, recorded_at
FROM cases_followup ORDER BY id
"""

BACKWARD = """
INSERT INTO cases_followup (case_id, held_on, summary, recorded_by_id, recorded_at)
SELECT case_id, held_on, summary, recorded_by_id, recorded_at
FROM cases_interview WHERE kind = 'follow_up' ORDER BY id;
DELETE FROM cases_interview_supporters
WHERE interview_id IN (SELECT id FROM cases_interview WHERE kind = 'follow_up');
DELETE FROM cases_interview WHERE kind = 'follow_up';
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_chart_plans_and_clocks")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
