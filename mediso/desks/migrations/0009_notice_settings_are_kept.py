"""A desk's words and choices for its notices are retired and never deleted."""

from django.db import migrations

TABLES = ("noticetext", "noticerule")

FORWARD = "".join(
    f"""
CREATE TRIGGER retired_never_deleted BEFORE DELETE ON desks_{table}
    FOR EACH ROW EXECUTE FUNCTION desks_refuse_delete();
"""
    for table in TABLES
)
BACKWARD = "".join(f"DROP TRIGGER retired_never_deleted ON desks_{table};\n" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("desks", "0008_words_of_notices")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
