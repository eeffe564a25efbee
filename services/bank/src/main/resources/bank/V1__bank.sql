-- What a bank of offline cash keeps: docs/spec/59-bank-service.md. The book is double entry, and only written on; that it
-- balances is checked here, whatever a program does.

CREATE TABLE tenure (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  number bigint NOT NULL
);
INSERT INTO tenure (number) VALUES (0);

CREATE TABLE account (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('CUSTOMER', 'PENDING', 'SHADOW', 'RESERVE')),
  name text NOT NULL UNIQUE,
  key bytea UNIQUE CHECK (length(key) = 32),
  access_hash bytea UNIQUE CHECK (length(access_hash) = 32),
  balance bigint NOT NULL DEFAULT 0,
  -- What the bank owes is not negative, what it has in vaults is not positive; the reserve is what it owes or has elsewhere.
  CHECK (balance >= 0 OR kind IN ('SHADOW', 'RESERVE')),
  CHECK (balance <= 0 OR kind IN ('CUSTOMER', 'PENDING', 'RESERVE')),
  CHECK ((kind = 'CUSTOMER') = (key IS NOT NULL) AND (kind = 'CUSTOMER') = (access_hash IS NOT NULL))
);
INSERT INTO account (kind, name) VALUES ('PENDING', 'pending'), ('RESERVE', 'reserve');

CREATE TABLE movement (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  reference bytea NOT NULL UNIQUE CHECK (length(reference) = 32),
  amount bigint NOT NULL CHECK (amount > 0),
  booked bigint NOT NULL
);

CREATE TABLE posting (
  movement bigint NOT NULL REFERENCES movement,
  account bigint NOT NULL REFERENCES account,
  change bigint NOT NULL CHECK (change <> 0),
  PRIMARY KEY (movement, account)
);
CREATE INDEX posting_by_account ON posting (account, movement);

CREATE TABLE withdrawal (
  account bigint NOT NULL REFERENCES account,
  id text NOT NULL,
  key bytea NOT NULL UNIQUE CHECK (length(key) = 32),
  request bytea NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  vault text NOT NULL,
  state text NOT NULL CHECK (state IN ('ASKED', 'PAID', 'REFUSED')),
  asked bigint NOT NULL,
  response bytea,
  reason integer,
  PRIMARY KEY (account, id),
  CHECK ((state = 'PAID') = (response IS NOT NULL)),
  CHECK ((state = 'REFUSED') = (reason IS NOT NULL))
);
CREATE INDEX withdrawal_open ON withdrawal (vault, asked) WHERE state = 'ASKED';

CREATE TABLE deposit (
  key bytea PRIMARY KEY CHECK (length(key) = 32),
  account bigint NOT NULL REFERENCES account,
  amount bigint NOT NULL CHECK (amount > 0),
  vault text NOT NULL,
  state text NOT NULL CHECK (state IN ('ACCEPTED', 'CREDITED'))
);
CREATE INDEX deposit_open ON deposit (vault) WHERE state = 'ACCEPTED';

CREATE TABLE record (
  shelf text NOT NULL,
  key bytea NOT NULL,
  value bytea NOT NULL,
  PRIMARY KEY (shelf, key)
);

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the book is only written on';
END $$;

CREATE FUNCTION post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE account SET balance = balance + NEW.change WHERE number = NEW.account;
  RETURN NULL;
END $$;

CREATE FUNCTION require_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved bigint;
BEGIN
  IF TG_TABLE_NAME = 'movement' THEN moved := NEW.number; ELSE moved := NEW.movement; END IF;
  IF (SELECT count(*) <> 2 OR sum(change) <> 0 OR max(change) <> max(m.amount)
      FROM posting p JOIN movement m ON m.number = p.movement WHERE p.movement = moved) THEN
    RAISE EXCEPTION 'movement % does not balance', moved;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER movement_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON movement EXECUTE FUNCTION refuse();
CREATE TRIGGER posting_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON posting EXECUTE FUNCTION refuse();
CREATE TRIGGER account_stays BEFORE DELETE OR TRUNCATE ON account EXECUTE FUNCTION refuse();
CREATE TRIGGER balance_follows AFTER INSERT ON posting FOR EACH ROW EXECUTE FUNCTION post();
CREATE TRIGGER balance_only_follows BEFORE UPDATE OF balance ON account
  FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse();
CREATE TRIGGER balance_begins_at_nothing BEFORE INSERT ON account
  FOR EACH ROW WHEN (NEW.balance <> 0) EXECUTE FUNCTION refuse();
CREATE CONSTRAINT TRIGGER movement_balances AFTER INSERT ON movement
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_balance();
CREATE CONSTRAINT TRIGGER posting_balances AFTER INSERT ON posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_balance();
