package io.truenow.command.schema;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.truenow.command.control.IdSource;
import io.truenow.events.catalog.Names;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.schema.AddSchemaVersion;
import io.truenow.events.schema.CompatibilityMode;
import io.truenow.events.schema.CreateSchema;
import io.truenow.events.schema.DeleteSchema;
import io.truenow.events.schema.DeprecateSchemaVersion;
import io.truenow.events.schema.RegisteredVersion;
import io.truenow.events.schema.SchemaCreated;
import io.truenow.events.schema.SchemaDeleted;
import io.truenow.events.schema.SchemaDescriptor;
import io.truenow.events.schema.SchemaVersionAdded;
import io.truenow.events.schema.SchemaVersionDeprecated;
import io.truenow.events.schema.SchemaVersionDescriptor;
import io.truenow.events.schema.VersionStatus;
import io.truenow.events.time.MicroClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A schema's name with the schema that bears it and its versions, one of which at least is active. Event-sourced; Axon loads one
 * instance per command.
 */
public class SchemaAggregate {

    /** Versions that a schema may have. */
    static final int MAX_VERSIONS = 1_000;

    /** Characters of all definitions of a schema together. */
    static final long MAX_DEFINITIONS = 16L << 20;

    private static final int SHOWN_PROBLEMS = 5;

    @AggregateIdentifier
    private @Nullable String schemaKey;

    private @Nullable SchemaDescriptor schema;
    private final List<SchemaVersionDescriptor> versions = new ArrayList<>();

    /** For Axon. */
    protected SchemaAggregate() {}

    /**
     * Makes the schema with its first version; one of the name that was deleted is no obstacle.
     *
     * @throws TrueNowException {@code ALREADY_EXISTS}; {@code INVALID_NAME}; {@code INVALID_VALUE} for a definition that is none
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public RegisteredVersion handle(CreateSchema command, MicroClock clock, IdSource ids) {
        Names.requireAt("/namespace", "namespace", command.namespace());
        Names.requireAt("/name", "schema", command.name());
        if (schema != null) {
            throw new TrueNowException(
                    ErrorCode.ALREADY_EXISTS,
                    "The schema [" + command.name() + "] exists already in the namespace [" + command.namespace()
                            + "].");
        }
        SchemaDefinition definition = SchemaDefinition.parse(command.definition());
        String schemaId = SchemaDescriptor.ID_PREFIX + ids.next();
        apply(new SchemaCreated(
                command.schemaKey(),
                schemaId,
                command.tenant(),
                command.namespace(),
                command.name(),
                command.description(),
                command.requestedBy(),
                clock.nowMicros()));
        return add(command.definition(), definition, CompatibilityMode.BACKWARD, command.requestedBy(), clock, ids);
    }

    /**
     * Adds a version, unless one has its fingerprint.
     *
     * @throws TrueNowException {@code NOT_FOUND}; {@code INVALID_VALUE} for a definition that is none, is not compatible with the newest
     *     active version, or is one too many
     */
    @CommandHandler
    public RegisteredVersion handle(AddSchemaVersion command, MicroClock clock, IdSource ids) {
        SchemaDescriptor known = own(command.schemaId());
        SchemaDefinition definition = SchemaDefinition.parse(command.definition());
        Optional<SchemaVersionDescriptor> same = versions.stream()
                .filter(version -> version.fingerprint().equals(definition.fingerprint()))
                .findFirst();
        if (same.isPresent()) {
            return new RegisteredVersion(known, same.get());
        }
        requireRoom(command.definition());
        SchemaDefinition newest = SchemaDefinition.parse(newestActive().definition());
        List<SchemaCompatibility.Incompatibility> problems =
                SchemaCompatibility.check(command.mode(), newest, definition);
        if (!problems.isEmpty()) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    sentence(problems),
                    "/definition" + problems.getFirst().pointer(),
                    "The check of the compatibility lists all differences.",
                    null);
        }
        return add(command.definition(), definition, command.mode(), command.requestedBy(), clock, ids);
    }

    private static String sentence(List<SchemaCompatibility.Incompatibility> problems) {
        String first = String.join(
                "; ",
                problems.stream()
                        .limit(SHOWN_PROBLEMS)
                        .map(SchemaCompatibility.Incompatibility::message)
                        .toList());
        int more = problems.size() - SHOWN_PROBLEMS;
        return more > 0 ? first + "; and [" + more + "] more" : first;
    }

    private void requireRoom(String definition) {
        long held = versions.stream()
                .mapToLong(version -> version.definition().length())
                .sum();
        if (versions.size() >= MAX_VERSIONS || held + definition.length() > MAX_DEFINITIONS) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "A schema has at most [" + MAX_VERSIONS + "] versions with [" + MAX_DEFINITIONS
                            + "] characters together.");
        }
    }

    private RegisteredVersion add(
            String text,
            SchemaDefinition definition,
            CompatibilityMode mode,
            String requestedBy,
            MicroClock clock,
            IdSource ids) {
        SchemaDescriptor known = Objects.requireNonNull(schema);
        apply(new SchemaVersionAdded(
                known.key(),
                known.schemaId(),
                known.tenant(),
                SchemaVersionDescriptor.ID_PREFIX + ids.next(),
                versions.size() + 1,
                text,
                definition.fingerprint(),
                mode,
                requestedBy,
                clock.nowMicros()));
        return new RegisteredVersion(Objects.requireNonNull(schema), versions.getLast());
    }

    /**
     * Takes a version out of use; nothing happens if it is.
     *
     * @throws TrueNowException {@code NOT_FOUND}; {@code INVALID_VALUE} if no active version would be left
     */
    @CommandHandler
    public RegisteredVersion handle(DeprecateSchemaVersion command, MicroClock clock) {
        own(command.schemaId());
        SchemaVersionDescriptor version = versions.stream()
                .filter(v -> v.version() == command.version())
                .findFirst()
                .orElseThrow(() -> new TrueNowException(ErrorCode.NOT_FOUND, "schema version not found"));
        if (version.status() == VersionStatus.ACTIVE) {
            if (versions.stream()
                            .filter(v -> v.status() == VersionStatus.ACTIVE)
                            .count()
                    == 1) {
                throw new TrueNowException(
                        ErrorCode.INVALID_VALUE, "A schema keeps an active version: add another one first.");
            }
            apply(new SchemaVersionDeprecated(
                    command.schemaKey(),
                    command.schemaId(),
                    Objects.requireNonNull(schema).tenant(),
                    version.versionId(),
                    version.version(),
                    command.requestedBy(),
                    clock.nowMicros()));
        }
        return new RegisteredVersion(Objects.requireNonNull(schema), versions.get(command.version() - 1));
    }

    /**
     * Deletes the schema. That no table is bound to it is for the caller to see to.
     *
     * @throws TrueNowException {@code NOT_FOUND}
     */
    @CommandHandler
    public SchemaDescriptor handle(DeleteSchema command, MicroClock clock) {
        SchemaDescriptor known = own(command.schemaId());
        apply(new SchemaDeleted(
                command.schemaKey(), command.schemaId(), known.tenant(), command.requestedBy(), clock.nowMicros()));
        return known;
    }

    private SchemaDescriptor own(String schemaId) {
        if (schema == null || !schema.schemaId().equals(schemaId)) {
            throw new TrueNowException(ErrorCode.NOT_FOUND, "schema not found");
        }
        return schema;
    }

    private SchemaVersionDescriptor newestActive() {
        return versions.reversed().stream()
                .filter(version -> version.status() == VersionStatus.ACTIVE)
                .findFirst()
                .orElseThrow();
    }

    @EventSourcingHandler
    void on(SchemaCreated fact) {
        schemaKey = fact.schemaKey();
        schema = SchemaDescriptor.of(fact);
    }

    @EventSourcingHandler
    void on(SchemaVersionAdded fact) {
        versions.add(SchemaVersionDescriptor.of(fact));
        schema = Objects.requireNonNull(schema).updated(fact.addedMicros());
    }

    @EventSourcingHandler
    void on(SchemaVersionDeprecated fact) {
        versions.set(fact.version() - 1, versions.get(fact.version() - 1).with(VersionStatus.DEPRECATED));
        schema = Objects.requireNonNull(schema).updated(fact.deprecatedMicros());
    }

    @EventSourcingHandler
    void on(SchemaDeleted fact) {
        schema = null;
        versions.clear();
    }
}
