-- One row a decision; one a reason for refusals that were summed up. Partitions of 2^20 positions
-- are made as the journal grows and dropped whole, so that what is old costs nothing to remove.
CREATE TABLE decision (
    position      bigint   NOT NULL,
    part          smallint NOT NULL,
    time_ns       bigint   NOT NULL,
    kind          smallint NOT NULL,
    reason        smallint NOT NULL,
    failing_hop   smallint,
    agent_index   bigint,
    link_id       bigint,
    scope_hash    bigint,
    permission    smallint,
    resource      smallint,
    amount        bigint,
    output_amount bigint,
    cost_nano     bigint,
    price_id      bigint,
    currency      smallint,
    event_high    bigint,
    event_low     bigint,
    fitting       bigint,
    refusals      bigint,
    command       integer,
    subject       bytea,
    actor         text,
    PRIMARY KEY (position, part)
) PARTITION BY RANGE (position);
CREATE INDEX decision_agent ON decision (agent_index, position);
CREATE INDEX decision_denied ON decision (reason, position) WHERE reason <> 0;

-- Positions and times grow together; this turns a time into a position without an index on time.
CREATE TABLE time_mark (
    position bigint PRIMARY KEY,
    time_ns  bigint NOT NULL
);
CREATE INDEX time_mark_time ON time_mark (time_ns);

-- Names for the numbers in the records.
CREATE TABLE agent (
    agent_index bigint PRIMARY KEY,
    agent_id    bytea  NOT NULL UNIQUE
);
CREATE TABLE permission (
    bit  smallint PRIMARY KEY,
    name text     NOT NULL
);
CREATE TABLE price (
    price_id bigint   PRIMARY KEY,
    currency smallint NOT NULL
);
