package io.truenow.command.catalog;

import io.truenow.command.control.IdSource;
import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.catalog.CreateNamespace;
import io.truenow.events.catalog.CreateTenant;
import io.truenow.events.catalog.EnsureTable;
import io.truenow.events.catalog.NamespaceCreated;
import io.truenow.events.catalog.NamespaceDescriptor;
import io.truenow.events.catalog.NamespacePolicy;
import io.truenow.events.catalog.TableCreated;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.catalog.TableState;
import io.truenow.events.catalog.TableWidened;
import io.truenow.events.catalog.TenantCreated;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.MicroClock;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;

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

    private static EnsureTable ensure(boolean onlyIfAbsent, ColumnSpec... columns) {
        return new EnsureTable(KEY, REF, TableSettings.DEFAULT, List.of(columns), "about", "me", onlyIfAbsent);
    }

    private static TableCreated created(ColumnSpec... columns) {
        return new TableCreated(KEY, ID, REF, TableSettings.DEFAULT, List.of(columns), "about", "me", NOW);
    }

    private static TableWidened widened(int version, ColumnSpec... columns) {
        return new TableWidened(KEY, ID, REF, version, List.of(columns), "me", NOW);
    }

    private static TableDescriptor table(int version, ColumnSpec... columns) {
        return new TableDescriptor(ID, REF, TableSettings.DEFAULT, version, TableState.ACTIVE, List.of(columns), NOW);
    }

    @Test
    void makesATenantOnce() {
        fixture(TenantAggregate.class)
                .givenNoPriorActivity()
                .when(new CreateTenant("default", "me"))
                .expectEvents(new TenantCreated("default", "me", NOW));
        fixture(TenantAggregate.class)
                .given(new TenantCreated("default", "me", NOW))
                .when(new CreateTenant("default", "me"))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void refusesATenantWithAnIllegalName() {
        fixture(TenantAggregate.class)
                .givenNoPriorActivity()
                .when(new CreateTenant("a b", "me"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_NAME));
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
                .when(ensure(true, REGION, REVENUE, REGION))
                .expectEvents(created(REGION, REVENUE))
                .expectResultMessagePayload(table(1, REGION, REVENUE));
    }

    @Test
    void widensATableByWhatItLacks() {
        fixture(TableAggregate.class)
                .given(created(REGION))
                .when(ensure(true, REVENUE, REGION))
                .expectEvents(widened(2, REVENUE))
                .expectResultMessagePayload(table(2, REGION, REVENUE));
        fixture(TableAggregate.class)
                .given(created(REGION), widened(2, REVENUE))
                .when(ensure(true, ColumnSpec.dimension("revenue")))
                .expectEvents(widened(3, ColumnSpec.dimension("revenue")))
                .expectResultMessagePayload(table(3, REGION, REVENUE, ColumnSpec.dimension("revenue")));
    }

    @Test
    void saysNothingWhenATableLacksNothing() {
        fixture(TableAggregate.class)
                .given(created(REGION), widened(2, REVENUE))
                .when(ensure(true, REVENUE))
                .expectNoEvents()
                .expectResultMessagePayload(table(2, REGION, REVENUE));
    }

    @Test
    void refusesToMakeATableTwice() {
        fixture(TableAggregate.class)
                .given(created(REGION))
                .when(ensure(false))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.ALREADY_EXISTS));
    }

    @Test
    void refusesAColumnWithAnotherTypeOrAnIllegalName() {
        ColumnSpec wholeRevenue = new ColumnSpec(ColumnRole.METRIC, "revenue", ColumnType.LONG);
        fixture(TableAggregate.class)
                .given(created(REVENUE))
                .when(ensure(true, wholeRevenue))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_VALUE));
        fixture(TableAggregate.class)
                .givenNoPriorActivity()
                .when(ensure(true, REVENUE, wholeRevenue))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_VALUE));
        fixture(TableAggregate.class)
                .givenNoPriorActivity()
                .when(ensure(true, ColumnSpec.metric("a\nb")))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_NAME));
    }
}
