-- Every key that an agent has or had; a key is one agent's for ever.
CREATE TABLE agent_key (
    public_key    bytea   PRIMARY KEY,
    agent_id      bytea   NOT NULL,
    sequence      integer NOT NULL,
    old_signature bytea,
    new_signature bytea,
    since_ns      bigint  NOT NULL,
    UNIQUE (agent_id, sequence)
);
INSERT INTO agent_key SELECT public_key, agent_id, 0, NULL, NULL, created_ns FROM agent;

ALTER TABLE agent ADD COLUMN current_key bytea;
ALTER TABLE agent ADD COLUMN key_sequence integer NOT NULL DEFAULT 0;
UPDATE agent SET current_key = public_key;
ALTER TABLE agent ALTER COLUMN current_key SET NOT NULL;
