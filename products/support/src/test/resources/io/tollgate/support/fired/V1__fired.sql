CREATE TABLE fired (n bigserial, id text NOT NULL);
