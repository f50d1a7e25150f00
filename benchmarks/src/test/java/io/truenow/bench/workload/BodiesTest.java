package io.truenow.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BodiesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void aBatchIsJsonInTheDocumentedShapeWithTheEventsOfTheWorkload() {
        Bodies bodies = Bodies.of(Dialect.JSON_BATCH, 20, 10);
        bodies.nameTable(37);

        JsonNode second = JSON.readTree(bodies.body(1));

        assertThat(bodies.size()).isEqualTo(2);
        assertThat(second.get("table").asString()).isEqualTo("w1_037");
        assertThat(second.get("events").size()).isEqualTo(10);
        JsonNode event = second.get("events").get(3);
        assertThat(event.get("event_id").asString()).isEqualTo("e13");
        assertThat(event.get("event_time").asLong()).isEqualTo(Shop.timeMicros(13));
        assertThat(event.get("dimensions").get("user_id").asString()).isEqualTo(Shop.user(13));
        assertThat(event.get("metrics").get("revenue").asDouble()).isEqualTo(Shop.revenue(13));
    }

    @Test
    void everyLineOfLineProtocolIsAddressedToTheTable() {
        Bodies bodies = Bodies.of(Dialect.LINE_WITH_ID, 3, 3);
        bodies.nameTable(5);
        bodies.nameTable(999);

        String[] lines = text(bodies.body(0)).split("\n");

        assertThat(lines).hasSize(3).allMatch(line -> line.startsWith("w1_999,region="));
        assertThat(lines[2])
                .contains(",user_id=" + Shop.user(2) + " revenue=" + Shop.revenue(2) + ",quantity=")
                .endsWith(",event_id=\"e2\" " + Shop.timeMicros(2));
    }

    @Test
    void theSumThatIsHeldAgainstAPeerIsThatOfTheBodies() {
        double sum = 0;
        for (String line : text(Bodies.text(Dialect.JSON_LINES, 0, 500)).split("\n")) {
            sum += JSON.readTree(line).get("revenue").asDouble();
        }

        assertThat(Shop.revenueOf(500)).isCloseTo(sum, offset(1e-6));
    }

    @Test
    void valuesHaveTheWorkloadsCardinalities() {
        assertThat(LongStream.range(0, 20_000).mapToObj(Shop::region).distinct())
                .hasSize(4);
        assertThat(LongStream.range(0, 20_000).mapToObj(Shop::product).distinct())
                .hasSize(100);
        assertThat(LongStream.range(0, 20_000).mapToObj(Shop::customerType).distinct())
                .hasSize(5);
        assertThat(LongStream.range(0, 20_000).mapToObj(Shop::user).distinct().count())
                .isGreaterThan(18_000);
    }

    @Test
    void eventsThatDoNotFillTheBodiesAreRefused() {
        assertThatThrownBy(() -> Bodies.of(Dialect.LINE, 15, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bodies.table(Bodies.MAX_TABLE + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.US_ASCII);
    }
}
