-- Tokens for withdrawals: docs/spec/59-bank-service.md section 13. The newest of an account is the one that counts; those before stay,
-- so that one that is brought again is known for what it was.

CREATE TABLE withdrawal_token (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token bytea NOT NULL UNIQUE CHECK (length(token) = 16),
  account bigint NOT NULL REFERENCES account,
  configuration bytea NOT NULL UNIQUE
);
CREATE INDEX withdrawal_token_by_account ON withdrawal_token (account, number);
CREATE TRIGGER withdrawal_token_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON withdrawal_token EXECUTE FUNCTION refuse();
