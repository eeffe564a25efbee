-- A token for deposits may be given to an account that holds less than it costs: docs/spec/59-bank-service.md 16.5. What is owed for it
-- is taken with a payment that comes first.

ALTER TABLE deposit_token ADD COLUMN fee_owed bigint CHECK (fee_owed > 0);
ALTER TABLE deposit_token ADD CHECK (fee_owed IS NULL OR state IN ('LENT', 'PAID'));
CREATE INDEX deposit_token_owed ON deposit_token (account) WHERE fee_owed IS NOT NULL;
