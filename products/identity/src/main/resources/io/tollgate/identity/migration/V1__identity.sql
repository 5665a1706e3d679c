-- Worked out from the journal, but for challenges. Numbers of agents (agent_index), tenants and keys
-- are the journal's. Times are the engine's, nanoseconds since the epoch.
CREATE TABLE tenant (
    tenant_id  bigint PRIMARY KEY,
    name       text   UNIQUE,
    created_ns bigint NOT NULL,
    position   bigint NOT NULL
);

CREATE TABLE agent (
    agent_index bigint   PRIMARY KEY,
    agent_id    bytea    NOT NULL UNIQUE,
    public_key  bytea    NOT NULL,
    tenant_id   bigint   NOT NULL,
    name        text     NOT NULL,
    trust       smallint NOT NULL,
    tier        smallint NOT NULL,
    created_ns  bigint   NOT NULL,
    created_by  text     NOT NULL,
    version     bigint   NOT NULL
);
CREATE INDEX agent_tenant ON agent (tenant_id, agent_index);
CREATE INDEX agent_name ON agent (name, agent_index);

CREATE TABLE permission (
    bit           smallint PRIMARY KEY,
    name          text     NOT NULL UNIQUE,
    minimum_trust smallint NOT NULL,
    position      bigint   NOT NULL
);

-- What is public of a key: the key itself is derived from the gate's root key and this salt.
CREATE TABLE link_key (
    key_id     bigint PRIMARY KEY,
    tenant_id  bigint NOT NULL,
    salt       bytea  NOT NULL,
    added_ns   bigint NOT NULL,
    retired_ns bigint,
    position   bigint NOT NULL
);
CREATE INDEX link_key_tenant ON link_key (tenant_id, key_id);

CREATE TABLE quota (
    agent_index      bigint   NOT NULL,
    resource         smallint NOT NULL,
    hour_limit       bigint   NOT NULL,
    day_limit        bigint   NOT NULL,
    month_limit      bigint   NOT NULL,
    concurrent_limit bigint   NOT NULL,
    PRIMARY KEY (agent_index, resource)
);

CREATE TABLE budget (
    agent_index bigint   PRIMARY KEY,
    limit_nano  bigint   NOT NULL,
    currency    smallint NOT NULL,
    period      smallint NOT NULL
);

CREATE TABLE price (
    price_id                bigint   PRIMARY KEY,
    name                    text     NOT NULL,
    resource                smallint NOT NULL,
    currency                smallint NOT NULL,
    nano_per_million        bigint   NOT NULL,
    output_nano_per_million bigint   NOT NULL,
    position                bigint   NOT NULL
);

-- Links without their tags: a tag would make this table worth stealing.
CREATE TABLE delegation (
    link_id          bigint   PRIMARY KEY,
    parent_link_id   bigint,
    depth            smallint NOT NULL,
    key_id           bigint   NOT NULL,
    tenant_id        bigint   NOT NULL,
    agent_id         bytea    NOT NULL,
    delegator_id     bytea,
    permissions_low  bigint   NOT NULL,
    permissions_high bigint   NOT NULL,
    scope            text     NOT NULL,
    scope_hash       bigint   NOT NULL,
    delegations_left smallint NOT NULL,
    not_before_s     bigint   NOT NULL,
    expires_at_s     bigint   NOT NULL,
    minted_ns        bigint   NOT NULL,
    minted_by        text     NOT NULL,
    position         bigint   NOT NULL
);
CREATE INDEX delegation_position ON delegation (position);
CREATE INDEX delegation_agent ON delegation (agent_id, position);
CREATE INDEX delegation_delegator ON delegation (delegator_id, position);
CREATE INDEX delegation_parent ON delegation (parent_link_id, position);

-- Apart from the links, because a link may be revoked that was never told of.
CREATE TABLE revoked_link (
    link_id    bigint PRIMARY KEY,
    revoked_ns bigint NOT NULL,
    position   bigint NOT NULL
);

-- The only table that is not worked out from the journal.
CREATE TABLE challenge (
    challenge_id bytea       PRIMARY KEY,
    public_key   bytea       NOT NULL,
    nonce        bytea       NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX challenge_expiry ON challenge (expires_at);
