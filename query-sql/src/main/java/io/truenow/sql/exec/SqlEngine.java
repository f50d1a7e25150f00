package io.truenow.sql.exec;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.meter.DurationHistogram;
import io.truenow.events.time.MicroClock;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.read.TableColumns;
import io.truenow.sql.catalog.Catalog;
import io.truenow.sql.catalog.SystemTable;
import io.truenow.sql.parse.SqlText;
import io.truenow.sql.plan.MeasuredPlan;
import io.truenow.sql.plan.Plan;
import io.truenow.sql.plan.Planner;
import io.truenow.sql.plan.Planning;
import io.truenow.sql.port.AppliedLog;
import io.truenow.sql.port.DeclaredTables;
import io.truenow.sql.port.IngestFigures;
import io.truenow.sql.port.OpenConnections;
import io.truenow.sql.port.ServerFigures;
import io.truenow.sql.scan.MemoryPool;
import io.truenow.sql.scan.RowSource;
import io.truenow.sql.scan.StatementScope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Answers statements, for every door: Avatica, the JSON query API, tests. Each statement is planned against the catalogue of its moment,
 * so new tables and columns are there at once; plans of unchanged catalogues are kept.
 *
 * <p>Thread-safe. A statement runs in the thread that fetches its rows.
 */
public final class SqlEngine implements AutoCloseable {

    private final HotTierReads reads;
    private final DeclaredTables declared;
    private volatile @Nullable Look lastLook;
    private final MicroClock clock;
    private final SqlSettings settings;
    private final BooleanSupplier ready;
    private final Planner planner;
    private final Plans plans;
    private final StatementRegistry registry;
    private final Admission admission;
    private final MemoryPool memory;
    private final SessionTables sessions;
    private final PositionGate positions;
    private final List<SystemTable> systemTables;

    /**
     * An engine.
     *
     * @param ready whether the hot tier has caught up with the log; until then every statement is refused with {@link ErrorCode#NOT_READY}
     */
    public SqlEngine(
            HotTierReads reads,
            DeclaredTables declared,
            MicroClock clock,
            SqlSettings settings,
            BooleanSupplier ready) {
        this(reads, declared, IngestFigures.NONE, clock, settings, ready);
    }

    /**
     * An engine that also shows what the ingest door counts.
     *
     * @param ready whether the hot tier has caught up with the log; until then every statement is refused with {@link ErrorCode#NOT_READY}
     */
    public SqlEngine(
            HotTierReads reads,
            DeclaredTables declared,
            IngestFigures ingest,
            MicroClock clock,
            SqlSettings settings,
            BooleanSupplier ready) {
        this(
                reads,
                declared,
                ingest,
                ServerFigures.NONE,
                new PositionGate(AppliedLog.NONE, PositionSettings.DEFAULT),
                clock,
                settings,
                ready);
    }

    /**
     * An engine that shows all that the server knows of itself, and whose statements can wait for events.
     *
     * @param positions what statements with a position pass
     * @param ready whether the hot tier has caught up with the log; until then every statement is refused with {@link ErrorCode#NOT_READY}
     */
    public SqlEngine(
            HotTierReads reads,
            DeclaredTables declared,
            IngestFigures ingest,
            ServerFigures server,
            PositionGate positions,
            MicroClock clock,
            SqlSettings settings,
            BooleanSupplier ready) {
        this(reads, declared, ingest, server, positions, clock, settings, ready, settings.pushDown());
    }

    /** @param shapes whether one plan serves statements that differ in their literals */
    SqlEngine(
            HotTierReads reads,
            DeclaredTables declared,
            IngestFigures ingest,
            ServerFigures server,
            PositionGate positions,
            MicroClock clock,
            SqlSettings settings,
            BooleanSupplier ready,
            boolean shapes) {
        this.positions = positions;
        this.reads = reads;
        this.declared = declared;
        this.clock = clock;
        this.settings = settings;
        this.ready = ready;
        this.planner = new Planner(settings.pushDown());
        this.plans = new Plans(planner, settings.maxPlans(), shapes);
        this.registry =
                new StatementRegistry(settings.maxStatements(), settings.maxTenantStatements(), settings.abandoned());
        this.admission = new Admission(settings.admission());
        this.memory = new MemoryPool(
                settings.memory().maxStatementBytes(),
                settings.memory().maxTenantBytes(),
                settings.memory().maxBytes());
        this.sessions = new SessionTables(registry);
        this.systemTables = new SystemTables(reads, this::catalog, sessions, ingest, server, declared, clock).all();
    }

    /** Takes the connections of the door that keeps them, for {@code sys.connections}. */
    public void show(OpenConnections connections) {
        sessions.show(connections);
    }

    /** What statements with a position of the log pass before they are planned. */
    public PositionGate positions() {
        return positions;
    }

    /** The engine's clock. */
    public long nowMicros() {
        return clock.nowMicros();
    }

    /** What the engine has done since its start. */
    public SqlFigures figures() {
        return registry.figures();
    }

    /** What the plan cache has done since the engine's start. */
    public PlanFigures planFigures() {
        return plans.figures();
    }

    /** Times of ended statements, from their first moment until they were closed. */
    public DurationHistogram statementTimes() {
        return registry.times();
    }

    /** Statements that work now. */
    public int working() {
        return admission.working();
    }

    /** Statements that wait for their turn to work. */
    public int waiting() {
        return admission.waiting();
    }

    /** Statements that found too many waiting, or waited too long. */
    public long turnedAway() {
        return admission.refused();
    }

    /** Statements that were ended because nobody asked for their rows while others had no place. */
    public long gaveWay() {
        return registry.gaveWay();
    }

    /** Times that statements waited for their turn, of those that had to and were let in. */
    public DurationHistogram waits() {
        return admission.waits();
    }

    /** What operators above the scans keep. */
    public MemoryPool memory() {
        return memory;
    }

    /** Statements that failed or were not begun, by code, those with any. */
    public Map<ErrorCode, Long> failures() {
        return registry.failures();
    }

    /** Limits. */
    public SqlSettings settings() {
        return settings;
    }

    /**
     * Plans and runs a statement of most kinds of steps over the system tables, without limits, so that the first statement of a caller does
     * not pay for loading the planner. Takes seconds on a cold process.
     */
    public void warmUp(Principal principal) {
        Catalog catalog = catalog(principal);
        RunningStatement statement = registry.begin(principal, WARM_UP, clock.nowMicros(), Duration.ofHours(1));
        try {
            Plan plan = planner.plan(catalog, List.of(), new SqlText(WARM_UP));
            try (StatementScope scope = scope(statement);
                    var rows = plan.source()
                            .open(variables(statement, scope, plan, List.of(), LiftedValues.NONE))
                            .enumerator()) {
                while (rows.moveNext()) {
                    statement.countRow();
                }
            }
            registry.end(statement, RunningStatement.State.DONE);
        } catch (Exception failure) {
            registry.end(statement, RunningStatement.State.FAILED);
            throw Failures.planning(failure, null);
        }
    }

    private static final String WARM_UP = """
            select t."table", count(*) c, sum(f.position) from sys.tables t join sys.columns f on t."table" = f."table"
            where t.stored >= 0 and f.type like 'V%' group by t."table" order by c desc limit 1""";

    /** What the principal sees now. */
    public Catalog catalog(Principal principal) {
        List<TableColumns> resident = reads.columns(principal);
        List<TableDescriptor> made = declared.tables(principal.tenant());
        Look last = lastLook;
        if (last == null || !last.sees(principal, resident, made)) {
            Catalog catalog = Catalog.of(principal, resident, made, systemTables);
            last = new Look(principal, resident, made, catalog);
            lastLook = last;
        }
        return last.catalog();
    }

    /** What was seen last, since nearly every statement sees the same as the one before. */
    private record Look(
            Principal principal, List<TableColumns> resident, List<TableDescriptor> declared, Catalog catalog) {

        boolean sees(Principal caller, List<TableColumns> residentNow, List<TableDescriptor> declaredNow) {
            return seesAlike(caller) && resident.equals(residentNow) && declared.equals(declaredNow);
        }

        private boolean seesAlike(Principal caller) {
            return principal.equals(caller)
                    || principal.tenant().equals(caller.tenant())
                            && principal.role() == caller.role()
                            && principal.grants().equals(caller.grants());
        }
    }

    /** Plans a statement without running it; fails as running it would. */
    public PreparedSql prepare(Principal principal, String sql, List<String> defaultNamespace) {
        return prepare(principal, sql, StatementOptions.NONE.withNamespace(defaultNamespace));
    }

    /** Plans a statement without running it, seeing what it would see; fails as running it would. */
    public PreparedSql prepare(Principal principal, String sql, StatementOptions options) {
        requireReady();
        requireLength(sql);
        positions.await(options.position(), () -> {});
        List<String> defaultNamespace = options.namespace();
        Plans.Planned shaped = plans.ofShape(catalog(principal), sql, defaultNamespace);
        if (shaped != null) {
            return new PreparedSql(shaped.columns(), shaped.plan().parameters());
        }
        SqlText text = new SqlText(sql);
        Plans.Planned planned = plan(principal, text, defaultNamespace);
        return new PreparedSql(
                text.explain() == SqlText.Explain.NO ? planned.columns() : EXPLAINED,
                planned.plan().parameters());
    }

    /**
     * What a statement takes and gives.
     *
     * @param columns of the answer
     * @param parameters types of the parameters
     */
    public record PreparedSql(List<SqlColumn> columns, List<RelDataType> parameters) {}

    /** Runs a statement. */
    public SqlCursor execute(Principal principal, String sql, List<@Nullable Object> parameters) {
        return execute(principal, sql, parameters, List.of());
    }

    /**
     * Runs a statement.
     *
     * @param parameters one value for each {@code ?}
     * @param defaultNamespace where unqualified tables are; empty for nowhere
     */
    public SqlCursor execute(
            Principal principal, String sql, List<@Nullable Object> parameters, List<String> defaultNamespace) {
        return execute(principal, sql, parameters, StatementOptions.NONE.withNamespace(defaultNamespace));
    }

    /** Runs a statement with options; {@code parameters} has one value for each {@code ?}. */
    public SqlCursor execute(
            Principal principal, String sql, List<@Nullable Object> parameters, StatementOptions options) {
        requireReady();
        List<String> defaultNamespace = options.namespace();
        RunningStatement statement = registry.begin(
                principal, options.name(), sql, clock.nowMicros(), options.time(settings.statementTime()));
        statement.priority(options.priority());
        try {
            requireLength(sql);
            // The events may be the first of a table, so it waits before it is planned.
            positions.await(options.position(), statement::checkAlive);
            Plans.Planned shaped = Planning.until(
                    statement.cancelFlag(), () -> plans.ofShape(catalog(principal), sql, defaultNamespace));
            if (shaped != null) {
                return open(statement, shaped, shaped.columns(), shaped.plan().source(), parameters);
            }
            SqlText text = new SqlText(sql);
            Plans.Planned planned =
                    Planning.until(statement.cancelFlag(), () -> plan(principal, text, defaultNamespace));
            Plan plan = planned.plan();
            return switch (text.explain()) {
                case NO -> open(statement, planned, planned.columns(), plan.source(), parameters);
                case PLAN -> open(statement, planned, EXPLAINED, context -> lines(plan.explanation()), parameters);
                case LOGICAL -> {
                    String logical = logical(principal, text, defaultNamespace);
                    yield open(statement, planned, EXPLAINED, context -> lines(logical), parameters);
                }
                case ANALYZE ->
                    open(
                            statement,
                            planned,
                            EXPLAINED,
                            context -> lines(analyzed(statement, text, defaultNamespace, parameters)),
                            parameters);
            };
        } catch (RuntimeException | Error failure) {
            throw registry.fail(statement, failure);
        }
    }

    /**
     * Runs relational algebra.
     *
     * @param catalog what the algebra was made for
     * @param label what the list of statements shows
     * @param shape equal for requests whose algebra is equal, so that its plan can be kept
     * @param algebra makes the tree
     * @param parameters values of the algebra's dynamic parameters, in the form that plans expect
     */
    public SqlCursor execute(
            Principal principal,
            Catalog catalog,
            String label,
            Object shape,
            Function<RelBuilder, RelNode> algebra,
            List<RelDataType> types,
            List<@Nullable Object> parameters) {
        requireReady();
        RunningStatement statement = registry.begin(principal, label, clock.nowMicros(), settings.statementTime());
        try {
            Plans.Planned planned = plans.whole(catalog, shape, () -> planner.plan(catalog, algebra));
            Plan plan = planned.plan();
            Plan typed = new Plan(
                    plan.columns(), types, plan.source(), plan.variables(), plan.explanation(), plan.scansEvents());
            return open(
                    statement,
                    new Plans.Planned(typed, planned.columns(), planned.literals()),
                    planned.columns(),
                    plan.source(),
                    parameters);
        } catch (RuntimeException | Error failure) {
            throw registry.fail(statement, failure);
        }
    }

    /** Statements of the principal's tenant: those that run and the last that ended. */
    public List<RunningStatement> statements(Principal principal) {
        return registry.of(principal);
    }

    /** A statement of the principal's tenant that runs or ended lately, by its name or its number; null if there is none. */
    public @Nullable RunningStatement statement(Principal principal, String label) {
        return registry.find(principal, label);
    }

    /** Times from a cancel until the statement had ended, of cancelled statements. */
    public DurationHistogram cancelTimes() {
        return registry.cancelTimes();
    }

    /** Ends a running statement of the principal's tenant soon; false if there is none with this id. */
    public boolean cancel(Principal principal, long id) {
        return registry.cancel(principal, id);
    }

    @Override
    public void close() {
        registry.cancelAll();
    }

    private static final List<SqlColumn> EXPLAINED = List.of(new SqlColumn(
            "PLAN",
            new org.apache.calcite.jdbc.JavaTypeFactoryImpl(io.truenow.sql.type.TrueNowTypeSystem.INSTANCE)
                    .createSqlType(SqlTypeName.VARCHAR)));

    /** Refuses with {@link ErrorCode#NOT_READY} while the hot tier has not caught up with the log. */
    public void requireReady() {
        if (!ready.getAsBoolean()) {
            throw new TrueNowException(
                    ErrorCode.NOT_READY,
                    "The hot tier has not applied the log yet; statements are refused until it has.");
        }
    }

    private void requireLength(String sql) {
        if (sql.length() > settings.maxSqlCharacters()) {
            throw new TrueNowException(
                    ErrorCode.TOO_LARGE,
                    "The statement is longer than [" + settings.maxSqlCharacters()
                            + "] characters (limit of statement text).");
        }
    }

    private Plans.Planned plan(Principal principal, SqlText text, List<String> defaultNamespace) {
        Catalog catalog = catalog(principal);
        return plans.whole(catalog, List.of(text.text(), List.copyOf(defaultNamespace)), () -> {
            try {
                return planner.plan(catalog, defaultNamespace, text);
            } catch (Exception | StackOverflowError | AssertionError failure) {
                throw Failures.planning(failure, text);
            }
        });
    }

    private MeasuredPlan measured(Catalog catalog, SqlText text, List<String> defaultNamespace) {
        try {
            return planner.measured(catalog, defaultNamespace, text);
        } catch (Exception | StackOverflowError | AssertionError failure) {
            throw Failures.planning(failure, text);
        }
    }

    private String logical(Principal principal, SqlText text, List<String> defaultNamespace) {
        try {
            return planner.logical(catalog(principal), defaultNamespace, text);
        } catch (Exception | StackOverflowError | AssertionError failure) {
            throw Failures.planning(failure, text);
        }
    }

    private SqlCursor open(
            RunningStatement statement,
            Plans.Planned planned,
            List<SqlColumn> columns,
            RowSource source,
            List<@Nullable Object> parameters) {
        StatementScope scope = scope(statement);
        StatementVariables variables = variables(statement, scope, planned.plan(), parameters, planned.literals());
        // Whoever looks what runs, or ends it, does not wait behind it.
        Admission turns = planned.plan().scansEvents() ? admission : null;
        return new SqlCursor(registry, turns, statement, columns, scope, settings.maxRows(), () -> {
            scope.pin(source.scans());
            return source.open(variables).enumerator();
        });
    }

    private StatementScope scope(RunningStatement statement) {
        ScanContext context = new ScanContext(
                statement.principal(),
                statement::isOver,
                settings.maxGroups(),
                settings.maxScanRows(),
                settings.maxBytes(),
                statement.statistics());
        return new StatementScope(
                reads,
                context,
                statement::checkAlive,
                memory.open(statement.principal().tenant()),
                id -> id != statement.id() && registry.cancel(statement.principal(), id));
    }

    private static StatementVariables variables(
            RunningStatement statement,
            StatementScope scope,
            Plan plan,
            List<@Nullable Object> parameters,
            LiftedValues literals) {
        return new StatementVariables(statement, scope, plan, Parameters.bind(plan.parameters(), parameters), literals);
    }

    private String analyzed(
            RunningStatement statement,
            SqlText text,
            List<String> defaultNamespace,
            List<@Nullable Object> parameters) {
        MeasuredPlan measured = measured(catalog(statement.principal()), text, defaultNamespace);
        Plan plan = measured.plan();
        long started = System.nanoTime();
        long rows = 0;
        try (StatementScope scope = scope(statement)) {
            scope.pin(plan.source().scans());
            try (var run = plan.source()
                    .open(variables(statement, scope, plan, parameters, LiftedValues.NONE))
                    .enumerator()) {
                while (run.moveNext()) {
                    rows++;
                }
            }
        }
        var figures = statement.statistics();
        return measured.report() + "rows: " + rows + "\nelapsed_us: " + (System.nanoTime() - started) / 1_000L
                + "\nrows_scanned: " + figures.rowsScanned() + "\nrows_out: " + figures.rowsOut()
                + "\nsegments_scanned: " + figures.segmentsScanned() + "\nsegments_pruned: " + figures.segmentsPruned();
    }

    private static Enumerable<@Nullable Object> lines(String text) {
        List<@Nullable Object> lines = List.copyOf(text.lines().toList());
        return Linq4j.asEnumerable(lines);
    }
}
