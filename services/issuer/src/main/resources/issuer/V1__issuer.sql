-- What a role of the offline issuer keeps: docs/spec/58-issuer-service.md section 3. The rows of a book are what its
-- agent wrote, under the keys and in the form of pages 54 and 56; nothing here is read without the agent.

CREATE TABLE book (
  name text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 64),
  writes bigint NOT NULL CHECK (writes >= 0),
  digest bytea NOT NULL CHECK (length(digest) = 32),
  previous bytea NOT NULL CHECK (length(previous) = 32),
  opened bigint NOT NULL CHECK (opened >= 0)
);

CREATE TABLE entry (
  book text NOT NULL REFERENCES book,
  key bytea NOT NULL CHECK (length(key) BETWEEN 1 AND 512),
  value bytea NOT NULL CHECK (length(value) <= 1048576),
  PRIMARY KEY (book, key)
);
