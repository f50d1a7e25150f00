package io.truenow.sql.plan;

import io.truenow.sql.scan.HeldGroups;
import io.truenow.sql.scan.HeldRows;
import io.truenow.sql.scan.StatementScope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableNestedLoopJoin;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of rows that the operator above keeps until it is done: all input of a sort without a small limit, of a window, of a
 * set operation that compares rows and of an aggregate that collects values, and the right side of a join unless that is read again for
 * each row of the left. Of another aggregate's input it counts what is kept of each group and each distinct value.
 */
public final class Held extends SingleRel implements EnumerableRel {

    /** A sort with at most so many rows keeps so few that they need no counting. */
    private static final int FEW = 10_000;

    private static final Set<SqlKind> COLLECTING =
            Set.of(SqlKind.LISTAGG, SqlKind.COLLECT, SqlKind.ARRAY_AGG, SqlKind.STRING_AGG, SqlKind.OTHER_FUNCTION);

    /** What an accumulator takes, with its box. */
    private static final int ACCUMULATOR = 32;

    private final int place;
    private final int @Nullable [][] keys;
    private final int stateBytes;

    private Held(RelNode input, int place, int @Nullable [][] keys, int stateBytes) {
        super(input.getCluster(), input.getTraitSet(), input);
        this.place = place;
        this.keys = keys;
        this.stateBytes = stateBytes;
    }

    /** The plan with the inputs of its keeping operators counted. */
    static RelNode inputs(RelNode plan) {
        return plan.accept(new RelHomogeneousShuttle() {
            private int places;

            @Override
            public RelNode visit(RelNode other) {
                RelNode node = super.visit(other);
                return switch (node) {
                    case Sort sort -> isLarge(sort) ? held(sort, 0) : sort;
                    case Window window -> held(window, 0);
                    case Join join -> keepsRight(join) ? held(join, 1) : join;
                    case SetOp set -> set.all && set.kind == SqlKind.UNION ? set : held(set, 0);
                    case Aggregate aggregate -> collects(aggregate) ? held(aggregate, 0) : grouped(aggregate);
                    default -> node;
                };
            }

            private RelNode held(RelNode node, int from) {
                List<RelNode> inputs = new ArrayList<>(node.getInputs());
                for (int i = from; i < inputs.size(); i++) {
                    inputs.set(i, new Held(inputs.get(i), places++, null, 0));
                }
                return node.copy(node.getTraitSet(), inputs);
            }

            private RelNode grouped(Aggregate aggregate) {
                int[][] keys = keys(aggregate);
                int states = ACCUMULATOR * aggregate.getAggCallList().size();
                return keys.length == 0
                        ? aggregate
                        : aggregate.copy(
                                aggregate.getTraitSet(),
                                List.of(new Held(aggregate.getInput(), places++, keys, states)));
            }
        });
    }

    private static boolean isLarge(Sort sort) {
        return !sort.getCollation().getFieldCollations().isEmpty() && !keepsFew(sort.fetch, sort.offset);
    }

    /** Whether a sort with these bounds keeps so few rows that they need no counting. */
    static boolean keepsFew(@Nullable RexNode fetch, @Nullable RexNode offset) {
        return rows(fetch, Integer.MAX_VALUE) + rows(offset, 0) <= FEW;
    }

    private static long rows(@Nullable RexNode amount, long unknown) {
        if (amount == null) {
            return unknown;
        }
        Long rows = amount instanceof RexLiteral literal ? literal.getValueAs(Long.class) : null;
        return rows == null ? Integer.MAX_VALUE : rows;
    }

    private static boolean collects(Aggregate aggregate) {
        return aggregate.getAggCallList().stream()
                .anyMatch(call -> COLLECTING.contains(call.getAggregation().getKind()));
    }

    /** Columns of what an aggregate keeps many of: its groups, and in each the values that it counts once. */
    private static int[][] keys(Aggregate aggregate) {
        Set<ImmutableBitSet> keys = new LinkedHashSet<>();
        for (ImmutableBitSet group : aggregate.getGroupSets()) {
            keys.add(group);
            for (AggregateCall call : aggregate.getAggCallList()) {
                if (call.isDistinct()) {
                    keys.add(group.union(ImmutableBitSet.of(call.getArgList())));
                }
            }
        }
        return keys.stream()
                .filter(key -> !key.isEmpty())
                .map(ImmutableBitSet::toArray)
                .toArray(int[][]::new);
    }

    /** A join by nested loops reads its right side again for each row of the left, unless it has to give the rows that were left over there. */
    private static boolean keepsRight(Join join) {
        return !(join instanceof EnumerableNestedLoopJoin) || join.getJoinType().generatesNullsOnLeft();
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new Held(inputs.getFirst(), place, keys, stateBytes);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
        BlockBuilder block = new BlockBuilder();
        Result result = implementor.visitChild(this, 0, (EnumerableRel) getInput(), pref);
        Expression rows = block.append("held", result.block);
        Expression counted = keys == null
                ? Expressions.call(Held.class, "count", DataContext.ROOT, rows, Expressions.constant(place))
                : Expressions.call(
                        Held.class,
                        "groups",
                        DataContext.ROOT,
                        rows,
                        Expressions.constant(place),
                        Expressions.constant(keys),
                        Expressions.constant(stateBytes));
        block.add(Expressions.return_(null, counted));
        return implementor.result(result.physType, block.toBlock());
    }

    /** Called by generated code: the same rows, counted. */
    public static <T> Enumerable<T> count(DataContext context, Enumerable<T> rows, int place) {
        StatementScope scope = (StatementScope) Objects.requireNonNull(context.get(StatementScope.VARIABLE));
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<T> enumerator() {
                return new HeldRows<>(rows.enumerator(), scope, place);
            }
        };
    }

    /** Called by generated code: the same rows, what is kept of their groups counted. */
    public static <T> Enumerable<T> groups(
            DataContext context, Enumerable<T> rows, int place, int[][] keys, int stateBytes) {
        StatementScope scope = (StatementScope) Objects.requireNonNull(context.get(StatementScope.VARIABLE));
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<T> enumerator() {
                return new HeldGroups<>(rows.enumerator(), scope, place, keys, stateBytes);
            }
        };
    }
}
