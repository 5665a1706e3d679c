-- How far a consumer has read the journal; changed in the transaction that writes what it read.
CREATE TABLE consumer_position (
    consumer      text   PRIMARY KEY,
    position      bigint NOT NULL CHECK (position >= 0),
    record_crc    bigint NOT NULL,
    journal_index bigint NOT NULL,
    time_ns       bigint NOT NULL
);
