package io.truenow.sql.plan;

import io.truenow.sql.catalog.CatalogReader;
import io.truenow.sql.catalog.CatalogTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SelectScope;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorNamespace;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.jspecify.annotations.Nullable;

/**
 * A validator for which the pseudo-columns of a table of events are there by name only: {@code *} leaves them out, a natural join does not
 * compare them, and what takes a table whole (column names for it, PIVOT) does not see them. For one statement.
 */
final class EventValidator extends SqlValidatorImpl {

    private static final Set<SqlKind> TAKE_ALL = Set.of(SqlKind.PIVOT, SqlKind.UNPIVOT, SqlKind.MATCH_RECOGNIZE);

    /** Pseudo-columns in lists of columns that are there because of a star. */
    private final Set<SqlNode> ofStars = Collections.newSetFromMap(new IdentityHashMap<>());

    EventValidator(SqlOperatorTable operators, CatalogReader reader, RelDataTypeFactory types, Config config) {
        super(operators, reader, types, config);
    }

    @Override
    protected void addToSelectList(
            List<SqlNode> list,
            Set<String> aliases,
            List<Map.Entry<String, RelDataType>> fields,
            SqlNode expression,
            SelectScope scope,
            boolean includeSystemVars) {
        super.addToSelectList(list, aliases, fields, expression, scope, includeSystemVars);
        if (expression instanceof SqlIdentifier column && isPseudo(column, scope)) {
            ofStars.add(list.getLast());
        }
    }

    /** Takes out what a star brought in only now, because columns that joins share are counted from the left until here. */
    @Override
    protected RelDataType validateSelectList(SqlNodeList items, SqlSelect select, RelDataType target) {
        RelDataType row = super.validateSelectList(items, select, target);
        SelectScope scope = Objects.requireNonNull(getRawSelectScope(select));
        List<SqlNode> expanded = Objects.requireNonNull(scope.getExpandedSelectList());
        if (expanded.stream().noneMatch(ofStars::contains)) {
            return row;
        }
        List<SqlNode> kept = new ArrayList<>();
        RelDataTypeFactory.Builder columns = typeFactory.builder();
        for (int i = 0; i < expanded.size(); i++) {
            if (!ofStars.contains(expanded.get(i))) {
                kept.add(expanded.get(i));
                columns.add(row.getFieldList().get(i));
            }
        }
        select.setSelectList(new SqlNodeList(kept, items.getParserPosition()));
        scope.setExpandedSelectList(kept);
        return columns.build();
    }

    private boolean isPseudo(SqlIdentifier column, SelectScope scope) {
        int names = column.names.size();
        if (names < 2 || !CatalogTable.isPseudo(column.names.getLast())) {
            return false;
        }
        SqlValidatorScope.ResolvedImpl resolved = new SqlValidatorScope.ResolvedImpl();
        scope.resolve(column.names.subList(0, names - 1), getCatalogReader().nameMatcher(), false, resolved);
        return resolved.count() == 1 && isOfEvents(resolved.only().namespace);
    }

    private static boolean isOfEvents(@Nullable SqlValidatorNamespace namespace) {
        return namespace != null
                && namespace.getTable() != null
                && namespace.getTable().unwrap(CatalogTable.class) != null;
    }

    @Override
    protected @Nullable SqlNode performUnconditionalRewrites(@Nullable SqlNode node, boolean underFrom) {
        SqlNode rewritten = super.performUnconditionalRewrites(node, underFrom);
        if (rewritten instanceof SqlCall call
                && (call.getKind() == SqlKind.AS && call.operandCount() > 2 || TAKE_ALL.contains(call.getKind()))
                && call.operand(0) instanceof SqlIdentifier table) {
            call.setOperand(0, everythingOf(table));
        }
        return rewritten;
    }

    private static SqlSelect everythingOf(SqlIdentifier table) {
        SqlParserPos at = table.getParserPosition();
        SqlNodeList columns = new SqlNodeList(List.of(SqlIdentifier.star(at)), at);
        return new SqlSelect(at, null, columns, table, null, null, null, null, null, null, null, null, null);
    }

    /** A natural join that would compare pseudo-columns becomes one over the other columns that both sides have. */
    @Override
    protected void validateJoin(SqlJoin join, SqlValidatorScope scope) {
        if (join.isNatural()) {
            validateFrom(join.getLeft(), unknownType, scope);
            validateFrom(join.getRight(), unknownType, scope);
            List<String> common = SqlValidatorUtil.deriveNaturalJoinColumnList(
                    getCatalogReader().nameMatcher(), rowType(join.getLeft()), rowType(join.getRight()));
            Set<String> pseudo = pseudoColumns(join.getLeft());
            pseudo.addAll(pseudoColumns(join.getRight()));
            List<SqlNode> compared = new ArrayList<>();
            SqlParserPos at = join.getParserPosition();
            common.stream()
                    .filter(name -> !pseudo.contains(name))
                    .forEach(name -> compared.add(new SqlIdentifier(name, at)));
            if (compared.size() < common.size()) {
                join.setOperand(1, SqlLiteral.createBoolean(false, at));
                if (!compared.isEmpty()) {
                    join.setOperand(4, JoinConditionType.USING.symbol(at));
                    join.setOperand(5, new SqlNodeList(compared, at));
                }
            }
        }
        super.validateJoin(join, scope);
    }

    private RelDataType rowType(SqlNode from) {
        return Objects.requireNonNull(getNamespace(from)).getRowType();
    }

    /** Pseudo-columns of the tables of events in a FROM. */
    private Set<String> pseudoColumns(SqlNode from) {
        if (from instanceof SqlJoin join) {
            Set<String> both = pseudoColumns(join.getLeft());
            both.addAll(pseudoColumns(join.getRight()));
            return both;
        }
        SqlNode named = from.getKind() == SqlKind.AS ? ((SqlCall) from).operand(0) : from;
        return isOfEvents(getNamespace(named)) ? new LinkedHashSet<>(CatalogTable.PSEUDO_NAMES) : new LinkedHashSet<>();
    }
}
