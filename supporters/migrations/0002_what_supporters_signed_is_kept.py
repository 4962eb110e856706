"""What was signed and declared stays, and so does every change of an entry but for the mark that staff saw it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION supporters_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % % is refused: the row is history', TG_OP, TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON supporters_undertaking
    FOR EACH ROW EXECUTE FUNCTION supporters_refuse_change();
CREATE TRIGGER ended_never_deleted BEFORE DELETE ON supporters_interest
    FOR EACH ROW EXECUTE FUNCTION supporters_refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON supporters_supporterchange
    FOR EACH ROW EXECUTE FUNCTION supporters_refuse_change();
CREATE TRIGGER seen_once_and_nothing_else BEFORE UPDATE ON supporters_supporterchange
    FOR EACH ROW WHEN (
        OLD.seen_at IS NOT NULL
        OR to_jsonb(OLD) - 'seen_at' - 'seen_by_id' IS DISTINCT FROM to_jsonb(NEW) - 'seen_at' - 'seen_by_id'
    )
    EXECUTE FUNCTION supporters_refuse_change();
"""

BACKWARD = """
DROP TRIGGER seen_once_and_nothing_else ON supporters_supporterchange;
DROP TRIGGER never_deleted ON supporters_supporterchange;
DROP TRIGGER ended_never_deleted ON supporters_interest;
DROP TRIGGER append_only ON supporters_undertaking;
DROP FUNCTION supporters_refuse_change();
"""


class Migration(migrations.Migration):
    replaces = [
        ("supporters", "0004_changes_that_wait"),
    ]

    dependencies = [
        ("supporters", "0001_roster_of_supporters"),
        ("supporters", "0005_kept_for_good"),  # by its old name: ADR 18
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
