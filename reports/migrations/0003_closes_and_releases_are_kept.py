"""A sealed close and what was published are history: only a later edition or a withdrawal may take their place."""

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
DROP TRIGGER sealed ON reports_closedcase;
DROP FUNCTION reports_refuse_late_case();
DROP TRIGGER kept ON reports_closedcase;
DROP FUNCTION reports_keep_closed_case();
DROP TRIGGER kept_once_sealed ON reports_monthlyclose;
DROP FUNCTION reports_keep_close();
"""


class Migration(migrations.Migration):
    replaces = [
        ("reports", "0002_closes_are_kept"),
        ("reports", "0011_releases_are_kept"),
    ]

    dependencies = [
        ("reports", "0002_publications"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
