-- Accounts of the ledger: docs/spec/59-bank-service.md section 12. An account with an address has it for ever, because tokens for
-- deposits name it. What was withdrawn before was debited from an account of the bank's own, so it was there when it was asked for.

ALTER TABLE account ADD COLUMN address bytea CHECK (length(address) = 20);
ALTER TABLE account ADD CHECK (address IS NULL OR kind = 'CUSTOMER');
INSERT INTO account (kind, name) VALUES ('RESERVE', 'float');
CREATE TRIGGER address_stays BEFORE UPDATE OF address ON account FOR EACH ROW EXECUTE FUNCTION refuse();

ALTER TABLE withdrawal ADD COLUMN salt bytea CHECK (length(salt) = 32);
ALTER TABLE withdrawal ADD COLUMN reference bytea UNIQUE CHECK (length(reference) = 32);
ALTER TABLE withdrawal ADD COLUMN loaded bigint CHECK (loaded > 0);
ALTER TABLE withdrawal ADD COLUMN load_until bigint NOT NULL DEFAULT 0;
UPDATE withdrawal SET loaded = amount;
ALTER TABLE withdrawal ADD CHECK ((salt IS NULL) = (reference IS NULL));
ALTER TABLE withdrawal DROP CONSTRAINT withdrawal_state_check;
ALTER TABLE withdrawal ADD CONSTRAINT withdrawal_state_check CHECK (state IN ('ASKED', 'LAPSED', 'PAID', 'REFUSED'));
ALTER TABLE withdrawal ADD CHECK (loaded IS NULL OR state <> 'LAPSED');
ALTER TABLE withdrawal ADD CHECK (loaded IS NOT NULL OR state <> 'PAID');
