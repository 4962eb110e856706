"""Rule 8 of the design held by the database: reference rows are retired, never deleted."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION desks_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% % is retired, not deleted: set retired_on', TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER retired_never_deleted BEFORE DELETE ON desks_producttype
    FOR EACH ROW EXECUTE FUNCTION desks_refuse_delete();
CREATE TRIGGER retired_never_deleted BEFORE DELETE ON desks_topic
    FOR EACH ROW EXECUTE FUNCTION desks_refuse_delete();
"""

BACKWARD = """
DROP TRIGGER retired_never_deleted ON desks_topic;
DROP TRIGGER retired_never_deleted ON desks_producttype;
DROP FUNCTION desks_refuse_delete();
"""


class Migration(migrations.Migration):
    dependencies = [("desks", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
