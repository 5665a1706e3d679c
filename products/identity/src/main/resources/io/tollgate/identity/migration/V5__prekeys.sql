-- Not worked out from the journal: a one-time prekey that was given may never come back. Only public
-- keys. The numbers only grow, so that what was signed once cannot be brought again.
CREATE TABLE prekey_owner (
    agent_id         bytea   PRIMARY KEY,
    number           integer NOT NULL DEFAULT 0,
    public_key       bytea,
    signature        bytea,
    key_sequence     integer NOT NULL DEFAULT 0,
    last_signed_id   integer NOT NULL DEFAULT 0,
    last_one_time_id integer NOT NULL DEFAULT 0,
    is_low_told      boolean NOT NULL DEFAULT false
);

-- Kind 1 signed, 2 one-time.
CREATE TABLE prekey (
    agent_id   bytea    NOT NULL REFERENCES prekey_owner,
    kind       smallint NOT NULL,
    prekey_id  integer  NOT NULL,
    public_key bytea    NOT NULL,
    expires_s  bigint   NOT NULL,
    signature  bytea    NOT NULL,
    PRIMARY KEY (agent_id, kind, prekey_id),
    UNIQUE (agent_id, public_key)
);
CREATE INDEX prekey_expiry ON prekey (expires_s);
