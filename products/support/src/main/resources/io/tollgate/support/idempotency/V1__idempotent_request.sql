-- Requests that carried an Idempotency-Key, and what was answered.
CREATE TABLE idempotent_request (
    subject      text        NOT NULL,
    key          text        NOT NULL,
    route        text        NOT NULL,
    body_hash    bytea       NOT NULL,
    claim        uuid        NOT NULL,
    claimed_till timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    status       integer,
    headers      text,
    body         bytea,
    PRIMARY KEY (subject, key)
);
CREATE INDEX idempotent_request_expiry ON idempotent_request (expires_at);
