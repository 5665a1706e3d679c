-- A claim of a join token is of a key and a name, so that only the very same request may be repeated.
ALTER TABLE join_attempt ADD COLUMN name text;
