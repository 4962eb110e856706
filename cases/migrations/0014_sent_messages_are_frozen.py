"""A message that was sent is never altered, and keeps its files; the database refuses what the code forgets."""

from django.db import migrations

FORWARD = """
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
"""

BACKWARD = """
DROP TRIGGER frozen_once_sent ON cases_attachment;
DROP FUNCTION cases_refuse_change_of_sent();
DROP TRIGGER frozen_once_sent ON cases_message;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_messages")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
