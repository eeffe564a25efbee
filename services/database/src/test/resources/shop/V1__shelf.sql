CREATE TABLE shelf (name text PRIMARY KEY, pieces bigint NOT NULL CHECK (pieces >= 0));
