-- What a movement was for, in words that statements carry: docs/spec/59-bank-service.md section 11.

CREATE TABLE about (
  movement bigint PRIMARY KEY REFERENCES movement,
  words text NOT NULL CHECK (words ~ '^(withdrawal|token|transfer) [a-z0-9-]{1,64}$')
);
CREATE TRIGGER about_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON about EXECUTE FUNCTION refuse();
