package io.truenow.admin.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.ResultRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanAndChartTest {

    private static ResultRows rows(List<ResultColumn> columns, List<@Nullable Object[]> cells) {
        return ResultRows.of(columns, cells, 0);
    }

    @Test
    void aPlanIsATreeByItsIndentsAndFiguresAreNoSteps() {
        List<PlanNode> roots = PlanNode.parse(List.of(
                "Join(on=[=($0, $1)])", "  Scan(table=[a])", "    Values", "  Scan(table=[b])", "rows_scanned: 7", ""));

        assertThat(roots).singleElement().satisfies(join -> {
            assertThat(join.name()).isEqualTo("Join");
            assertThat(join.detail()).isEqualTo("on=[=($0, $1)]");
            assertThat(join.inputs()).extracting(PlanNode::detail).containsExactly("table=[a]", "table=[b]");
            assertThat(join.inputs().getFirst().inputs())
                    .extracting(PlanNode::name)
                    .containsExactly("Values");
        });
    }

    private static PlanStep step(String line) {
        return PlanStep.of(PlanNode.parse(List.of(line)).getFirst());
    }

    @Test
    void aScanSaysWhatWasPushedDownByTheNamesOfItsColumns() {
        PlanStep scan = step("HotTierScan(table=[shop.orders], "
                + "filter=[(dimension \"region\" = 'dimension \"x\" ]' AND event_time > 5)], "
                + "keys=[dimension \"region\"], aggregations=[COUNT(*)], outputs=[0, 1], limit=[10])");
        assertThat(scan.title()).isEqualTo("Scan shop.orders");
        assertThat(scan.place()).isEqualTo(PlanStep.IN_HOT_TIER);
        assertThat(scan.facts())
                .containsEntry("pushed down", "filter, grouping, aggregates, limit")
                .containsEntry("keeps rows where", "(region = 'dimension \"x\" ]' AND event_time > 5)")
                .containsEntry("groups by", "region")
                .containsEntry("computes", "COUNT(*)")
                .containsEntry("rows at most", "10");
        assertThat(step("HotTierScan(table=[a.b], fields=[dimension \"c\"], outputs=[0])")
                        .facts())
                .containsEntry("pushed down", "nothing: every row leaves the scan")
                .containsEntry("reads columns", "c");
    }

    @Test
    void numberedPartsOfExpressionsStandWhereTheyAreUsed() {
        PlanStep calc = step("EnumerableCalc(expr#0..1=[{inputs}], expr#2=[UPPER($t1)], expr#3=['A'], "
                + "expr#4=[=($t2, $t3)], proj#0..1=[{exprs}], upper=[$t2], $condition=[$t4])");
        assertThat(calc.title()).isEqualTo("Compute columns");
        assertThat(calc.place()).isEqualTo(PlanStep.ABOVE);
        assertThat(calc.facts())
                .containsExactly(
                        java.util.Map.entry("upper", "UPPER($1)"),
                        java.util.Map.entry("keeps rows where", "=(UPPER($1), 'A')"));
        assertThat(step("StrangeStep(x=[1])").title()).isEqualTo("StrangeStep");
    }

    @Test
    void timesMakeALineInTheirOrderAndNamesMakeBars() {
        ResultColumn time = new ResultColumn("minute", "TIMESTAMP(3)", false);
        ResultColumn name = new ResultColumn("region", "VARCHAR", false);
        ResultColumn sum = new ResultColumn("sum", "DOUBLE", true);

        ChartChoice line = Objects.requireNonNull(ChartChoice.of(rows(
                List.of(name, time, sum),
                List.of(
                        new @Nullable Object[] {"x", "2026-01-01T00:01:00Z", 2.0},
                        new @Nullable Object[] {"x", "2026-01-01T00:00:00Z", null}))));
        assertThat(line.line()).isTrue();
        assertThat(line.axis()).isEqualTo("minute");
        assertThat(line.series()).containsExactly("sum");
        assertThat(line.points().getFirst().values()).containsExactly((Double) null);
        assertThat(line.points().getLast().values()).containsExactly(2.0);

        ChartChoice bars = Objects.requireNonNull(ChartChoice.of(
                rows(List.of(name, sum), List.<@Nullable Object[]>of(new @Nullable Object[] {"x", 2.0}))));
        assertThat(bars.line()).isFalse();
        assertThat(bars.axis()).isEqualTo("region");
    }

    @Test
    void whatAChartLeavesOutIsSaidAndNothingToDrawIsNoChart() {
        List<ResultColumn> columns = new ArrayList<>(List.of(new ResultColumn("region", "VARCHAR", false)));
        for (int i = 0; i <= ChartChoice.MAX_SERIES; i++) {
            columns.add(new ResultColumn("n" + i, "BIGINT", true));
        }
        List<@Nullable Object[]> cells = new ArrayList<>();
        for (int i = 0; i <= ChartChoice.MAX_BARS; i++) {
            cells.add(new @Nullable Object[] {"r" + i, 1L, 2L, 3L, 4L, 5L});
        }
        ChartChoice chart = Objects.requireNonNull(ChartChoice.of(rows(columns, cells)));
        assertThat(chart.points()).hasSize(ChartChoice.MAX_BARS);
        assertThat(chart.series()).hasSize(ChartChoice.MAX_SERIES);
        assertThat(chart.note()).contains("the first 60 rows of 61").contains("1 number column is left out");

        assertThat(ChartChoice.of(
                        rows(columns.subList(0, 1), List.<@Nullable Object[]>of(new @Nullable Object[] {"r"}))))
                .isNull();
        assertThat(ChartChoice.of(rows(columns, List.of()))).isNull();
    }
}
