package io.truenow.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.truenow.command.tenant.TenantAggregate;
import io.truenow.events.access.ApiKeyCreated;
import io.truenow.events.access.ApiKeyRevoked;
import io.truenow.events.access.ApiKeyRotated;
import io.truenow.events.access.ApiKeySigningDemanded;
import io.truenow.events.access.Grant;
import io.truenow.events.access.KeySecret;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.catalog.NamespaceCreated;
import io.truenow.events.catalog.NamespacePolicy;
import io.truenow.events.catalog.Partitioning;
import io.truenow.events.catalog.RetentionPolicy;
import io.truenow.events.catalog.TableConfigured;
import io.truenow.events.catalog.TableCreated;
import io.truenow.events.catalog.TableOptions;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.catalog.TableState;
import io.truenow.events.catalog.TableStateChanged;
import io.truenow.events.catalog.TableWidened;
import io.truenow.events.catalog.TenantCreated;
import io.truenow.events.catalog.TenantState;
import io.truenow.events.catalog.TenantStateChanged;
import io.truenow.events.config.ConfigurationCommitted;
import io.truenow.events.config.ConfigurationProposed;
import io.truenow.events.config.ConfigurationRolledBack;
import io.truenow.events.limit.LimitSubject;
import io.truenow.events.limit.RateLimitCleared;
import io.truenow.events.limit.RateLimitSet;
import io.truenow.events.schema.CompatibilityMode;
import io.truenow.events.schema.SchemaCreated;
import io.truenow.events.schema.SchemaDeleted;
import io.truenow.events.schema.SchemaVersionAdded;
import io.truenow.events.schema.SchemaVersionDeprecated;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Domain events as the event store keeps them are read by every later build. A golden file has four lines: type, revision, payload,
 * meta data. The files are written again by {@code -Dtruenow.golden.write=FOLDER}, for a new event or a new revision only.
 */
class GoldenDomainEventsTest {

    private static final String FOLDER = "domain-events-v1";
    private static final UUID TABLE = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private static final TableRef REF = new TableRef("default", "web", "page-views");
    private static final MetaData META_DATA = MetaData.with("traceId", "t-1").and("correlationId", "c-1");
    private static final Map<String, Object> EVENTS = events();

    private final Serializer serializer = ControlPlaneSerializer.create();

    private static Map<String, Object> events() {
        List<ColumnSpec> columns = List.of(
                ColumnSpec.dimension("région 東京"),
                ColumnSpec.metric("a \"quoted\" metric"),
                new ColumnSpec(ColumnRole.DIMENSION, "plain", ColumnType.STRING));
        Map<String, Object> events = new TreeMap<>();
        for (Object event : List.of(
                new TenantCreated("default", "local", 1_795_132_800_000_001L),
                new TenantStateChanged(
                        "acme", TenantState.ACTIVE, TenantState.SUSPENDED, "somebody", 1_795_132_800_000_014L),
                new NamespaceCreated(
                        "default/web",
                        "default",
                        "web",
                        NamespacePolicy.AUTO_CREATE,
                        "Pages, \n \u2603 and more",
                        "local",
                        1_795_132_800_000_002L),
                new TableCreated(
                        "default/web/page-views",
                        TABLE,
                        REF,
                        new TableSettings(3, 3_600_000_000L, TableSettings.UNBOUNDED),
                        columns,
                        "",
                        "local",
                        1_795_132_800_000_003L),
                new TableWidened(
                        "default/web/page-views",
                        TABLE,
                        REF,
                        2,
                        List.of(ColumnSpec.metric("later")),
                        "somebody",
                        1_795_132_800_000_004L),
                new TableConfigured(
                        "default/web/page-views",
                        TABLE,
                        REF,
                        new TableOptions(
                                "Pages “all”",
                                "sch_01234567-89ab-cdef-0123-456789abcdef",
                                RetentionPolicy.size(1L << 40, 7),
                                new Partitioning(Partitioning.By.KEY, Partitioning.Granularity.DAILY, "user.id")),
                        "somebody",
                        1_795_132_800_000_008L),
                new TableStateChanged(
                        "default/web/page-views",
                        TABLE,
                        REF,
                        TableState.ACTIVE,
                        TableState.PAUSED,
                        "somebody",
                        1_795_132_800_000_009L),
                new RateLimitSet(
                        "limit:key:acme:key_1",
                        LimitSubject.key("acme", "key_1"),
                        2_500,
                        1.5,
                        "somebody",
                        1_795_132_800_000_018L),
                new RateLimitCleared("limit:server", LimitSubject.SERVER, "somebody", 1_795_132_800_000_019L),
                new ConfigurationProposed(
                        "configuration",
                        7,
                        5,
                        Collections.singletonMap("retention.default_days", null),
                        "somebody",
                        1_795_132_800_000_015L),
                new ConfigurationCommitted(
                        "configuration",
                        7,
                        Map.of("ingestion.max_batch_size", 500L, "ingestion.max_record_size_bytes", 65_536L),
                        "somebody",
                        1_795_132_800_000_016L),
                new ConfigurationRolledBack(
                        "configuration",
                        8,
                        5,
                        Map.of("retention.default_days", 30L),
                        "somebody",
                        1_795_132_800_000_017L),
                new SchemaCreated(
                        "schema:default/web/pages",
                        "sch_01234567-89ab-cdef-0123-456789abcdef",
                        "default",
                        "web",
                        "pages",
                        "About \u2603",
                        "local",
                        1_795_132_800_000_010L),
                new SchemaVersionAdded(
                        "schema:default/web/pages",
                        "sch_01234567-89ab-cdef-0123-456789abcdef",
                        "default",
                        "sv_01234567-89ab-cdef-0123-456789abcdef",
                        2,
                        "{\"type\":\"object\",\"properties\":{\"région\":{\"type\":\"string\"}}}",
                        "sha256:" + "c".repeat(64),
                        CompatibilityMode.FULL,
                        "local",
                        1_795_132_800_000_011L),
                new SchemaVersionDeprecated(
                        "schema:default/web/pages",
                        "sch_01234567-89ab-cdef-0123-456789abcdef",
                        "default",
                        "sv_01234567-89ab-cdef-0123-456789abcdef",
                        2,
                        "local",
                        1_795_132_800_000_012L),
                new SchemaDeleted(
                        "schema:default/web/pages",
                        "sch_01234567-89ab-cdef-0123-456789abcdef",
                        "default",
                        "local",
                        1_795_132_800_000_013L),
                new ApiKeyCreated(
                        "key_01234567-89ab-cdef-0123-456789abcdef",
                        "default",
                        "producer “one”",
                        Role.SCHEMA_ADMIN,
                        List.of(
                                new Grant("web", Grant.ANY, Set.of(Grant.Action.WRITE, Grant.Action.READ)),
                                new Grant("web", "page-views", Set.of(Grant.Action.ADMIN))),
                        new KeySecret("0123456789abcdef", "a".repeat(64)),
                        1_895_132_800_000_000L,
                        "local",
                        1_795_132_800_000_005L),
                new ApiKeyRotated(
                        "key_01234567-89ab-cdef-0123-456789abcdef",
                        "default",
                        new KeySecret("fedcba9876543210", "b".repeat(64)),
                        1_795_132_900_000_000L,
                        "local",
                        1_795_132_800_000_006L),
                new ApiKeySigningDemanded(
                        "key_01234567-89ab-cdef-0123-456789abcdef", "default", "local", 1_795_132_800_000_005L),
                new ApiKeyRevoked(
                        "key_01234567-89ab-cdef-0123-456789abcdef", "default", "local", 1_795_132_800_000_007L))) {
            events.put(event.getClass().getSimpleName(), event);
        }
        return events;
    }

    static Stream<String> names() {
        return EVENTS.keySet().stream();
    }

    private static List<String> golden(String name) throws Exception {
        return Files.readAllLines(Path.of(GoldenDomainEventsTest.class
                .getResource("/golden/" + FOLDER + "/" + name + ".event")
                .toURI()));
    }

    private Object read(String type, @Nullable String revision, String json) {
        return serializer.deserialize(
                new SimpleSerializedObject<>(json.getBytes(StandardCharsets.UTF_8), byte[].class, type, revision));
    }

    private List<String> written(Object event) {
        SerializedObject<byte[]> payload = serializer.serialize(event, byte[].class);
        SerializedObject<byte[]> metaData = serializer.serialize(META_DATA, byte[].class);
        return List.of(
                payload.getType().getName(),
                payload.getType().getRevision(),
                new String(payload.getData(), StandardCharsets.UTF_8),
                new String(metaData.getData(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aStoredEventIsReadIntoTheSameObject(String name) throws Exception {
        List<String> stored = golden(name);

        assertThat(read(stored.get(0), stored.get(1), stored.get(2))).isEqualTo(EVENTS.get(name));
        assertThat(read(MetaData.class.getName(), null, stored.get(3))).isEqualTo(META_DATA);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSameEventIsStillWrittenInTheSameText(String name) throws Exception {
        assertThat(written(Objects.requireNonNull(EVENTS.get(name)))).isEqualTo(golden(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aLaterRevisionIsRefusedByName(String name) throws Exception {
        List<String> stored = golden(name);

        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read(stored.get(0), "2", stored.get(2)))
                .withMessageContaining("[" + stored.get(0) + "]")
                .withMessageContaining("revision [2]");
    }

    @Test
    void everyDomainEventHasAGoldenFileAndARevision() throws Exception {
        Set<String> found = new TreeSet<>();
        for (Class<?> type : classes(TenantCreated.class, "io/truenow/events")) {
            if (type.isAnnotationPresent(Revision.class)) {
                found.add(type.getSimpleName());
            }
        }
        for (Class<?> aggregate : classes(TenantAggregate.class, "io/truenow/command")) {
            for (Method method : aggregate.getDeclaredMethods()) {
                if (method.isAnnotationPresent(EventSourcingHandler.class)) {
                    Class<?> event = method.getParameterTypes()[0];
                    assertThat(event).hasAnnotation(Revision.class);
                    found.add(event.getSimpleName());
                }
            }
        }
        assertThat(found).isEqualTo(EVENTS.keySet());
    }

    /** Every class below a package, from where one of them was loaded. */
    private static List<Class<?>> classes(Class<?> one, String folder) throws Exception {
        URI place = one.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path root = Path.of(place);
        if (Files.isDirectory(root)) {
            return classes(root.resolve(folder), root);
        }
        try (FileSystem jar = FileSystems.newFileSystem(root)) {
            Path inside = jar.getPath("/");
            return classes(inside.resolve(folder), inside);
        }
    }

    private static List<Class<?>> classes(Path folder, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> names = files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("-info"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
            assertThat(names).isNotEmpty();
            return names.stream().<Class<?>>map(GoldenDomainEventsTest::load).toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, GoldenDomainEventsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theGoldenFilesCanBeWrittenAgain(@TempDir Path elsewhere) throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty("truenow.golden.write", elsewhere.toString()))
                .resolve(FOLDER));
        for (Map.Entry<String, Object> event : EVENTS.entrySet()) {
            Files.write(folder.resolve(event.getKey() + ".event"), written(event.getValue()));
        }
        assertThat(Arrays.asList(folder.toFile().list())).hasSizeGreaterThanOrEqualTo(EVENTS.size());
    }
}
