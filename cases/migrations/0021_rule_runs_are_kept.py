"""What the rules of automatic triage did with a case is history."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON cases_rulerun
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
"""

BACKWARD = "DROP TRIGGER append_only ON cases_rulerun;"


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_rule_runs")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
