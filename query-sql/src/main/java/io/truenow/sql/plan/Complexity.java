package io.truenow.sql.plan;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.parse.SqlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Refuses statements whose planning would take longer than anybody waits, by what their text asks for: tables, queries, expressions,
 * nesting, grouping sets. A named query of {@code WITH} counts as often as it is used. Walks without recursion, whatever the
 * parser has built. Stateless.
 */
final class Complexity {

    /** Most tables that are read, each as often as it is named. */
    static final int MAX_TABLES = 64;

    /** Most queries, those of set operations and sub-queries included. */
    static final int MAX_QUERIES = 256;

    /** Most operators and functions. */
    static final int MAX_CALLS = 2_500;

    /** Most operators within each other. */
    static final int MAX_DEPTH = 400;

    /** Most grouping sets of a query. */
    static final int MAX_GROUPING_SETS = 64;

    private static final int LONG_CHAIN = 8;

    private Complexity() {}

    /** A node that waits for its turn. */
    private record Visit(SqlNode node, int depth, boolean reads) {}

    /** What a query asks for. */
    private static final class Size {
        private long tables;
        private long queries;
        private long calls;

        void add(Size other) {
            tables = Math.min(Integer.MAX_VALUE, tables + other.tables);
            queries = Math.min(Integer.MAX_VALUE, queries + other.queries);
            calls = Math.min(Integer.MAX_VALUE, calls + other.calls);
        }
    }

    /** Refuses with {@link ErrorCode#TOO_COMPLEX} what is beyond a limit, which the message names. */
    static void check(SqlText text) {
        require(text.depth(), MAX_DEPTH, "levels of nesting");
        require(text.operators(), MAX_CALLS, "operators and functions");
    }

    /** The same for what the parser has made of it. Long chains of AND and OR become trees. */
    static void check(SqlNode statement) {
        size(statement, new HashMap<>());
    }

    private static Size size(SqlNode statement, Map<String, Size> named) {
        Size size = new Size();
        Deque<Visit> waiting = new ArrayDeque<>();
        waiting.push(new Visit(statement, 1, false));
        while (!waiting.isEmpty()) {
            Visit visit = waiting.pop();
            require(visit.depth, MAX_DEPTH, "levels of nesting");
            switch (visit.node) {
                case SqlWith with -> {
                    Map<String, Size> inside = new HashMap<>(named);
                    for (SqlNode item : with.withList) {
                        SqlWithItem query = (SqlWithItem) item;
                        inside.put(name(query.name), size(query.query, inside));
                    }
                    size.add(size(with.body, inside));
                }
                case SqlIdentifier identifier -> {
                    if (visit.reads) {
                        Size query = identifier.isSimple() ? named.get(name(identifier)) : null;
                        if (query == null) {
                            size.tables++;
                        } else {
                            size.add(query);
                        }
                    }
                }
                case SqlCall call -> call(call, visit, size, waiting);
                case SqlNodeList list -> list.forEach(node -> push(waiting, node, visit.depth, false));
                default -> {}
            }
            require(size.tables, MAX_TABLES, "tables");
            require(size.queries, MAX_QUERIES, "queries");
            require(size.calls, MAX_CALLS, "operators and functions");
        }
        return size;
    }

    private static void call(SqlCall call, Visit visit, Size size, Deque<Visit> waiting) {
        int depth = visit.depth + 1;
        switch (call) {
            case SqlSelect select -> {
                size.queries++;
                groupingSets(select.getGroup());
                for (SqlNode part : select.getOperandList()) {
                    push(waiting, part, depth, part == select.getFrom());
                }
            }
            case SqlJoin join -> {
                push(waiting, join.getLeft(), visit.depth, true);
                push(waiting, join.getRight(), visit.depth, true);
                push(waiting, join.getCondition(), depth, false);
            }
            default -> {
                size.calls += call.getKind() == SqlKind.AS ? 0 : 1;
                if (call instanceof SqlBasicCall basic
                        && (call.getKind() == SqlKind.AND || call.getKind() == SqlKind.OR)) {
                    balance(basic);
                }
                for (int i = 0; i < call.operandCount(); i++) {
                    push(waiting, call.operand(i), depth, visit.reads && i == 0);
                }
            }
        }
    }

    /** The parser hangs a chain of terms on its left side; as a balanced tree it is not deep, whatever its length. */
    private static void balance(SqlBasicCall chain) {
        List<SqlNode> terms = new ArrayList<>();
        SqlNode next = chain;
        while (next instanceof SqlBasicCall call && call.getKind() == chain.getKind() && call.operandCount() == 2) {
            terms.add(call.operand(1));
            next = call.operand(0);
        }
        if (terms.size() < LONG_CHAIN) {
            return;
        }
        terms.add(next);
        Collections.reverse(terms);
        int middle = terms.size() / 2;
        chain.setOperand(0, tree(chain, terms.subList(0, middle)));
        chain.setOperand(1, tree(chain, terms.subList(middle, terms.size())));
    }

    private static SqlNode tree(SqlBasicCall chain, List<SqlNode> terms) {
        if (terms.size() == 1) {
            return terms.getFirst();
        }
        int middle = terms.size() / 2;
        return chain.getOperator()
                .createCall(
                        SqlParserPos.sum(terms),
                        tree(chain, terms.subList(0, middle)),
                        tree(chain, terms.subList(middle, terms.size())));
    }

    private static void groupingSets(@Nullable SqlNodeList group) {
        long sets = 1;
        for (SqlNode element : group == null ? SqlNodeList.EMPTY : group) {
            sets = Math.min(Integer.MAX_VALUE, sets * setsOf(element));
        }
        require(sets, MAX_GROUPING_SETS, "grouping sets");
    }

    private static long setsOf(SqlNode element) {
        if (!(element instanceof SqlCall call)) {
            return 1;
        }
        int operands = call.operandCount();
        return switch (element.getKind()) {
            case CUBE -> 1L << Math.min(operands, 30);
            case ROLLUP -> operands + 1L;
            case GROUPING_SETS ->
                call.getOperandList().stream().mapToLong(Complexity::setsOf).sum();
            default -> 1;
        };
    }

    private static String name(SqlIdentifier identifier) {
        return identifier.getSimple().toLowerCase(Locale.ROOT);
    }

    private static void require(long found, long limit, String what) {
        if (found > limit) {
            throw new TrueNowException(
                    ErrorCode.TOO_COMPLEX,
                    "The statement has more than [" + limit + "] " + what + " (limit of statements).");
        }
    }

    private static void push(Deque<Visit> waiting, @Nullable SqlNode node, int depth, boolean reads) {
        if (node != null) {
            waiting.push(new Visit(node, depth, reads));
        }
    }
}
