-- A token for deposits that ends soon is replaced by another, which the payer is given with what came of the payment:
-- docs/spec/59-bank-service.md 4.7. One for one, so whoever brings a payment again is given nothing more.

ALTER TABLE deposit_token ADD COLUMN replaces bytea UNIQUE REFERENCES deposit_token;
ALTER TABLE deposit_token ADD CHECK (replaces IS NULL OR (id IS NOT NULL AND replaces <> token));

CREATE FUNCTION require_one_replacement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.id IS NOT NULL AND NEW.replaces IS DISTINCT FROM OLD.replaces
      OR NEW.replaces IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM deposit_token WHERE token = NEW.replaces AND account = NEW.account) THEN
    RAISE EXCEPTION 'a token for deposits is given in place of one of its account, or of none';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER deposit_token_replaces_one BEFORE UPDATE ON deposit_token
  FOR EACH ROW EXECUTE FUNCTION require_one_replacement();
