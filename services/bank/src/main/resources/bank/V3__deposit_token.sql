-- Tokens for deposits, each for one payer and one deposit: docs/spec/59-bank-service.md section 4. Those that a vault was
-- given before this table are not in it: somebody may hold them, so nobody else gets them.

CREATE TABLE deposit_token (
  token bytea PRIMARY KEY CHECK (length(token) = 16),
  account bigint NOT NULL REFERENCES account,
  vault text NOT NULL,
  configuration bytea NOT NULL,
  valid_until bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('ANNOUNCED', 'FREE', 'LENT', 'PAID')),
  id text,
  lent_until bigint,
  UNIQUE (account, id),
  CHECK ((id IS NULL) = (lent_until IS NULL)),
  CHECK (id IS NOT NULL OR state <> 'LENT'),
  CHECK (id IS NULL OR state IN ('LENT', 'PAID'))
);
CREATE INDEX deposit_token_free ON deposit_token (account, vault, valid_until) WHERE state = 'FREE';
CREATE INDEX deposit_token_lent ON deposit_token (account, lent_until) WHERE state = 'LENT';

-- Whoever was given a token may pay on it at any time, so it never becomes another's, and none is forgotten.
CREATE FUNCTION require_own_token() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  states text[] := ARRAY['ANNOUNCED', 'FREE', 'LENT', 'PAID'];
BEGIN
  IF array_position(states, NEW.state) < array_position(states, OLD.state)
      OR (OLD.id IS NOT NULL AND (NEW.id IS DISTINCT FROM OLD.id OR NEW.lent_until IS DISTINCT FROM OLD.lent_until))
      OR (NEW.token, NEW.account, NEW.vault, NEW.configuration, NEW.valid_until)
        IS DISTINCT FROM (OLD.token, OLD.account, OLD.vault, OLD.configuration, OLD.valid_until) THEN
    RAISE EXCEPTION 'a token for deposits is for one deposit';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER deposit_token_goes_on BEFORE UPDATE ON deposit_token
  FOR EACH ROW EXECUTE FUNCTION require_own_token();
CREATE TRIGGER deposit_token_stays BEFORE DELETE OR TRUNCATE ON deposit_token EXECUTE FUNCTION refuse();
