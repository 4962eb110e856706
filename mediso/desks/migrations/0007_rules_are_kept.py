"""Rules are retired and never deleted, terms in force are frozen, and changes of settings are history."""

from django.db import migrations

RETIRED = ("closure", "signpost", "plantemplate", "checklistitem")

FORWARD = """
CREATE FUNCTION desks_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % % is refused: the row is history', TG_OP, TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON desks_deskchange
    FOR EACH ROW EXECUTE FUNCTION desks_refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON desks_terms
    FOR EACH ROW EXECUTE FUNCTION desks_refuse_change();
CREATE TRIGGER frozen_once_in_force BEFORE UPDATE ON desks_terms
    FOR EACH ROW WHEN (OLD.in_force_from <= (now() AT TIME ZONE 'Asia/Tokyo')::date)
    EXECUTE FUNCTION desks_refuse_change();
""" + "".join(
    f"""
CREATE TRIGGER retired_never_deleted BEFORE DELETE ON desks_{table}
    FOR EACH ROW EXECUTE FUNCTION desks_refuse_delete();
"""
    for table in RETIRED
)

BACKWARD = (
    "".join(f"DROP TRIGGER retired_never_deleted ON desks_{table};\n" for table in RETIRED)
    + """
DROP TRIGGER frozen_once_in_force ON desks_terms;
DROP TRIGGER never_deleted ON desks_terms;
DROP TRIGGER append_only ON desks_deskchange;
DROP FUNCTION desks_refuse_change();
"""
)


class Migration(migrations.Migration):
    dependencies = [("desks", "0006_desk_changes")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
