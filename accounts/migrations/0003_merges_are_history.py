"""Nothing is merged into a merged row, and a merge is never altered but for its being undone, once."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION accounts_refuse_merge_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE chained boolean;
BEGIN
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM %I WHERE id = $1 AND merged_into_id IS NOT NULL OR merged_into_id = $2)',
        TG_TABLE_NAME
    ) INTO chained USING NEW.merged_into_id, NEW.id;
    IF chained THEN
        RAISE EXCEPTION '% of % is refused: a merged row keeps no other', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_merge_chain BEFORE INSERT OR UPDATE OF merged_into_id ON accounts_organisation
    FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION accounts_refuse_merge_chain();
CREATE TRIGGER no_merge_chain BEFORE INSERT OR UPDATE OF merged_into_id ON accounts_contact
    FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION accounts_refuse_merge_chain();

CREATE FUNCTION accounts_refuse_merge_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.undone_at IS NULL
        AND to_jsonb(NEW) - 'undone_at' - 'undone_by_id' = to_jsonb(OLD) - 'undone_at' - 'undone_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % % is refused: a merge is history', TG_OP, TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER merge_is_history BEFORE UPDATE OR DELETE ON accounts_organisationmerge
    FOR EACH ROW EXECUTE FUNCTION accounts_refuse_merge_change();
CREATE TRIGGER merge_is_history BEFORE UPDATE OR DELETE ON accounts_contactmerge
    FOR EACH ROW EXECUTE FUNCTION accounts_refuse_merge_change();
"""

BACKWARD = """
DROP TRIGGER merge_is_history ON accounts_contactmerge;
DROP TRIGGER merge_is_history ON accounts_organisationmerge;
DROP FUNCTION accounts_refuse_merge_change();
DROP TRIGGER no_merge_chain ON accounts_contact;
DROP TRIGGER no_merge_chain ON accounts_organisation;
DROP FUNCTION accounts_refuse_merge_chain();
"""


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0004_merges_are_history"),
    ]

    dependencies = [
        ("accounts", "0002_merges"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
