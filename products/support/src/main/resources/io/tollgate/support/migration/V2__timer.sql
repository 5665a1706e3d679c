-- What is to be done later. A timer that failed too often is parked and stays for a person to look at.
CREATE TABLE timer (
    kind     text        NOT NULL,
    id       text        NOT NULL,
    due_at   timestamptz NOT NULL,
    payload  text        NOT NULL,
    attempts integer     NOT NULL DEFAULT 0,
    parked   boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (kind, id)
);
CREATE INDEX timer_due ON timer (due_at) WHERE NOT parked;
