"""A sealed close is history: only a later edition may take its place as the current one."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION reports_keep_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.sha256 = '' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.is_current AND NOT NEW.is_current
       AND to_jsonb(NEW) - 'is_current' = to_jsonb(OLD) - 'is_current' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % % is refused: the month is closed', TG_OP, TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kept_once_sealed BEFORE UPDATE OR DELETE ON reports_monthlyclose
    FOR EACH ROW EXECUTE FUNCTION reports_keep_close();

CREATE FUNCTION reports_keep_closed_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % % is refused: the month is closed', TG_OP, TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON reports_closedcase
    FOR EACH ROW EXECUTE FUNCTION reports_keep_closed_case();

CREATE FUNCTION reports_refuse_late_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM added JOIN reports_monthlyclose sealed ON sealed.id = added.close_id AND sealed.sha256 <> '')
    THEN
        RAISE EXCEPTION 'INSERT into % is refused: the month is closed', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON reports_closedcase
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION reports_refuse_late_case();
"""

BACKWARD = """
DROP TRIGGER sealed ON reports_closedcase;
DROP FUNCTION reports_refuse_late_case();
DROP TRIGGER kept ON reports_closedcase;
DROP FUNCTION reports_keep_closed_case();
DROP TRIGGER kept_once_sealed ON reports_monthlyclose;
DROP FUNCTION reports_keep_close();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_monthly_closes")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
