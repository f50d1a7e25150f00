package io.truenow.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.truenow.bench.profile.Profile;
import io.truenow.bench.question.Engine;
import io.truenow.bench.question.Growth;
import io.truenow.bench.question.Question;
import io.truenow.bench.question.Questioning.Asked;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void aLineHasBothFiguresTheRatioOfTheMediansAndThoseOfTheRounds() {
        Found found = new Found();
        found.add(comparison(Figure.of(List.of(100.0, 300.0, 200.0)), Figure.of(List.of(400.0, 400.0, 400.0))));

        String page = Page.markdown(found, "chart.svg");

        assertThat(page)
                .contains(
                        "| R1a | what | 200 events/s (100–300); fast | peer: 400 events/s (400–400) | **0.50** (0.25–0.75) | ≥ 1.00 |");
    }

    @Test
    void aFigureThatWasNotTakenStandsWithItsReasonAndNeverAsANumber() {
        Found found = new Found();
        found.add(comparison(Figure.of(List.of(100.0)), Figure.notRun("not run: npm | is missing")));

        String page = Page.markdown(found, "chart.svg");

        assertThat(page).contains("peer: not run: npm \\| is missing | – | ≥ 1.00 |");
        assertThatThrownBy(() -> new Figure(List.of(), "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Figure(List.of(1.0), "void")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTimeIsBetterWhenItIsSmaller() {
        Comparison c =
                new Comparison("x", "x", "ms", Figure.of(List.of(2.0)), "", "p", Figure.of(List.of(6.0)), "", false, 0);

        assertThat(c.ratio()).isEqualTo(3);
    }

    @Test
    void aQuestionIsHeldAgainstTheFasterPeerAndItsMeanIsOfTheScans() {
        Asked scan = asked(Question.SUM_BY_REGION, 10, 20, 40);
        Asked other = asked(Question.TOP_USERS, 10, 100, 80);
        Asked count = asked(Question.COUNT, 10, 1, 1);

        assertThat(scan.ratio()).isEqualTo(2);
        assertThat(Page.scanMean(List.of(scan, other, count))).isCloseTo(4, offset(1e-9));
        Asked alone = new Asked(Question.P95, Map.of(Engine.Side.TRUENOW, Figure.of(List.of(1.0))));
        assertThat(alone.ratio()).isNaN();
        assertThat(Page.scanMean(List.of(scan, alone))).isNaN();
    }

    @Test
    void aLongerHistoryCostsWhatLiesBetweenTheMediansByMillionEvents() {
        Found found = new Found();
        Growth growth =
                new Growth(1_000_000, asked(Question.P95, 4, 10, 20), 5_000_000, asked(Question.P95, 8, 30, 28));
        Asked alone = new Asked(Question.COUNT, Map.of(Engine.Side.TRUENOW, Figure.of(List.of(1.0))));
        found.addGrowth(List.of(growth, new Growth(1_000_000, alone, 5_000_000, alone)));

        assertThat(growth.slope(Engine.Side.TRUENOW)).isEqualTo(1);
        assertThat(growth.peerSlope()).isEqualTo(2);
        assertThat(Page.markdown(found, "c"))
                .contains("over 1,000,000 and 5,000,000 events")
                .contains("| p95 by region | 1.00 (4.00 → 8.00) | 5.00 (10.0 → 30.0) | 2.00 (20.0 → 28.0) | **2.00** |")
                .contains("| count | 0.00 (1.00 → 1.00) | – | – | – |");
    }

    @Test
    void theChartIsWellFormedWithAndWithoutRatios() throws Exception {
        Found found = new Found();
        found.add(comparison(Figure.of(List.of(100.0)), Figure.of(List.of(1.0))));
        found.addQuestions(List.of(asked(Question.ONE_USER, 1, 2, 3)));

        for (String svg : List.of(Chart.svg(found), Chart.svg(new Found()))) {
            var document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
            assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        }
        assertThat(Chart.svg(found))
                .contains("one user's events")
                .contains(">100<")
                .contains(">2.00<");
    }

    @Test
    void aProfileStandsWithItsShares() {
        Found found = new Found();
        found.add(new Profile("load", 12.34, 1000, List.of(new Profile.Share("Kafka", 0.251)), List.of(), List.of()));

        assertThat(Page.markdown(found, "c"))
                .contains("12.3 s of core time, 1000 samples")
                .contains("| 25.1 % | Kafka |");
    }

    private static Asked asked(Question question, double ours, double questDb, double clickHouse) {
        return new Asked(
                question,
                Map.of(
                        Engine.Side.TRUENOW, Figure.of(List.of(ours)),
                        Engine.Side.QUESTDB, Figure.of(List.of(questDb)),
                        Engine.Side.CLICKHOUSE, Figure.of(List.of(clickHouse))));
    }

    private static Comparison comparison(Figure ours, Figure theirs) {
        return new Comparison("R1a", "what", "events/s", ours, "fast", "peer", theirs, "", true, 1);
    }
}
