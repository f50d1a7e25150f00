package io.truenow.infra.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.truenow.command.control.IdSource;
import io.truenow.command.port.ReadModels.Processor;
import io.truenow.command.schema.SchemaAggregate;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.schema.AddSchemaVersion;
import io.truenow.events.schema.CompatibilityMode;
import io.truenow.events.schema.CreateSchema;
import io.truenow.events.schema.DeleteSchema;
import io.truenow.events.schema.DeprecateSchemaVersion;
import io.truenow.events.schema.RegisteredVersion;
import io.truenow.events.schema.SchemaDescriptor;
import io.truenow.events.schema.SchemaVersionDescriptor;
import io.truenow.events.schema.VersionStatus;
import io.truenow.events.time.MicroClock;
import io.truenow.infra.embedded.FreePorts;
import io.truenow.infra.embedded.LocalPostgres;
import io.truenow.infra.embedded.LocalPostgresSettings;
import io.truenow.infra.eventstore.ControlPlane;
import io.truenow.infra.eventstore.ControlPlaneHandlers;
import io.truenow.infra.eventstore.ControlPlaneHandlers.Resource;
import io.truenow.infra.eventstore.PostgresPool;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas in a real PostgreSQL: filled from the facts, made again from them. */
class SchemaReadModelIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MOST_UNDER_LOAD = 500;
    private static final AtomicLong NAMES = new AtomicLong();

    @TempDir
    private static Path folder;

    private static LocalPostgres postgres;
    private static HikariDataSource pool;

    private ControlPlane plane;

    @BeforeAll
    static void startServer() {
        postgres = new LocalPostgres(LocalPostgresSettings.of(folder, FreePorts.next()));
        postgres.start();
        pool = PostgresPool.open(postgres.jdbcUrl(), postgres.user(), postgres.password(), 8);
    }

    @AfterAll
    static void stopServer() {
        pool.close();
        postgres.close();
    }

    @BeforeEach
    void open() {
        AtomicLong now = new AtomicLong(1_795_132_800_000_000L);
        MicroClock clock = now::incrementAndGet;
        plane = ControlPlane.start(
                pool,
                new ControlPlaneHandlers(
                        List.of(SchemaAggregate.class),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(
                                new Resource<>(MicroClock.class, clock),
                                new Resource<>(IdSource.class, IdSource.random()))));
    }

    @AfterEach
    void close() {
        plane.close();
    }

    private SchemaDescriptor create(String tenant, String name) {
        RegisteredVersion made = plane.commandGateway()
                .sendAndWait(new CreateSchema(
                        CreateSchema.keyOf(tenant, "web", name), tenant, "web", name, "\u2603", definition(0), "me"));
        return made.schema();
    }

    private static String definition(int properties) {
        StringBuilder text = new StringBuilder("{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"}");
        for (int i = 0; i < properties; i++) {
            text.append(",\"p").append(i).append("\":{\"type\":\"number\"}");
        }
        return text.append("}}").toString();
    }

    private void add(SchemaDescriptor schema, int properties) {
        plane.commandGateway()
                .sendAndWait(new AddSchemaVersion(
                        schema.key(), schema.schemaId(), definition(properties), CompatibilityMode.BACKWARD, "you"));
    }

    private static String freshName() {
        return "schema_" + NAMES.incrementAndGet();
    }

    /** Until the facts are no longer told again. */
    private void awaitReadable() {
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(TrueNowException.class)
                .until(() -> !plane.schemas().schemas("default").isEmpty());
    }

    @Test
    void aSchemaIsReadWithItsVersionsByItsTenantAlone() {
        SchemaDescriptor schema = create("default", freshName());
        add(schema, 1);
        plane.commandGateway().sendAndWait(new DeprecateSchemaVersion(schema.key(), schema.schemaId(), 1, "you"));

        await().atMost(SOON).until(() -> plane.schemas().versions("default", schema.schemaId()).stream()
                .anyMatch(version -> version.status() == VersionStatus.DEPRECATED));
        List<SchemaVersionDescriptor> versions = plane.schemas().versions("default", schema.schemaId());
        assertThat(versions).extracting(SchemaVersionDescriptor::version).containsExactly(1, 2);
        assertThat(versions.getLast().definition()).isEqualTo(definition(1));
        SchemaDescriptor read =
                plane.schemas().schema("default", schema.schemaId()).orElseThrow();
        assertThat(read.name()).isEqualTo(schema.name());
        assertThat(read.description()).isEqualTo("\u2603");
        assertThat(read.updatedMicros()).isGreaterThan(schema.updatedMicros());
        assertThat(plane.schemas().schemas("default")).contains(read);
        assertThat(plane.schemas().schema("other", schema.schemaId())).isEmpty();
        assertThat(plane.schemas().versions("other", schema.schemaId())).isEmpty();
        assertThat(plane.schemas().schemas("other")).doesNotContain(read);
    }

    @Test
    void aNameThatIsFreeAgainIsTakenInTheSameBreath() {
        String name = freshName();
        SchemaDescriptor first = create("default", name);
        plane.commandGateway().sendAndWait(new DeleteSchema(first.key(), first.schemaId(), "you"));
        SchemaDescriptor second = create("default", name);

        await().atMost(SOON)
                .until(() ->
                        plane.schemas().schema("default", second.schemaId()).isPresent());
        assertThat(plane.schemas().schema("default", first.schemaId())).isEmpty();
        assertThat(plane.schemas().versions("default", first.schemaId())).isEmpty();
    }

    @Test
    void aRestartGoesOnWhereItWas() throws SQLException {
        SchemaDescriptor schema = create("default", freshName());
        await().atMost(SOON)
                .until(() ->
                        plane.schemas().schema("default", schema.schemaId()).isPresent());
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE schemas SET description = 'kept' WHERE schema_id = '" + schema.schemaId() + "'");
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
        plane.close();
        open();
        SchemaDescriptor next = create("default", freshName());
        await().atMost(SOON)
                .until(() -> plane.schemas().schema("default", next.schemaId()).isPresent());
        assertThat(plane.schemas()
                        .schema("default", schema.schemaId())
                        .orElseThrow()
                        .description())
                .as("told again it would be the snowman")
                .isEqualTo("kept");
    }

    @Test
    void aResetUnderLoadEndsInTheSameRows() throws Exception {
        for (int i = 0; i < 20; i++) {
            add(create("default", freshName()), i + 1);
        }
        AtomicBoolean on = new AtomicBoolean(true);
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            Future<Integer> written = writer.submit(() -> {
                int count = 0;
                for (; on.get() && count < MOST_UNDER_LOAD; count++) {
                    add(create("default", freshName()), 1);
                }
                return count;
            });
            try {
                for (int i = 0; i < 3; i++) {
                    plane.processors().reset(SchemaReadModel.NAME);
                    awaitReadable();
                }
            } finally {
                on.set(false);
            }
            assertThat(written.get()).isBetween(1, MOST_UNDER_LOAD);
        }
        SchemaDescriptor last = create("default", freshName());
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(TrueNowException.class)
                .until(() -> plane.schemas().schema("default", last.schemaId()).isPresent());
        List<SchemaDescriptor> schemas = plane.schemas().schemas("default");
        List<List<SchemaVersionDescriptor>> versions = versions(schemas);
        plane.processors().reset(SchemaReadModel.NAME);
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(TrueNowException.class)
                .until(() -> plane.schemas().schema("default", last.schemaId()).isPresent());
        assertThat(plane.schemas().schemas("default")).isEqualTo(schemas).hasSizeGreaterThan(20);
        assertThat(versions(schemas)).isEqualTo(versions);
    }

    private List<List<SchemaVersionDescriptor>> versions(List<SchemaDescriptor> schemas) {
        return schemas.stream()
                .map(schema -> plane.schemas().versions("default", schema.schemaId()))
                .toList();
    }

    @Test
    void whatStoresNothingCannotBeReset() {
        assertThatExceptionOfType(TrueNowException.class)
                .isThrownBy(() -> plane.processors().reset("moon"))
                .matches(e -> e.code() == ErrorCode.NOT_FOUND);
        await().atMost(SOON).untilAsserted(() -> assertThat(plane.processors().processors())
                .filteredOn(p -> p.name().equals(SchemaReadModel.NAME))
                .allMatch(Processor::stored)
                .isNotEmpty());
    }
}
