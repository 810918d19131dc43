"""What was given or asked for is never edited or removed: only how it was answered is added."""

from django.db import migrations

AS_GIVEN = """
CREATE FUNCTION amends_kindness_as_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'what was given stays in the record' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.key, NEW.case_id, NEW.by_id, NEW.role, NEW.kind, NEW.amount, NEW.currency, NEW.worth,
        NEW.what, NEW.due_at, NEW.why, NEW.at, NEW.above)
       IS DISTINCT FROM
       (OLD.key, OLD.case_id, OLD.by_id, OLD.role, OLD.kind, OLD.amount, OLD.currency, OLD.worth,
        OLD.what, OLD.due_at, OLD.why, OLD.at, OLD.above)
       OR OLD.state = 'refused' OR (OLD.state = 'given' AND NEW.state <> 'given') THEN
        RAISE EXCEPTION 'what was given or asked for is never edited'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kindness_as_given BEFORE UPDATE OR DELETE ON ledger_kindness
    FOR EACH ROW EXECUTE FUNCTION amends_kindness_as_given();
CREATE TRIGGER proposal_append_only BEFORE UPDATE OR DELETE ON ledger_proposal
    FOR EACH ROW EXECUTE FUNCTION amends_append_only();
"""
NOT_AS_GIVEN = """
DROP TRIGGER proposal_append_only ON ledger_proposal;
DROP TRIGGER kindness_as_given ON ledger_kindness;
DROP FUNCTION amends_kindness_as_given();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0042_kindness_and_time")]
    operations = [migrations.RunSQL(AS_GIVEN, NOT_AS_GIVEN)]
