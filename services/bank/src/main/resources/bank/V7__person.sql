-- Who customers are, for a pseudonym agent that the bank runs: docs/spec/56-register.md 2.9. The agent reads the view, and in the
-- reference mode not its last column; an account of the database for it needs no more than that.

CREATE TABLE person (
  account bigint PRIMARY KEY REFERENCES account,
  institution boolean NOT NULL DEFAULT false,
  shown text NOT NULL CHECK (octet_length(shown) <= 40),
  data text NOT NULL CHECK (octet_length(data) BETWEEN 1 AND 512)
);

CREATE VIEW identity_register WITH (security_barrier) AS
  SELECT a.number::text AS reference, a.key, p.institution, p.shown, p.data
  FROM person p JOIN account a ON a.number = p.account WHERE a.kind = 'CUSTOMER';
