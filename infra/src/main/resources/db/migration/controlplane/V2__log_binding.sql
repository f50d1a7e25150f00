-- Which log the catalogue belongs to: ids of tables stand in its records. At most one row.
CREATE TABLE log_binding (
    only_one   boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (only_one),
    cluster_id varchar(64) NOT NULL,
    topic_id   varchar(64) NOT NULL,
    bound_at   timestamptz NOT NULL DEFAULT now()
);
