-- Signed audit records, to be searched. What they prove stays in the logs; here is nothing that is
-- sealed in them. Partitions of 2^20 records of one log are made as it grows, and dropped when it
-- is pruned.
CREATE TABLE record (
    log              smallint NOT NULL,
    sequence         bigint   NOT NULL,
    time_ns          bigint   NOT NULL,
    record_id        uuid     NOT NULL,
    product          smallint NOT NULL,
    event_type       text     NOT NULL,
    agent_id         bytea,
    resource         text     NOT NULL,
    action           text     NOT NULL,
    journal_position bigint   NOT NULL,
    metadata         text     NOT NULL,
    hash             bytea    NOT NULL,
    PRIMARY KEY (log, sequence)
) PARTITION BY RANGE (log, sequence);
CREATE INDEX record_newest ON record (time_ns, log, sequence);
CREATE INDEX record_agent ON record (agent_id, time_ns, log, sequence);
CREATE INDEX record_event ON record (event_type, time_ns, log, sequence);
CREATE INDEX record_resource ON record (resource, time_ns, log, sequence);
-- Most records are the engine's own.
CREATE INDEX record_product ON record (product, time_ns, log, sequence) WHERE product <> 0;
CREATE INDEX record_words ON record USING gin
    (to_tsvector('simple', event_type || ' ' || action || ' ' || resource || ' ' || metadata));

-- How far each log is indexed, and the roots of the perfect subtrees of what was: they tell whether
-- the log is still the one that was read.
CREATE TABLE index_position (
    log              smallint PRIMARY KEY,
    origin           text     NOT NULL,
    first            bigint   NOT NULL,
    size             bigint   NOT NULL,
    tree             bytea    NOT NULL,
    journal_position bigint   NOT NULL,
    time_ns          bigint   NOT NULL,
    failure          text
);
