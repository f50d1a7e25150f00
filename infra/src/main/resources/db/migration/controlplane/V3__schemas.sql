-- What is read of schemas. Made from the facts by the processing group schemas, and made again by truenow processor reset schemas.
CREATE TABLE schemas (
    schema_id      varchar(64)  NOT NULL PRIMARY KEY,
    tenant         varchar(128) NOT NULL,
    namespace      varchar(128) NOT NULL,
    name           varchar(128) NOT NULL,
    description    text         NOT NULL,
    created_by     varchar(255) NOT NULL,
    created_micros bigint       NOT NULL,
    updated_micros bigint       NOT NULL,
    UNIQUE (tenant, namespace, name)
);

CREATE TABLE schema_versions (
    version_id         varchar(64)  NOT NULL PRIMARY KEY,
    schema_id          varchar(64)  NOT NULL,
    tenant             varchar(128) NOT NULL,
    version            integer      NOT NULL,
    definition         text         NOT NULL,
    fingerprint        varchar(80)  NOT NULL,
    compatibility_mode varchar(16)  NOT NULL,
    status             varchar(16)  NOT NULL,
    created_by         varchar(255) NOT NULL,
    created_micros     bigint       NOT NULL,
    UNIQUE (schema_id, version),
    UNIQUE (schema_id, fingerprint)
);
