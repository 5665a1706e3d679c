-- When a key is to be retired, which a timer does.
ALTER TABLE link_key ADD COLUMN retires_s bigint;
CREATE INDEX delegation_key ON delegation (key_id);
