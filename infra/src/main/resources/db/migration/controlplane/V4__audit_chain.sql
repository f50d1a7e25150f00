-- A chain of hashes over the facts, in the order in which the processing group audit was told of them (which is not always that of their numbers).
CREATE TABLE audit_chain (
    link     bigint NOT NULL PRIMARY KEY,
    position bigint NOT NULL UNIQUE,
    hash     bytea  NOT NULL
);
