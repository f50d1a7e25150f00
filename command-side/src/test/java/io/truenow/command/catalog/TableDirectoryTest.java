package io.truenow.command.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.command.control.ControlSettings;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.FindNamespaces;
import io.truenow.events.catalog.FindTables;
import io.truenow.events.catalog.NamespacePolicy;
import io.truenow.events.catalog.TableCreated;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableOptions;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.catalog.TableWidened;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TableDirectoryTest {

    private static final TableRef REF = new TableRef("default", "shop", "orders");
    private static final ColumnSpec A = ColumnSpec.dimension("a");

    private final MemoryControlPlane controlPlane = new MemoryControlPlane(() -> 1_000);
    private final TableDirectory directory = directory(controlPlane.cache());

    private TableDirectory directory(CatalogCache cache) {
        return new TableDirectory(
                cache,
                controlPlane.gateway(),
                new CatalogSettings(new ControlSettings(5_000, 0, 20), TableSettings.DEFAULT));
    }

    private TableDescriptor ensure(TableDirectory in, TableRef ref, ColumnSpec... columns) {
        return in.ensure(ref, TableSettings.DEFAULT, List.of(columns), null, Principal.LOCAL);
    }

    private static void assertRefused(Runnable work, ErrorCode code) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(TrueNowException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @Test
    void saysNothingOfATableBeforeTheFactsAreRead() {
        AtomicBoolean known = new AtomicBoolean();
        TableDirectory early = new TableDirectory(
                controlPlane.cache(),
                controlPlane.gateway(),
                new CatalogSettings(new ControlSettings(5_000, 0, 20), TableSettings.DEFAULT),
                Executors.newVirtualThreadPerTaskExecutor(),
                known::get);
        ensure(directory, REF, A);

        assertRefused(() -> early.find(REF), ErrorCode.NOT_READY);
        known.set(true);
        assertThat(early.find(REF)).isNotNull();
    }

    @Test
    void givesOneTableIdToFirstEventsOfManyThreads() throws Exception {
        // Several directories with caches of their own, as several gateways would have them.
        List<TableDirectory> gateways = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            gateways.add(directory(new CatalogCache()));
        }
        List<Future<TableDescriptor>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                ColumnSpec own = ColumnSpec.metric("m" + i % 16);
                TableDirectory gateway = gateways.get(i % 4);
                answers.add(callers.submit(() -> ensure(gateway, REF, A, own)));
            }
        }
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < answers.size(); i++) {
            TableDescriptor table = answers.get(i).get();
            ids.add(table.tableId());
            assertThat(table.columns()).contains(A, ColumnSpec.metric("m" + i % 16));
        }
        assertThat(ids).hasSize(1);
        TableDescriptor last = Objects.requireNonNull(controlPlane.cache().table(REF));
        assertThat(last.columns()).hasSize(17).doesNotHaveDuplicates();
        assertThat(last.tableId()).isEqualTo(ids.iterator().next());
    }

    @Test
    void answersKnownTablesWhileTheEventStoreIsAway() {
        TableDescriptor made = ensure(directory, REF, A);
        controlPlane.away(true);

        assertThat(ensure(directory, REF, A)).isEqualTo(made);
        assertThat(directory.find(REF)).isEqualTo(made);
        assertRefused(() -> ensure(directory, REF, ColumnSpec.dimension("b")), ErrorCode.CATALOG_UNAVAILABLE);
        assertRefused(
                () -> ensure(directory, new TableRef("default", "shop", "new"), A), ErrorCode.CATALOG_UNAVAILABLE);
        controlPlane.away(false);
        assertThat(ensure(directory, REF, ColumnSpec.dimension("b")).schemaVersion())
                .isEqualTo(2);
    }

    @Test
    void sendsACommandAgainWhenAnotherWriterWasFirstButNotForEver() {
        controlPlane.conflicts(5);
        assertThat(ensure(directory, REF, A).columns()).containsExactly(A);
        controlPlane.conflicts(1000);
        assertRefused(() -> ensure(directory, REF, ColumnSpec.dimension("b")), ErrorCode.CATALOG_UNAVAILABLE);
    }

    @Test
    void makesNoTableInADeclaredNamespaceByItself() {
        directory.createNamespace("default", "shop", NamespacePolicy.DECLARED, "", Principal.LOCAL, false);

        assertRefused(() -> ensure(directory, REF, A), ErrorCode.NOT_AUTO_CREATED);
        directory.createTable(REF, TableSettings.DEFAULT, TableOptions.NONE, Principal.LOCAL);
        assertThat(ensure(directory, REF, A).columns()).containsExactly(A);
    }

    @Test
    void respectsADeclaredNamespaceThatItHasNotHeardOf() {
        directory.createNamespace("default", "shop", NamespacePolicy.DECLARED, "", Principal.LOCAL, false);

        assertRefused(() -> ensure(directory(new CatalogCache()), REF, A), ErrorCode.NOT_AUTO_CREATED);
    }

    @Test
    void keepsNamesApartThatDifferOnlyInCase() {
        TableDescriptor lower = ensure(directory, REF, A);
        TableDescriptor upper = ensure(directory, new TableRef("default", "shop", "ORDERS"), A);

        assertThat(lower.tableId()).isNotEqualTo(upper.tableId());
    }

    @Test
    void answersTheQueriesOnTheCatalogueByTenant() {
        ensure(directory, REF, A);
        ensure(directory, new TableRef("default", "app", "z"), A);
        ensure(directory, new TableRef("other", "app", "y"), A);

        assertThat(controlPlane.projection().handle(new FindTables("default")))
                .extracting(t -> t.ref().path())
                .containsExactly("default/app/z", "default/shop/orders");
        assertThat(controlPlane.projection().handle(new FindNamespaces("default")))
                .extracting(n -> n.name())
                .containsExactly("app", "shop");
        assertThat(controlPlane.projection().handle(new FindTables("nobody"))).isEmpty();
    }

    @Test
    void neverGoesBackToAnOlderSchema() {
        CatalogProjection projection = new CatalogProjection(new CatalogCache());
        UUID id = new UUID(1, 1);
        TableCreated created = new TableCreated("k", id, REF, TableSettings.DEFAULT, List.of(A), "", "me", 1);
        TableWidened widened = new TableWidened("k", id, REF, 2, List.of(ColumnSpec.metric("m")), "me", 2);
        projection.on(created, 0);
        projection.on(widened, 1);
        projection.on(widened, 1);
        projection.on(created, 0);

        assertThat(projection.handle(new FindTables("default")).getFirst().columns())
                .containsExactly(A, ColumnSpec.metric("m"));
        projection.reset();
        assertThat(projection.handle(new FindTables("default"))).isEmpty();
    }
}
