-- What the delegator signed, and with which of its keys; null for root links, which operators give,
-- and for links that were sealed before signatures were asked for.
ALTER TABLE delegation ADD COLUMN key_sequence integer;
ALTER TABLE delegation ADD COLUMN signature bytea;
