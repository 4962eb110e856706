"""Rules of automatic triage are retired and never deleted, and their tests are history."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER retired_never_deleted BEFORE DELETE ON desks_triagerule
    FOR EACH ROW EXECUTE FUNCTION desks_refuse_delete();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON desks_triageruletest
    FOR EACH ROW EXECUTE FUNCTION desks_refuse_change();
"""

BACKWARD = """
DROP TRIGGER append_only ON desks_triageruletest;
DROP TRIGGER retired_never_deleted ON desks_triagerule;
"""


class Migration(migrations.Migration):
    dependencies = [("desks", "0013_triage_rules")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
