-- A token for withdrawals is taken in the place of the one that counted when it was signed for: docs/spec/59-bank-service.md 13.2. So
-- what was signed before another was taken, and comes later, takes no place. Those from before this column replace nothing that is known.

ALTER TABLE withdrawal_token ADD COLUMN replaces bytea UNIQUE REFERENCES withdrawal_token (token);

CREATE FUNCTION require_newest_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.replaces IS DISTINCT FROM
      (SELECT token FROM withdrawal_token WHERE account = NEW.account ORDER BY number DESC LIMIT 1) THEN
    RAISE EXCEPTION 'a token for withdrawals takes the place of the one that counts';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER withdrawal_token_replaces_newest BEFORE INSERT ON withdrawal_token
  FOR EACH ROW EXECUTE FUNCTION require_newest_token();
