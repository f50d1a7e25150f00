package io.truenow.sql.plan;

import com.google.common.collect.ImmutableList;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.catalog.Catalog;
import io.truenow.sql.catalog.CatalogReader;
import io.truenow.sql.parse.SqlText;
import io.truenow.sql.parse.StatementShape;
import io.truenow.sql.scan.OperatorFigures;
import io.truenow.sql.scan.RowSource;
import io.truenow.sql.type.Operators;
import io.truenow.sql.type.TrueNowTypeSystem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.calcite.DataContext;
import org.apache.calcite.DataContexts;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableInterpretable;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.plan.Context;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.plan.volcano.AbstractConverter;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.rel.RelCollationTraitDef;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.FilterAggregateTransposeRule;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutorImpl;
import org.apache.calcite.runtime.Bindable;
import org.apache.calcite.sql.SqlExplainFormat;
import org.apache.calcite.sql.SqlExplainLevel;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.tools.Programs;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.CancelFlag;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans statements: parse, validate, convert to relational algebra, take sub-queries apart, move filters down, rewrite times, fold into
 * scans, and only for what is left above a scan plan physically and generate code. A statement that folds into one scan needs no code.
 *
 * <p>Thread-safe; each call works on its own planner.
 */
public final class Planner {

    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

    private static final SqlParser.Config PARSER = SqlParser.config()
            .withParserFactory(SqlBabelParserImpl.FACTORY)
            .withQuoting(Quoting.DOUBLE_QUOTE)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED)
            .withCaseSensitive(false)
            .withIdentifierMaxLength(256)
            .withConformance(Conformance.INSTANCE);

    /** Moves filters down and cleans up; the same with and without push-down, and before times are rewritten. */
    private static final List<RelOptRule> LOGICAL = List.of(
            CoreRules.FILTER_MERGE,
            CoreRules.FILTER_PROJECT_TRANSPOSE,
            FilterAggregateTransposeRule.Config.DEFAULT
                    .withOperandSupplier(filter -> filter.operand(Filter.class).oneInput(aggregate -> aggregate
                            .operand(Aggregate.class)
                            .predicate(Planner::isOverKeys)
                            .anyInputs()))
                    .as(FilterAggregateTransposeRule.Config.class)
                    .toRule(),
            CoreRules.FILTER_SET_OP_TRANSPOSE,
            CoreRules.FILTER_INTO_JOIN,
            CoreRules.JOIN_CONDITION_PUSH,
            CoreRules.PROJECT_MERGE,
            CoreRules.PROJECT_REMOVE);

    /** A grand total has a row even where a filter below it lets none pass. */
    private static boolean isOverKeys(Aggregate aggregate) {
        return aggregate.getGroupSets().stream().noneMatch(ImmutableBitSet::isEmpty);
    }

    private static final List<RelOptRule> PUSH_DOWN = List.of(
            new FilterRule(),
            AggregateRule.overScan(),
            AggregateRule.overSelection(),
            new ColumnsRule(),
            new SortRule(),
            CoreRules.FILTER_MERGE,
            CoreRules.FILTER_PROJECT_TRANSPOSE,
            CoreRules.PROJECT_MERGE,
            CoreRules.PROJECT_REMOVE);

    private static final List<RelOptRule> BEFORE_PHYSICAL = List.of(
            CoreRules.AGGREGATE_EXPAND_DISTINCT_AGGREGATES,
            CoreRules.AGGREGATE_REDUCE_FUNCTIONS,
            CoreRules.PROJECT_TO_LOGICAL_PROJECT_AND_WINDOW,
            CoreRules.PROJECT_MERGE,
            CoreRules.PROJECT_REMOVE);

    private static final List<RelOptRule> PHYSICAL = physical();

    private final boolean pushDown;

    /** @param pushDown false turns all rules of ours off; answers stay the same */
    public Planner(boolean pushDown) {
        this.pushDown = pushDown;
    }

    private static List<RelOptRule> physical() {
        List<RelOptRule> rules = new ArrayList<>(EnumerableRules.rules());
        rules.remove(EnumerableRules.ENUMERABLE_MERGE_JOIN_RULE);
        // It cuts the inputs of a distinct union to the rows that are wanted of the whole, though some are there twice.
        rules.remove(EnumerableRules.ENUMERABLE_MERGE_UNION_RULE);
        rules.remove(EnumerableRules.ENUMERABLE_BATCH_NESTED_LOOP_JOIN_RULE);
        rules.remove(EnumerableRules.ENUMERABLE_TABLE_MODIFICATION_RULE);
        rules.add(AbstractConverter.ExpandConversionRule.INSTANCE);
        return List.copyOf(rules);
    }

    /** Plans a statement of SQL. */
    public Plan plan(Catalog catalog, List<String> defaultNamespace, SqlText text) throws SqlParseException {
        return new Run(catalog, defaultNamespace).plan(text);
    }

    /**
     * Plans a statement for all of its shape; null if its plan holds for its own literals only.
     *
     * @param lift literals that may become parameters of the plan; null for those that it need not hold
     */
    public @Nullable LiftedPlan plan(
            Catalog catalog, List<String> defaultNamespace, String sql, StatementShape shape, @Nullable BitSet lift)
            throws SqlParseException {
        SqlText text = new SqlText(sql);
        BitSet refused = new BitSet();
        if (lift != null) {
            refused.set(0, shape.literals());
            refused.andNot(lift);
        }
        for (int attempt = 0; attempt < LIFT_ATTEMPTS; attempt++) {
            Run run = new Run(catalog, defaultNamespace);
            BitSet more = new BitSet();
            LiftedPlan plan = run.plan(text, new Lifting(shape, text, run.types, sql, refused), more);
            if (plan != null) {
                return plan;
            }
            refused.or(more);
        }
        return null;
    }

    private static final int LIFT_ATTEMPTS = 3;

    /** Plans a statement so that its operators count what they do. */
    public MeasuredPlan measured(Catalog catalog, List<String> defaultNamespace, SqlText text)
            throws SqlParseException {
        Run run = new Run(catalog, defaultNamespace);
        List<OperatorFigures> figures = new ArrayList<>();
        run.figures = figures;
        return new MeasuredPlan(run.plan(text), figures);
    }

    /** The plan of a statement as text before anything is pushed into the hot tier; made only for who asks for it. */
    public String logical(Catalog catalog, List<String> defaultNamespace, SqlText text) throws SqlParseException {
        return new Run(catalog, defaultNamespace).logical(text);
    }

    /** Plans relational algebra. */
    public Plan plan(Catalog catalog, Function<RelBuilder, RelNode> algebra) {
        return new Run(catalog, List.of()).plan(algebra);
    }

    /** A statement as algebra, with its columns and the types of its parameters. */
    private record Converted(RelNode rel, List<RelDataTypeField> columns, List<RelDataType> parameters) {}

    /** One planning. */
    private final class Run {

        private final JavaTypeFactoryImpl types = new JavaTypeFactoryImpl(TrueNowTypeSystem.INSTANCE);
        private final CalciteConnectionConfigImpl config = config();
        private final Context context;
        private final CatalogReader reader;
        private final VolcanoPlanner volcano;
        private final RelOptCluster cluster;
        /** Takes the figures of operators if they are to count. */
        private @Nullable List<OperatorFigures> figures;

        Run(Catalog catalog, List<String> defaultNamespace) {
            reader = new CatalogReader(catalog, defaultNamespace, types, config);
            context = Contexts.of(config, new CancelFlag(Planning.flag()));
            volcano = new VolcanoPlanner(null, context);
            volcano.addRelTraitDef(ConventionTraitDef.INSTANCE);
            volcano.addRelTraitDef(RelCollationTraitDef.INSTANCE);
            // Nothing is computed ahead until times are rewritten: it would cost their microseconds.
            volcano.setExecutor((builder, constants, reduced) -> reduced.addAll(constants));
            cluster = RelOptCluster.create(volcano, new RexBuilder(types));
        }

        Plan plan(SqlText text) throws SqlParseException {
            Converted statement = convert(text, parsed -> {});
            return finish(logical(statement.rel()), statement.columns(), statement.parameters());
        }

        /** A plan without the literals that can be taken out; null, and those that cannot, if the plan depends on some. */
        @Nullable
        LiftedPlan plan(SqlText text, Lifting lifting, BitSet refused) throws SqlParseException {
            BitSet lifted = new BitSet();
            Converted statement = convert(text, parsed -> lifted.or(lifting.lift(parsed)));
            RelNode logical = logical(statement.rel());
            LiftedUses uses = LiftedUses.of(logical);
            refused.or(uses.refused());
            return refused.isEmpty()
                    ? LiftedPlan.of(
                            finish(logical, statement.columns(), statement.parameters()), lifted, uses.numbers())
                    : null;
        }

        String logical(SqlText text) throws SqlParseException {
            return explain(logical(convert(text, parsed -> {}).rel()));
        }

        private Converted convert(SqlText text, Consumer<SqlNode> change) throws SqlParseException {
            Complexity.check(text);
            SqlNode parsed = SqlParser.create(text.text(), PARSER).parseQuery();
            if (!parsed.isA(SqlKind.QUERY)) {
                throw new TrueNowException(
                        ErrorCode.INVALID_QUERY,
                        "Only queries are answered here, not [" + parsed.getKind()
                                + "]: events come in through the gateway.");
            }
            Complexity.check(parsed);
            Planning.check();
            change.accept(parsed);
            SqlValidator validator = new EventValidator(
                    SqlOperatorTables.chain(Operators.all(), CancelFunction.TABLE, reader),
                    reader,
                    types,
                    SqlValidator.Config.DEFAULT
                            .withConformance(Conformance.INSTANCE)
                            .withIdentifierExpansion(true));
            SqlNode validated = validator.validate(parsed);
            Planning.check();
            List<RelDataType> parameters = new ArrayList<>();
            for (RelDataTypeField field :
                    validator.getParameterRowType(validated).getFieldList()) {
                parameters.add(field.getType());
            }
            SqlToRelConverter converter = new SqlToRelConverter(
                    NO_VIEWS,
                    validator,
                    reader,
                    cluster,
                    Convertlets.INSTANCE,
                    SqlToRelConverter.config()
                            .withTrimUnusedFields(false)
                            .withExpand(false)
                            // Merged, the projection of a correlated select list would be put back above the wrong
                            // input.
                            .addRelBuilderConfigTransform(builder -> builder.withBloat(-1))
                            .withInSubQueryThreshold(Integer.MAX_VALUE));
            RelRoot root = converter.convertQuery(validated, false, true);
            Planning.check();
            Validity.require(root.rel, "after its conversion");
            return new Converted(root.project(), root.validatedRowType.getFieldList(), parameters);
        }

        Plan plan(Function<RelBuilder, RelNode> algebra) {
            RelNode rel = algebra.apply(RelFactories.LOGICAL_BUILDER.create(cluster, reader));
            return finish(logical(rel), rel.getRowType().getFieldList(), List.of());
        }

        private Plan finish(RelNode logical, List<RelDataTypeField> columns, List<RelDataType> parameters) {
            RelNode folded = pushDown ? hep(logical, PUSH_DOWN) : logical;
            if (folded instanceof SourceRel leaf) {
                return new Plan(
                        columns,
                        parameters,
                        counted(leaf, figures),
                        Map.of(),
                        explain(folded),
                        leaf instanceof HotTierScan);
            }
            RelNode ready = folded.accept(BoundedShuttle.ofAll())
                    .accept(new OrderShuttle())
                    .accept(new OuterRows())
                    .accept(new JoinConditions());
            RelNode best = physical(ready).accept(new TopRows());
            RelNode physical = Held.inputs(Guard.joins(best));
            Planning.check();
            Map<String, Object> variables = new HashMap<>();
            Bindable<?> bindable = EnumerableInterpretable.toBindable(
                    variables,
                    null,
                    (EnumerableRel) (figures == null ? physical : Measured.all(physical, figures)),
                    EnumerableRel.Prefer.ARRAY);
            return new Plan(
                    columns,
                    parameters,
                    new Compiled(bindable, scans(physical)),
                    variables,
                    explain(physical),
                    scansEvents(folded));
        }

        private RelNode logical(RelNode rel) {
            RelTraitSet traits = cluster.traitSet();
            RelNode flat = Programs.subQuery(Objects.requireNonNull(cluster.getMetadataProvider()))
                    .run(volcano, rel.accept(new ConstantSubQueries()), traits, ImmutableList.of(), ImmutableList.of());
            RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(cluster, reader);
            RelNode free = decorrelated(flat, builder);
            RelNode rewritten = hep(free, LOGICAL).accept(new RewriteShuttle()).accept(BoundedShuttle.ofConstants());
            volcano.setExecutor(BoundedShuttle.executor(new RexExecutorImpl(DataContexts.EMPTY)));
            return new RelFieldTrimmer(null, builder)
                    .trim(rewritten)
                    .accept(new UnusedVariables())
                    .accept(new GrandTotal())
                    .accept(new LeafShuttle());
        }

        /** Without correlation; where that cannot be taken out, the sub-query runs once for each row. */
        private static RelNode decorrelated(RelNode flat, RelBuilder builder) {
            try {
                RelNode free = ConstantKeys.shown(RelDecorrelator.decorrelateQuery(ConstantKeys.hidden(flat), builder))
                        .accept(new NullKeys());
                return Validity.holds(free) ? free : flat;
            } catch (RuntimeException | AssertionError unable) {
                LOG.debug("A sub-query stays correlated.", unable);
                return flat;
            }
        }

        private boolean scansEvents(RelNode rel) {
            return rel instanceof HotTierScan || rel.getInputs().stream().anyMatch(this::scansEvents);
        }

        private RelNode physical(RelNode folded) {
            RelNode ready = hep(folded, BEFORE_PHYSICAL);
            PHYSICAL.forEach(volcano::addRule);
            RelTraitSet wanted = cluster.traitSetOf(EnumerableConvention.INSTANCE);
            volcano.setRoot(ready.getTraitSet().equals(wanted) ? ready : volcano.changeTraits(ready, wanted));
            RelNode best = volcano.findBestExp();
            return Programs.calc(DefaultRelMetadataProvider.INSTANCE)
                    .run(volcano, best, wanted, ImmutableList.of(), ImmutableList.of());
        }

        private RelNode hep(RelNode rel, List<RelOptRule> rules) {
            HepPlanner planner = new HepPlanner(
                    new HepProgramBuilder().addRuleCollection(rules).build(),
                    context,
                    true,
                    null,
                    org.apache.calcite.plan.RelOptCostImpl.FACTORY);
            planner.setExecutor(Objects.requireNonNull(volcano.getExecutor()));
            planner.setRoot(rel);
            return planner.findBestExp();
        }
    }

    private static List<UUID> scans(RelNode rel) {
        List<UUID> scans = new ArrayList<>();
        if (rel instanceof SourceRel leaf) {
            scans.addAll(leaf.source().scans());
        }
        rel.getInputs().forEach(input -> scans.addAll(scans(input)));
        return List.copyOf(scans);
    }

    private static RowSource counted(SourceRel leaf, @Nullable List<OperatorFigures> figures) {
        RowSource source = leaf.source();
        if (figures == null) {
            return source;
        }
        OperatorFigures own = new OperatorFigures(leaf instanceof HotTierScan);
        figures.add(own);
        return new Counted(source, own);
    }

    /** A leaf that counts. */
    private record Counted(RowSource source, OperatorFigures figures) implements RowSource {
        @Override
        public Enumerable<@Nullable Object> open(DataContext context) {
            return figures.watch(context, source.open(context));
        }

        @Override
        public List<UUID> scans() {
            return source.scans();
        }
    }

    private static String explain(RelNode rel) {
        return RelOptUtil.dumpPlan("", rel, SqlExplainFormat.TEXT, SqlExplainLevel.EXPPLAN_ATTRIBUTES);
    }

    private static CalciteConnectionConfigImpl config() {
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
        properties.setProperty(CalciteConnectionProperty.CONFORMANCE.camelName(), "BABEL");
        return new CalciteConnectionConfigImpl(properties);
    }

    private static final org.apache.calcite.plan.RelOptTable.ViewExpander NO_VIEWS = (rowType, query, schema, view) -> {
        throw new UnsupportedOperationException("There are no views.");
    };

    /** A plan as generated code. */
    private record Compiled(Bindable<?> bindable, List<UUID> scans) implements RowSource {
        @Override
        @SuppressWarnings("unchecked")
        public Enumerable<@Nullable Object> open(DataContext context) {
            return (Enumerable<@Nullable Object>) bindable.bind(context);
        }
    }
}
