"""What was published stays as it was: a later edition or a withdrawal takes its place, and changes nothing of it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION reports_keep_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.is_current AND NOT NEW.is_current
       AND to_jsonb(NEW) - 'is_current' = to_jsonb(OLD) - 'is_current' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % % is refused: it was published', TG_OP, TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON reports_release
    FOR EACH ROW EXECUTE FUNCTION reports_keep_release();

CREATE FUNCTION reports_release_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.edition > 1 AND NOT EXISTS (
        SELECT FROM reports_release earlier
        WHERE earlier.desk_id = NEW.desk_id AND earlier.first_day = NEW.first_day
          AND earlier.last_day = NEW.last_day AND earlier.edition = NEW.edition - 1
    ) THEN
        RAISE EXCEPTION 'edition % is refused: there is none before it', NEW.edition
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER follows BEFORE INSERT ON reports_release
    FOR EACH ROW EXECUTE FUNCTION reports_release_follows();

CREATE FUNCTION reports_keep_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % % is refused: rows are added, never changed', TG_OP, TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON reports_publication
    FOR EACH ROW EXECUTE FUNCTION reports_keep_row();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON reports_withdrawal
    FOR EACH ROW EXECUTE FUNCTION reports_keep_row();
"""

BACKWARD = """
DROP TRIGGER kept ON reports_withdrawal;
DROP TRIGGER kept ON reports_publication;
DROP FUNCTION reports_keep_row();
DROP TRIGGER follows ON reports_release;
DROP FUNCTION reports_release_follows();
DROP TRIGGER kept ON reports_release;
DROP FUNCTION reports_keep_release();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_open_data")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
