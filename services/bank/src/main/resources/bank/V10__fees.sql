-- What customers paid for tokens: docs/spec/59-bank-service.md section 16. It is the bank's own, owed to nobody else.

INSERT INTO account (kind, name) VALUES ('RESERVE', 'fees');
ALTER TABLE account ADD CHECK (name <> 'fees' OR balance >= 0);
