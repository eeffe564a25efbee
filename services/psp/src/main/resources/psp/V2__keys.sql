-- A customer's key can be changed, by itself or by a spare key: docs/spec/41-psp.md 41.25. Of a key that was given up
-- its hash stays, so that it is refused, and nothing that says whose it was or when.

ALTER TABLE customer ADD COLUMN spare bytea UNIQUE CHECK (length(spare) = 32);

CREATE TABLE key_given_up (
  key_hash bytea PRIMARY KEY
);
