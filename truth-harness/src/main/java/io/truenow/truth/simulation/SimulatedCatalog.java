package io.truenow.truth.simulation;

import io.truenow.command.catalog.CatalogProjection;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.CreateNamespace;
import io.truenow.events.catalog.EnsureTable;
import io.truenow.events.catalog.NamespaceCreated;
import io.truenow.events.catalog.NamespaceDescriptor;
import io.truenow.events.catalog.NamespacePolicy;
import io.truenow.events.catalog.TableCreated;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.catalog.TableWidened;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MetaData;

/**
 * The control plane of a history: plain maps in the place of aggregates and event store, which have tests of their own. It answers the
 * directory's commands, tells running processes the facts, and tells a new one all of them.
 */
@SuppressWarnings("TypeParameterUnusedInFormals") // As the interface has it.
final class SimulatedCatalog implements CommandGateway {

    private final Faults faults;
    private final Runnable pause;
    private final SplittableRandom random;
    private final Map<TableRef, TableDescriptor> tables = new LinkedHashMap<>();
    private final Map<String, NamespaceDescriptor> namespaces = new LinkedHashMap<>();
    private final List<Object> facts = new ArrayList<>();
    private final List<CatalogProjection> listeners = new ArrayList<>();

    /** @param pause lets other threads run */
    SimulatedCatalog(Faults faults, SplittableRandom random, Runnable pause) {
        this.faults = faults;
        this.random = random;
        this.pause = pause;
    }

    /** Makes a table before the history begins. */
    TableDescriptor declare(TableRef ref, TableSettings settings, List<ColumnSpec> columns) {
        namespace(ref.tenant(), ref.namespace());
        return table(new EnsureTable(EnsureTable.keyOf(ref), ref, settings, columns, null, "simulation"));
    }

    /** The tables that exist. */
    List<TableDescriptor> tables() {
        return List.copyOf(tables.values());
    }

    /** Tells a new process what is, and from now on what becomes. */
    void listen(CatalogProjection listener) {
        facts.forEach(fact -> tell(listener, fact));
        listeners.add(listener);
    }

    void forget(CatalogProjection listener) {
        listeners.remove(listener);
    }

    private void record(Object fact) {
        facts.add(fact);
        listeners.forEach(listener -> tell(listener, fact));
    }

    private static void tell(CatalogProjection listener, Object fact) {
        switch (fact) {
            case NamespaceCreated made -> listener.on(made);
            case TableCreated made -> listener.on(made, 0);
            // Every fact of a table but the first widens it by one version.
            case TableWidened widened -> listener.on(widened, widened.schemaVersion() - 1);
            default -> throw new IllegalArgumentException(String.valueOf(fact));
        }
    }

    private NamespaceDescriptor namespace(String tenant, String name) {
        NamespaceDescriptor known = namespaces.get(tenant + "/" + name);
        if (known == null) {
            known = new NamespaceDescriptor(tenant, name, NamespacePolicy.AUTO_CREATE, "", "simulation", 1);
            namespaces.put(tenant + "/" + name, known);
            record(new NamespaceCreated(
                    CreateNamespace.keyOf(tenant, name), tenant, name, known.policy(), "", "simulation", 1));
        }
        return known;
    }

    private TableDescriptor table(EnsureTable command) {
        TableDescriptor known = tables.get(command.ref());
        if (known == null) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            TableCreated made = new TableCreated(
                    command.tableKey(), id, command.ref(), command.settings(), command.columns(), "", "simulation", 1);
            known = TableDescriptor.of(made, 1);
            tables.put(command.ref(), known);
            record(made);
            return known;
        }
        Set<ColumnSpec> missing = new LinkedHashSet<>(command.columns());
        known.columns().forEach(missing::remove);
        if (missing.isEmpty()) {
            return known;
        }
        TableWidened widened = new TableWidened(
                command.tableKey(),
                known.tableId(),
                known.ref(),
                known.schemaVersion() + 1,
                List.copyOf(missing),
                "simulation",
                1);
        TableDescriptor wider = known.with(widened);
        tables.put(command.ref(), wider);
        record(widened);
        return wider;
    }

    private Object answer(Object command) {
        pause.run();
        if (faults.happens(Fault.CATALOG_AWAY, 0.1)) {
            throw new IllegalStateException("no connection");
        }
        Object answer =
                switch (command) {
                    case CreateNamespace create -> namespace(create.tenant(), create.name());
                    case EnsureTable ensure -> table(ensure);
                    default -> throw new IllegalArgumentException(String.valueOf(command));
                };
        pause.run();
        return answer;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> CompletableFuture<R> send(Object command) {
        try {
            return CompletableFuture.completedFuture((R) answer(command));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public <R> CompletableFuture<R> send(Object command, MetaData metaData) {
        return send(command);
    }

    @Override
    public <C, R> void send(C command, CommandCallback<? super C, ? super R> callback) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <R> R sendAndWait(Object command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <R> R sendAndWait(Object command, MetaData metaData) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <R> R sendAndWait(Object command, long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <R> R sendAndWait(Object command, MetaData metaData, long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration registerDispatchInterceptor(MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        throw new UnsupportedOperationException();
    }
}
