package io.truenow.sql.plan;

import io.truenow.sql.scan.HeldRows;
import io.truenow.sql.scan.StatementScope;
import java.util.ArrayList;
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
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of rows that the operator above keeps until it is done: all input of a sort without a small limit, of a window, of a
 * set operation that compares rows and of an aggregate that collects values, and the right side of a join unless that is read again for
 * each row of the left.
 */
public final class Held extends SingleRel implements EnumerableRel {

    /** A sort with at most so many rows keeps so few that they need no counting. */
    private static final int FEW = 10_000;

    private static final Set<SqlKind> COLLECTING =
            Set.of(SqlKind.LISTAGG, SqlKind.COLLECT, SqlKind.ARRAY_AGG, SqlKind.STRING_AGG, SqlKind.OTHER_FUNCTION);

    private final int place;

    private Held(RelNode input, int place) {
        super(input.getCluster(), input.getTraitSet(), input);
        this.place = place;
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
                    case Aggregate aggregate -> collects(aggregate) ? held(aggregate, 0) : aggregate;
                    default -> node;
                };
            }

            private RelNode held(RelNode node, int from) {
                List<RelNode> inputs = new ArrayList<>(node.getInputs());
                for (int i = from; i < inputs.size(); i++) {
                    inputs.set(i, new Held(inputs.get(i), places++));
                }
                return node.copy(node.getTraitSet(), inputs);
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

    /** A join by nested loops reads its right side again for each row of the left, unless it has to give the rows that were left over there. */
    private static boolean keepsRight(Join join) {
        return !(join instanceof EnumerableNestedLoopJoin) || join.getJoinType().generatesNullsOnLeft();
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new Held(inputs.getFirst(), place);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
        BlockBuilder block = new BlockBuilder();
        Result result = implementor.visitChild(this, 0, (EnumerableRel) getInput(), pref);
        Expression rows = block.append("held", result.block);
        block.add(Expressions.return_(
                null, Expressions.call(Held.class, "count", DataContext.ROOT, rows, Expressions.constant(place))));
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
}
