package io.truenow.command.catalog;

import io.truenow.command.control.ControlCommands;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ConfigureTable;
import io.truenow.events.catalog.CreateNamespace;
import io.truenow.events.catalog.DeclareTable;
import io.truenow.events.catalog.EnsureTable;
import io.truenow.events.catalog.NamespaceDescriptor;
import io.truenow.events.catalog.NamespacePolicy;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableOptions;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;

/**
 * The tables, for those who write into them: known ones come from memory, without the event store; unknown ones and new columns
 * are made there first. Safe under races: the aggregate decides, and every caller gets the same table id. Thread-safe.
 */
public final class TableDirectory {

    private final CatalogCache cache;
    private final ControlCommands commands;
    private final CatalogSettings settings;
    private final BooleanSupplier known;

    /** @param gateway of the control plane */
    public TableDirectory(CatalogCache cache, CommandGateway gateway, CatalogSettings settings) {
        this(cache, gateway, settings, Executors.newVirtualThreadPerTaskExecutor(), () -> true);
    }

    /**
     * @param threads where the commands of {@code gateway} run; never the caller's own thread
     * @param known whether every fact that the store had at the start is in {@code cache}; asked for every table that is looked for
     */
    public TableDirectory(
            CatalogCache cache,
            CommandGateway gateway,
            CatalogSettings settings,
            ExecutorService threads,
            BooleanSupplier known) {
        this.known = known;
        this.cache = cache;
        this.commands = new ControlCommands(gateway, settings.control(), threads);
        this.settings = settings;
    }

    /**
     * The table as last known, or null. Never waits.
     *
     * @throws TrueNowException {@code NOT_READY} while the facts of the store are being read: a table could be bound or paused already
     */
    @Nullable
    public TableDescriptor find(TableRef ref) {
        if (!known.getAsBoolean()) {
            throw new TrueNowException(
                    ErrorCode.NOT_READY,
                    "The server starts: what it knows of its tables is being read. Nothing was taken.");
        }
        return cache.table(ref);
    }

    /** Settings of tables that the first event makes. */
    public TableSettings autoCreated() {
        return settings.autoCreated();
    }

    /**
     * The table with at least the given columns; namespace, table and columns are made if they are missing.
     *
     * @param asNew settings if the table is made
     * @param schemaId the schema that the columns come from, or null; a table that is bound to another stays as it is
     * @throws TrueNowException {@code NOT_AUTO_CREATED} if the table is unknown in a namespace that takes declared tables
     *     only; {@code CATALOG_UNAVAILABLE} if something is missing and cannot be made
     */
    public TableDescriptor ensure(
            TableRef ref,
            TableSettings asNew,
            List<ColumnSpec> columns,
            @Nullable String schemaId,
            Principal principal) {
        TableDescriptor known = cache.table(ref);
        if (known != null && CatalogState.missing(known.columns(), columns).isEmpty()) {
            return known;
        }
        if (known == null) {
            requireAutoCreate(ref, principal);
        }
        return send(new EnsureTable(EnsureTable.keyOf(ref), ref, asNew, columns, schemaId, principal.name()));
    }

    private void requireAutoCreate(TableRef ref, Principal principal) {
        NamespaceDescriptor namespace = cache.namespace(ref.tenant(), ref.namespace());
        if (namespace == null) {
            namespace =
                    createNamespace(ref.tenant(), ref.namespace(), NamespacePolicy.AUTO_CREATE, "", principal, true);
        }
        if (namespace.policy() == NamespacePolicy.DECLARED) {
            throw new TrueNowException(
                    ErrorCode.NOT_AUTO_CREATED,
                    "The table [" + ref.table() + "] is not declared in the namespace [" + ref.namespace() + "].",
                    "/table",
                    "Declare it on the control plane: POST /v1/namespaces/" + ref.namespace() + "/tables.",
                    null);
        }
    }

    /**
     * Makes a namespace.
     *
     * @throws TrueNowException {@code ALREADY_EXISTS} unless {@code onlyIfAbsent}; {@code INVALID_NAME};
     *     {@code CATALOG_UNAVAILABLE}
     */
    public NamespaceDescriptor createNamespace(
            String tenant,
            String name,
            NamespacePolicy policy,
            String description,
            Principal principal,
            boolean onlyIfAbsent) {
        NamespaceDescriptor namespace = commands.send(
                new CreateNamespace(
                        CreateNamespace.keyOf(tenant, name),
                        tenant,
                        name,
                        policy,
                        description,
                        principal.name(),
                        onlyIfAbsent),
                NamespaceDescriptor.class);
        cache.learn(namespace);
        return namespace;
    }

    /**
     * Makes a table that must not be there yet.
     *
     * @throws TrueNowException {@code ALREADY_EXISTS}, {@code UNKNOWN_NAMESPACE}, {@code CATALOG_UNAVAILABLE}
     */
    public TableDescriptor createTable(TableRef ref, TableSettings asNew, TableOptions options, Principal principal) {
        if (cache.namespace(ref.tenant(), ref.namespace()) == null) {
            throw new TrueNowException(
                    ErrorCode.UNKNOWN_NAMESPACE, "The namespace [" + ref.namespace() + "] does not exist.");
        }
        return send(new DeclareTable(EnsureTable.keyOf(ref), ref, asNew, options, principal.name()));
    }

    /**
     * Changes what is said of a table, and its state.
     *
     * @throws TrueNowException {@code NOT_FOUND}, {@code CHANGED_MEANWHILE}, {@code INVALID_VALUE}, {@code CATALOG_UNAVAILABLE}
     */
    public TableDescriptor configure(ConfigureTable command) {
        return send(command);
    }

    private TableDescriptor send(Object command) {
        TableDescriptor table = commands.send(command, TableDescriptor.class);
        cache.learn(table);
        return table;
    }
}
