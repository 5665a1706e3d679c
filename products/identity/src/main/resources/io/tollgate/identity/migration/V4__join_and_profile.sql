-- One-time tokens by which agents join; only a hash of what the holder has.
CREATE TABLE join_token (
    token_id   bytea    PRIMARY KEY,
    hash       bytea    NOT NULL,
    tenant_id  bigint   NOT NULL,
    tier       smallint NOT NULL,
    owner      text     NOT NULL,
    expires_s  bigint   NOT NULL,
    created_ns bigint   NOT NULL,
    created_by text     NOT NULL,
    position   bigint   NOT NULL,
    agent_id   bytea,
    used_ns    bigint
);
CREATE INDEX join_token_position ON join_token (position);

-- Not worked out from the journal: whose attempt came first, and how many refusals were written down.
CREATE TABLE join_attempt (
    token_id bytea   PRIMARY KEY,
    agent_id bytea,
    refused  integer NOT NULL DEFAULT 0
);

ALTER TABLE agent ADD COLUMN owner text NOT NULL DEFAULT '';
ALTER TABLE agent ADD COLUMN metadata_keys text[] NOT NULL DEFAULT '{}';
ALTER TABLE agent ADD COLUMN metadata_values text[] NOT NULL DEFAULT '{}';
ALTER TABLE agent ADD COLUMN last_active_ns bigint;
