"""Drop the indexes that nothing reads: each cost a write per order, promise and failure."""

import django.db.models.deletion
from django.db import migrations, models

# Django gives every text key a second index for LIKE; nobody searches orders by a pattern.
DROP_PATTERN_INDEXES = r"""
DO $$
DECLARE pattern_index text;
BEGIN
    FOR pattern_index IN
        SELECT indexname FROM pg_indexes
        WHERE schemaname = current_schema() AND indexname LIKE 'ledger\\_%\\_like'
          AND tablename IN ('ledger_order', 'ledger_customer', 'ledger_promise', 'ledger_case')
    LOOP
        EXECUTE format('DROP INDEX %I', pattern_index);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_loads_and_descriptions")]
    operations = [
        migrations.AlterField(
            model_name="failure",
            name="promise",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="failures",
                to="ledger.promise",
            ),
        ),
        migrations.AlterField(
            model_name="promise",
            name="order",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="promises",
                to="ledger.order",
            ),
        ),
        migrations.RunSQL(DROP_PATTERN_INDEXES, migrations.RunSQL.noop),
    ]
