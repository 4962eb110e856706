"""What was submitted, sent or recorded is history, and a round is never deleted; the database refuses all else."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION cases_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % % is refused: the row is history', TG_OP, TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER frozen_once_submitted BEFORE UPDATE OR DELETE ON cases_consultation
    FOR EACH ROW WHEN (OLD.submitted_at IS NOT NULL) EXECUTE FUNCTION cases_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON cases_caseevent
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();

CREATE TRIGGER frozen_once_sent BEFORE UPDATE OR DELETE ON cases_message
    FOR EACH ROW WHEN (OLD.sent_at IS NOT NULL) EXECUTE FUNCTION cases_refuse_change();
CREATE FUNCTION cases_refuse_change_of_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cases_message WHERE id = OLD.message_id AND sent_at IS NOT NULL) THEN
        RAISE EXCEPTION '% of % % is refused: the message was sent', TG_OP, TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER frozen_once_sent BEFORE UPDATE OR DELETE ON cases_attachment
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change_of_sent();

CREATE TRIGGER never_deleted BEFORE DELETE ON cases_assignmentround
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON cases_roundrow
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
CREATE TRIGGER frozen_once_sent BEFORE UPDATE ON cases_roundrow
    FOR EACH ROW WHEN (OLD.sent_at IS NOT NULL) EXECUTE FUNCTION cases_refuse_change();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON cases_rulerun
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
"""

BACKWARD = """
DROP TRIGGER append_only ON cases_rulerun;
DROP TRIGGER frozen_once_sent ON cases_roundrow;
DROP TRIGGER never_deleted ON cases_roundrow;
DROP TRIGGER never_deleted ON cases_assignmentround;
DROP TRIGGER frozen_once_sent ON cases_attachment;
DROP FUNCTION cases_refuse_change_of_sent();
DROP TRIGGER frozen_once_sent ON cases_message;
DROP TRIGGER append_only ON cases_caseevent;
DROP TRIGGER frozen_once_submitted ON cases_consultation;
DROP FUNCTION cases_refuse_change();
"""


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0002_frozen_and_append_only"),
        ("cases", "0014_sent_messages_are_frozen"),
        ("cases", "0021_rule_runs_are_kept"),
    ]

    dependencies = [
        ("cases", "0004_charts"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
