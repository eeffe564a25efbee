-- Cash to other banks: docs/spec/59-bank-service.md section 10. One token is paid by one vault.

CREATE TABLE transfer (
  key bytea PRIMARY KEY CHECK (length(key) = 32),
  id text NOT NULL UNIQUE,
  payee text NOT NULL,
  request bytea NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  vault text NOT NULL,
  state text NOT NULL CHECK (state IN ('ASKED', 'PAID', 'REFUSED')),
  asked bigint NOT NULL,
  response bytea,
  CHECK ((state = 'PAID') = (response IS NOT NULL))
);
CREATE INDEX transfer_open ON transfer (vault) WHERE state = 'ASKED';
