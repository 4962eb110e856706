"""Reference data, rules and words are retired and never deleted; terms in force and changes of settings are history."""

from django.db import migrations

RETIRED = (
    *("producttype", "topic", "closure", "signpost", "plantemplate", "checklistitem"),
    *("noticetext", "noticerule", "undertakingtext", "triagerule"),
)

FORWARD = """
CREATE FUNCTION desks_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% % is retired, not deleted: set retired_on', TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION desks_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % % is refused: the row is history', TG_OP, TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON desks_deskchange
    FOR EACH ROW EXECUTE FUNCTION desks_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON desks_triageruletest
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
DROP TRIGGER append_only ON desks_triageruletest;
DROP TRIGGER append_only ON desks_deskchange;
DROP FUNCTION desks_refuse_change();
DROP FUNCTION desks_refuse_delete();
"""
)


class Migration(migrations.Migration):
    replaces = [
        ("desks", "0002_retired_never_deleted"),
        ("desks", "0007_rules_are_kept"),
        ("desks", "0009_notice_settings_are_kept"),
    ]

    dependencies = [
        ("desks", "0003_words_of_a_desk"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
