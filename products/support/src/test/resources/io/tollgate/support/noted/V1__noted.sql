-- No key, so that a record that is applied twice is seen twice.
CREATE TABLE noted (position bigint NOT NULL, count_after bigint NOT NULL);
