-- How often an account is paid into on one day: docs/spec/59-bank-service.md 7.3. Deposits from before count for no day.

ALTER TABLE deposit ADD COLUMN taken bigint NOT NULL DEFAULT 0;
CREATE INDEX deposit_by_day ON deposit (account, taken);
CREATE INDEX withdrawal_by_day ON withdrawal (account, asked);
