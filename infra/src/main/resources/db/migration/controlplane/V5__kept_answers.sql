-- Answers to requests with an Idempotency-Key, to be given again. Without a status the request is under way. Nothing is a fact here: rows past
-- until_micros count as gone.
CREATE TABLE kept_answers (
    tenant          varchar(128) NOT NULL,
    principal       varchar(255) NOT NULL,
    idempotency_key varchar(255) NOT NULL,
    request_hash    varchar(64)  NOT NULL,
    holder          uuid         NOT NULL,
    status          integer,
    etag            varchar(255),
    body            bytea,
    until_micros    bigint       NOT NULL,
    PRIMARY KEY (tenant, principal, idempotency_key)
);

CREATE INDEX kept_answers_until ON kept_answers (until_micros);
