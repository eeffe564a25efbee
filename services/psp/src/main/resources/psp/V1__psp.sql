-- What a payment service provider keeps: docs/spec/41-psp.md 41.3. Days, not moments: when somebody did something is
-- nobody's business. Nothing here names a payment, an amount or who paid whom.

CREATE TABLE customer (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key bytea NOT NULL UNIQUE CHECK (length(key) = 32),
  since date NOT NULL
);

CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  customer bigint NOT NULL REFERENCES customer ON DELETE CASCADE,
  expires bigint NOT NULL
);

CREATE TABLE used_challenge (
  challenge bytea PRIMARY KEY,
  expires bigint NOT NULL
);

CREATE TABLE name (
  name text PRIMARY KEY,
  customer bigint NOT NULL REFERENCES customer ON DELETE CASCADE,
  address text NOT NULL
);

CREATE TABLE tokens_issued (
  customer bigint NOT NULL REFERENCES customer ON DELETE CASCADE,
  day date NOT NULL,
  count integer NOT NULL,
  PRIMARY KEY (customer, day)
);

CREATE TABLE token_spent (
  token_hash bytea PRIMARY KEY
);

CREATE TABLE backup (
  customer bigint PRIMARY KEY REFERENCES customer ON DELETE CASCADE,
  version bigint NOT NULL,
  content bytea NOT NULL
);

CREATE TABLE sealed_request (
  id bytea PRIMARY KEY,
  content bytea NOT NULL,
  last_day date NOT NULL
);

CREATE TABLE mailbox (
  key bytea PRIMARY KEY CHECK (length(key) = 32),
  last_day date NOT NULL
);

CREATE TABLE message (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  mailbox bytea NOT NULL REFERENCES mailbox ON DELETE CASCADE,
  content bytea NOT NULL
);

CREATE INDEX message_by_mailbox ON message (mailbox, number);
