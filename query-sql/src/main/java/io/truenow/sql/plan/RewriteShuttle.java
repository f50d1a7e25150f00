package io.truenow.sql.plan;

import io.truenow.sql.type.Operators;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@link TimeRewrite} to a whole plan before any rule of ours, sorts by microseconds where a time column is sorted by, and
 * makes AVG of whole numbers an average of doubles.
 */
final class RewriteShuttle extends RelHomogeneousShuttle {

    @Override
    public RelNode visit(RelNode other) {
        RelNode node = super.visit(other);
        return switch (node) {
            case Filter filter -> filter.accept(rewrite(filter.getInput())).accept(texts(filter));
            case Project project -> project(project);
            case Join join ->
                join.accept(new TimeRewrite(join.getCluster().getRexBuilder(), i -> joined(join, i)))
                        .accept(texts(join));
            case Sort sort -> sort(sort);
            case Aggregate aggregate -> aggregate(aggregate);
            default -> node;
        };
    }

    private static int joined(Join join, int column) {
        int leftColumns = join.getLeft().getRowType().getFieldCount();
        if (column < leftColumns) {
            return MicrosColumn.of(join.getLeft(), column);
        }
        int right = MicrosColumn.of(join.getRight(), column - leftColumns);
        return right < 0 ? -1 : right + leftColumns;
    }

    private static TextOrder texts(RelNode node) {
        return new TextOrder(node.getCluster().getRexBuilder());
    }

    private static TimeRewrite rewrite(RelNode input) {
        return new TimeRewrite(input.getCluster().getRexBuilder(), i -> MicrosColumn.of(input, i));
    }

    private static RelNode project(Project project) {
        TimeRewrite rewrite = rewrite(project.getInput());
        TextOrder texts = texts(project);
        List<RexNode> expressions = new ArrayList<>();
        boolean changed = false;
        for (RexNode expression : project.getProjects()) {
            RexNode rewritten = expression.accept(rewrite).accept(texts);
            changed |= rewritten != expression;
            expressions.add(
                    rewritten.getType().equals(expression.getType())
                            ? rewritten
                            : project.getCluster()
                                    .getRexBuilder()
                                    .makeAbstractCast(expression.getType(), rewritten, false));
        }
        return changed
                ? LogicalProject.create(
                        project.getInput(),
                        project.getHints(),
                        expressions,
                        project.getRowType(),
                        project.getVariablesSet())
                : project;
    }

    /** Sorts by microseconds; where the input has left them out, it gets them back for the sort and loses them above it. */
    private static RelNode sort(Sort sort) {
        RelNode input = sort.getInput();
        Arguments wider =
                input instanceof Project project && project.getVariablesSet().isEmpty() ? new Arguments(project) : null;
        List<RelFieldCollation> keys = new ArrayList<>();
        for (RelFieldCollation key : sort.getCollation().getFieldCollations()) {
            int micros = MicrosColumn.of(input, key.getFieldIndex());
            if (micros < 0 && wider != null) {
                micros = wider.microsOf(key.getFieldIndex());
            }
            keys.add(micros < 0 ? key : key.withFieldIndex(micros));
        }
        RelCollation collation = RelCollations.of(keys);
        if (collation.equals(sort.getCollation())) {
            return sort;
        }
        RelNode newInput = wider == null ? input : wider.node();
        RelNode sorted = LogicalSort.create(newInput, collation, sort.offset, sort.fetch);
        if (newInput == input) {
            return sorted;
        }
        List<RexNode> original = new ArrayList<>();
        for (int i = 0; i < input.getRowType().getFieldCount(); i++) {
            original.add(sort.getCluster().getRexBuilder().makeInputRef(sorted, i));
        }
        return LogicalProject.create(
                sorted, List.of(), original, input.getRowType().getFieldNames(), Set.of());
    }

    private static Aggregate aggregate(Aggregate aggregate) {
        Arguments arguments = new Arguments(aggregate.getInput());
        List<AggregateCall> calls = new ArrayList<>();
        aggregate.getAggCallList().forEach(call -> calls.add(call(call, arguments)));
        return calls.equals(aggregate.getAggCallList())
                ? aggregate
                : aggregate.copy(
                        aggregate.getTraitSet(),
                        arguments.node(),
                        aggregate.getGroupSet(),
                        aggregate.getGroupSets(),
                        calls);
    }

    private static AggregateCall call(AggregateCall call, Arguments arguments) {
        SqlAggFunction function = call.getAggregation();
        List<Integer> args = call.getArgList();
        if (function.equals(SqlStdOperatorTable.PERCENTILE_CONT) && isDoubleOrder(call, arguments)) {
            int ordered = call.getCollation().getFieldCollations().getFirst().getFieldIndex();
            return percentile(call, ordered, arguments.cast(args.getFirst(), SqlTypeName.DOUBLE));
        }
        if (function.equals(Operators.APPROX_PERCENTILE)) {
            return percentile(
                    call,
                    arguments.cast(args.get(0), SqlTypeName.DOUBLE),
                    arguments.cast(args.get(1), SqlTypeName.DOUBLE));
        }
        if (args.size() != 1) {
            return call;
        }
        SqlTypeName type = arguments.type(args.getFirst());
        if ((function.getKind() == SqlKind.AVG || Operators.isVariance(function)) && type != SqlTypeName.DOUBLE) {
            return call.withArgList(List.of(arguments.cast(args.getFirst(), SqlTypeName.DOUBLE)));
        }
        if ((function.getKind() == SqlKind.SUM || function.getKind() == SqlKind.SUM0) && type == SqlTypeName.BIGINT) {
            return call.withArgList(List.of(arguments.cast(args.getFirst(), SqlTypeName.DECIMAL)));
        }
        return call;
    }

    private static AggregateCall percentile(AggregateCall call, int value, int fraction) {
        return AggregateCall.create(
                Operators.APPROX_PERCENTILE,
                call.isDistinct(),
                false,
                false,
                List.of(),
                List.of(value, fraction),
                call.filterArg,
                null,
                RelCollations.EMPTY,
                call.getType(),
                call.getName());
    }

    private static boolean isDoubleOrder(AggregateCall call, Arguments arguments) {
        var keys = call.getCollation().getFieldCollations();
        return keys.size() == 1
                && !keys.getFirst().getDirection().isDescending()
                && call.getType().isNullable()
                && arguments.type(keys.getFirst().getFieldIndex()) == SqlTypeName.DOUBLE;
    }

    /** Columns that an aggregation reads, with casts added where it needs them. */
    private static final class Arguments {

        private final RelNode input;
        private @Nullable Project kept;
        private final RexBuilder builder;
        private final List<RexNode> expressions = new ArrayList<>();
        private final List<String> names;

        /** Columns of a node, as references to them. */
        Arguments(RelNode input) {
            this.input = input;
            this.builder = input.getCluster().getRexBuilder();
            this.names = new ArrayList<>(input.getRowType().getFieldNames());
            for (int i = 0; i < names.size(); i++) {
                expressions.add(builder.makeInputRef(input, i));
            }
        }

        /** Columns of a selection, as its expressions over what it selects from. */
        Arguments(Project project) {
            this.input = project.getInput();
            this.builder = project.getCluster().getRexBuilder();
            this.names = new ArrayList<>(project.getRowType().getFieldNames());
            expressions.addAll(project.getProjects());
            this.kept = project;
        }

        /** Index of the microseconds beside a bare time column, added if the input has them; -1 if it has not. */
        int microsOf(int column) {
            if (!(expressions.get(column) instanceof RexInputRef ref)) {
                return -1;
            }
            int micros = MicrosColumn.of(input, ref.getIndex());
            if (micros < 0) {
                return -1;
            }
            expressions.add(builder.makeInputRef(input, micros));
            names.add("$micros" + expressions.size());
            return expressions.size() - 1;
        }

        SqlTypeName type(int column) {
            return expressions.get(column).getType().getSqlTypeName();
        }

        int cast(int column, SqlTypeName type) {
            if (type(column) == type) {
                return column;
            }
            RexNode argument = expressions.get(column);
            RelDataType plain = type == SqlTypeName.DECIMAL
                    ? builder.getTypeFactory().createSqlType(type, 38, 0)
                    : builder.getTypeFactory().createSqlType(type);
            expressions.add(builder.makeCast(
                    builder.getTypeFactory()
                            .createTypeWithNullability(plain, argument.getType().isNullable()),
                    argument));
            names.add("$cast" + expressions.size());
            return expressions.size() - 1;
        }

        RelNode node() {
            RelNode unchanged = kept == null ? input : kept;
            return expressions.size() == unchanged.getRowType().getFieldCount()
                    ? unchanged
                    : LogicalProject.create(input, List.of(), expressions, names, Set.of());
        }
    }
}
