package io.truenow.command.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.control.IdSource;
import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.catalog.ConfigureTable;
import io.truenow.events.catalog.CreateNamespace;
import io.truenow.events.catalog.DeclareTable;
import io.truenow.events.catalog.EnsureTable;
import io.truenow.events.catalog.NamespaceCreated;
import io.truenow.events.catalog.NamespaceDescriptor;
import io.truenow.events.catalog.NamespacePolicy;
import io.truenow.events.catalog.Partitioning;
import io.truenow.events.catalog.RetentionPolicy;
import io.truenow.events.catalog.TableConfigured;
import io.truenow.events.catalog.TableCreated;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableHistory;
import io.truenow.events.catalog.TableOptions;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.catalog.TableState;
import io.truenow.events.catalog.TableStateChanged;
import io.truenow.events.catalog.TableWidened;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.MicroClock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.matchers.Matchers;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given facts, when a command, then facts or a refusal. */
class CatalogAggregatesTest {

    private static final long NOW = 1_795_132_800_000_000L;
    private static final UUID ID = new UUID(0, 7);
    private static final TableRef REF = new TableRef("default", "shop", "orders");
    private static final String KEY = EnsureTable.keyOf(REF);
    private static final ColumnSpec REGION = ColumnSpec.dimension("region");
    private static final ColumnSpec REVENUE = ColumnSpec.metric("revenue");

    private static <T> FixtureConfiguration<T> fixture(Class<T> aggregate) {
        MicroClock clock = () -> NOW;
        IdSource ids = () -> ID;
        return new AggregateTestFixture<>(aggregate)
                .registerInjectableResource(clock)
                .registerInjectableResource(ids);
    }

    private static Matcher<TrueNowException> refusal(ErrorCode code) {
        return matching("a refusal with " + code, e -> e.code() == code);
    }

    private static Matcher<TrueNowException> matching(String what, Predicate<TrueNowException> test) {
        return new CustomTypeSafeMatcher<>(what) {
            @Override
            protected boolean matchesSafely(TrueNowException item) {
                return test.test(item);
            }
        };
    }

    private static CreateNamespace createNamespace(String name, boolean onlyIfAbsent) {
        return new CreateNamespace(
                CreateNamespace.keyOf("default", name),
                "default",
                name,
                NamespacePolicy.AUTO_CREATE,
                "about",
                "me",
                onlyIfAbsent);
    }

    private static NamespaceCreated namespaceCreated(String name) {
        return new NamespaceCreated(
                CreateNamespace.keyOf("default", name),
                "default",
                name,
                NamespacePolicy.AUTO_CREATE,
                "about",
                "me",
                NOW);
    }

    private static EnsureTable ensure(ColumnSpec... columns) {
        return new EnsureTable(KEY, REF, TableSettings.DEFAULT, List.of(columns), null, "me");
    }

    private static DeclareTable declare(TableOptions options) {
        return new DeclareTable(KEY, REF, TableSettings.DEFAULT, options, "me");
    }

    private static ConfigureTable become(TableState state) {
        return new ConfigureTable(KEY, ID, null, null, null, null, state, "you");
    }

    private static TableStateChanged changed(TableState from, TableState to) {
        return new TableStateChanged(KEY, ID, REF, from, to, "you", NOW);
    }

    private static TableConfigured configured(TableOptions options, String by) {
        return new TableConfigured(KEY, ID, REF, options, by, NOW);
    }

    private static TableCreated created(ColumnSpec... columns) {
        return new TableCreated(KEY, ID, REF, TableSettings.DEFAULT, List.of(columns), "", "me", NOW);
    }

    private static TableWidened widened(int version, ColumnSpec... columns) {
        return new TableWidened(KEY, ID, REF, version, List.of(columns), "me", NOW);
    }

    private static TableDescriptor table(int version, ColumnSpec... columns) {
        return new TableDescriptor(
                ID,
                REF,
                TableSettings.DEFAULT,
                version,
                TableState.ACTIVE,
                List.of(columns),
                TableOptions.NONE,
                new TableHistory("me", NOW, NOW, version));
    }

    @Test
    void makesANamespace() {
        fixture(NamespaceAggregate.class)
                .givenNoPriorActivity()
                .when(createNamespace("shop", false))
                .expectEvents(namespaceCreated("shop"))
                .expectResultMessagePayload(
                        new NamespaceDescriptor("default", "shop", NamespacePolicy.AUTO_CREATE, "about", "me", NOW));
    }

    @Test
    void takesAnExistingNamespaceOnlyIfTheCommandSaysSo() {
        fixture(NamespaceAggregate.class)
                .given(namespaceCreated("shop"))
                .when(createNamespace("shop", true))
                .expectNoEvents()
                .expectResultMessagePayload(
                        new NamespaceDescriptor("default", "shop", NamespacePolicy.AUTO_CREATE, "about", "me", NOW));
        fixture(NamespaceAggregate.class)
                .given(namespaceCreated("shop"))
                .when(createNamespace("shop", false))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.ALREADY_EXISTS));
    }

    @Test
    void refusesReservedNamespaces() {
        for (String name : List.of("sys", "INFORMATION_SCHEMA", "pg_catalog", "metadata", "", "9a", "a.b")) {
            fixture(NamespaceAggregate.class)
                    .givenNoPriorActivity()
                    .when(createNamespace(name, true))
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.INVALID_NAME));
        }
    }

    @Test
    void makesATableWithEachColumnOnce() {
        fixture(TableAggregate.class)
                .givenNoPriorActivity()
                .when(ensure(REGION, REVENUE, REGION))
                .expectEvents(created(REGION, REVENUE))
                .expectResultMessagePayload(table(1, REGION, REVENUE));
    }

    @Test
    void widensATableByWhatItLacks() {
        fixture(TableAggregate.class)
                .given(created(REGION))
                .when(ensure(REVENUE, REGION))
                .expectEvents(widened(2, REVENUE))
                .expectResultMessagePayload(table(2, REGION, REVENUE));
        fixture(TableAggregate.class)
                .given(created(REGION), widened(2, REVENUE))
                .when(ensure(ColumnSpec.dimension("revenue")))
                .expectEvents(widened(3, ColumnSpec.dimension("revenue")))
                .expectResultMessagePayload(table(3, REGION, REVENUE, ColumnSpec.dimension("revenue")));
    }

    @Test
    void widensABoundTableByColumnsOfItsSchemaOnly() {
        TableOptions bound = new TableOptions("", "sch_1", null, Partitioning.HOURLY);
        for (String other : Arrays.asList(null, "sch_2")) {
            fixture(TableAggregate.class)
                    .given(created(REGION), configured(bound, "me"))
                    .when(new EnsureTable(KEY, REF, TableSettings.DEFAULT, List.of(REVENUE), other, "me"))
                    .expectNoEvents()
                    .expectResultMessagePayloadMatching(Matchers.predicate((Object table) ->
                            ((TableDescriptor) table).options().equals(bound)));
        }
        fixture(TableAggregate.class)
                .given(created(REGION), configured(bound, "me"))
                .when(new EnsureTable(KEY, REF, TableSettings.DEFAULT, List.of(REVENUE), "sch_1", "me"))
                .expectEvents(widened(2, REVENUE));
    }

    @Test
    void saysNothingWhenATableLacksNothing() {
        fixture(TableAggregate.class)
                .given(created(REGION), widened(2, REVENUE))
                .when(ensure(REVENUE))
                .expectNoEvents()
                .expectResultMessagePayload(table(2, REGION, REVENUE));
    }

    @Test
    void declaresATableOnce() {
        TableOptions options = new TableOptions("about", "sch_1", RetentionPolicy.days(30), Partitioning.HOURLY);
        fixture(TableAggregate.class)
                .givenNoPriorActivity()
                .when(declare(options))
                .expectEvents(
                        new TableCreated(KEY, ID, REF, TableSettings.DEFAULT, List.of(), "about", "me", NOW),
                        configured(options, "me"))
                .expectResultMessagePayload(new TableDescriptor(
                        ID,
                        REF,
                        TableSettings.DEFAULT.withRetention(30L * 86_400_000_000L),
                        1,
                        TableState.ACTIVE,
                        List.of(),
                        options,
                        new TableHistory("me", NOW, NOW, 2)));
        fixture(TableAggregate.class)
                .given(created(REGION))
                .when(declare(TableOptions.NONE))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.ALREADY_EXISTS));
    }

    @Test
    void aDeletedTableComesBackOnlyIfItIsDeclared() {
        Object[] past = {
            created(REGION),
            changed(TableState.ACTIVE, TableState.DELETING),
            changed(TableState.DELETING, TableState.DELETED)
        };
        fixture(TableAggregate.class)
                .given(past)
                .when(ensure(REGION, REVENUE))
                .expectNoEvents()
                .expectResultMessagePayloadMatching(
                        Matchers.predicate((Object table) -> ((TableDescriptor) table).state() == TableState.DELETED));
        fixture(TableAggregate.class)
                .given(past)
                .when(declare(TableOptions.NONE))
                .expectEvents(created())
                .expectResultMessagePayload(new TableDescriptor(
                        ID,
                        REF,
                        TableSettings.DEFAULT,
                        1,
                        TableState.ACTIVE,
                        List.of(),
                        TableOptions.NONE,
                        new TableHistory("me", NOW, NOW, 4)));
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "CREATING,CREATING,false", "CREATING,ACTIVE,true", "CREATING,PAUSED,false", "CREATING,DELETING,false",
        "CREATING,DELETED,false", "ACTIVE,CREATING,false", "ACTIVE,ACTIVE,false", "ACTIVE,PAUSED,true",
        "ACTIVE,DELETING,true", "ACTIVE,DELETED,false", "PAUSED,CREATING,false", "PAUSED,ACTIVE,true",
        "PAUSED,PAUSED,false", "PAUSED,DELETING,true", "PAUSED,DELETED,false", "DELETING,CREATING,false",
        "DELETING,ACTIVE,false", "DELETING,PAUSED,false", "DELETING,DELETING,false", "DELETING,DELETED,true",
        "DELETED,CREATING,false", "DELETED,ACTIVE,false", "DELETED,PAUSED,false", "DELETED,DELETING,false",
        "DELETED,DELETED,false"
    })
    void aStateFollowsAnother(TableState from, TableState to, boolean may) {
        assertThat(from.canBecome(to)).isEqualTo(may);
        var when = fixture(TableAggregate.class)
                .given(created(REGION), changed(TableState.ACTIVE, from))
                .when(become(to));
        if (may) {
            when.expectEvents(changed(from, to));
        } else {
            when.expectNoEvents()
                    .expectException(matching(
                            "the transition refused",
                            e -> e.code() == ErrorCode.INVALID_VALUE
                                    && ("cannot transition from " + from.text() + " to " + to.text())
                                            .equals(e.getMessage())));
        }
    }

    @Test
    void aChangeIsMadeWholeOrNotAtAll() {
        RetentionPolicy month = RetentionPolicy.days(30);
        TableOptions after = new TableOptions("new", null, month, Partitioning.HOURLY);
        fixture(TableAggregate.class)
                .given(created(REGION))
                .when(new ConfigureTable(KEY, ID, 1L, "new", month, null, TableState.PAUSED, "you"))
                .expectEvents(configured(after, "you"), changed(TableState.ACTIVE, TableState.PAUSED));
        fixture(TableAggregate.class)
                .given(created(REGION))
                .when(new ConfigureTable(KEY, ID, null, "new", month, null, TableState.DELETED, "you"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_VALUE));
        fixture(TableAggregate.class)
                .given(created(REGION), configured(after, "you"))
                .when(new ConfigureTable(KEY, ID, null, "new", month, null, null, "you"))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void aChangeOfWhatAnotherChangedIsRefused() {
        fixture(TableAggregate.class)
                .given(created(REGION), widened(2, REVENUE))
                .when(new ConfigureTable(KEY, ID, 1L, "new", null, null, null, "you"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.CHANGED_MEANWHILE));
        fixture(TableAggregate.class)
                .given(created(REGION))
                .when(new ConfigureTable(KEY, new UUID(0, 8), null, "new", null, null, null, "you"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.NOT_FOUND));
    }

    @Test
    void aTableOnItsWayOutStaysAsItIs() {
        fixture(TableAggregate.class)
                .given(created(REGION), changed(TableState.ACTIVE, TableState.DELETING))
                .when(new ConfigureTable(KEY, ID, null, "new", null, null, null, "you"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_VALUE));
        fixture(TableAggregate.class)
                .given(created(REGION), changed(TableState.ACTIVE, TableState.PAUSED))
                .when(ensure(REVENUE))
                .expectNoEvents();
    }

    @Test
    void widensTheTypeOfAColumnAndNeverNarrowsIt() {
        ColumnSpec wholeRevenue = new ColumnSpec(ColumnRole.METRIC, "revenue", ColumnType.LONG);
        fixture(TableAggregate.class)
                .given(created(REVENUE))
                .when(ensure(wholeRevenue))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
        fixture(TableAggregate.class)
                .given(created(wholeRevenue))
                .when(ensure(REVENUE))
                .expectEvents(widened(2, REVENUE))
                .expectSuccessfulHandlerExecution();
        fixture(TableAggregate.class)
                .givenNoPriorActivity()
                .when(ensure(wholeRevenue, REVENUE))
                .expectEvents(created(REVENUE));
    }

    @Test
    void refusesAnIllegalNameOfAColumn() {
        fixture(TableAggregate.class)
                .givenNoPriorActivity()
                .when(ensure(ColumnSpec.metric("a\nb")))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_NAME));
    }
}
