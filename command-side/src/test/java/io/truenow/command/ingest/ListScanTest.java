package io.truenow.command.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan of lists and the parser of whole documents say the same of every body, good or bad, to the last word. */
class ListScanTest {

    private static final long NOW = Gateway.NOW;
    private static final IngestSettings SETTINGS = IngestSettings.defaults();
    private static final JsonSource SOURCE = new JsonSource(SETTINGS.event());
    private static final int ROUNDS = Integer.getInteger("truenow.scan.rounds", 4_000);

    private static EventDecoder decoder() {
        return new EventDecoder(
                SOURCE,
                SETTINGS,
                Integer.MAX_VALUE,
                new EventDecoder.TableDefaults("default", null, "d"),
                new EventTimeRule(NOW, SETTINGS.event().maxAheadMicros(), false),
                4);
    }

    private static String scanned(byte[] body) {
        try {
            return shown(decoder().document(body, body.length));
        } catch (TrueNowException e) {
            return refusal(e);
        }
    }

    private static String parsed(byte[] body) {
        try {
            JsonSource.requireUtf8(body, 0, body.length);
            return shown(decoder().parsed(body, body.length));
        } catch (TrueNowException e) {
            return refusal(e);
        }
    }

    private static String refusal(TrueNowException e) {
        return e.code() + " " + e.getMessage() + " " + e.pointer() + " " + e.hint();
    }

    private static String shown(DecodedEvents events) {
        StringBuilder text = new StringBuilder()
                .append(events.single())
                .append(' ')
                .append(events.list())
                .append(' ')
                .append(events.received())
                .append(' ')
                .append(events.rejected())
                .append(' ')
                .append(events.rejections())
                .append('\n');
        for (DecodedEvents.Part part : events.parts()) {
            EventColumns columns = part.events();
            text.append(part.table())
                    .append(Arrays.toString(Arrays.copyOf(part.indexes(), columns.rows())))
                    .append(columns.specs())
                    .append('\n');
            for (int row = 0; row < columns.rows(); row++) {
                text.append(columns.ids().text(row))
                        .append(' ')
                        .append(columns.eventTimesMicros()[row])
                        .append(' ')
                        .append(columns.revisions()[row])
                        .append(' ')
                        .append(columns.contentHashes()[row])
                        .append(' ')
                        .append(values(columns, row))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static TreeMap<String, Object> values(EventColumns columns, int row) {
        TreeMap<String, Object> values = new TreeMap<>();
        for (EventColumn column : columns.columns()) {
            if (!column.isNull(row)) {
                switch (column) {
                    case EventColumn.StringColumn s ->
                        values.put("d " + s.name(), s.kind(row) + s.dictionary().text(s.codes()[row]));
                    case EventColumn.DoubleColumn d ->
                        values.put("m " + d.name(), Double.doubleToRawLongBits(d.values()[row]) + " " + d.whole(row));
                    case EventColumn.LongColumn n -> values.put("m " + n.name(), n.values()[row]);
                }
            }
        }
        return values;
    }

    /** Bodies near the usual shape: mostly good events of one shape, some odd in one way. */
    private static final class Bodies {
        private static final List<String> TEXTS = List.of(
                "\"eu\"",
                "\"us-east\"",
                "\"\"",
                "\"a longer text with several words\"",
                "\"ä€😀 and more\"",
                "\"esc\\n\\u0041\\\\\"",
                "\"nul\\u0000\"",
                "\"half \\ud800\"",
                "null",
                "true",
                "12",
                "1.50",
                "{}",
                "[1]");
        private static final List<String> NUMBERS = List.of(
                "0",
                "1",
                "-1",
                "-0",
                "-0.0",
                "0.5",
                "123456789012345",
                "1234567890123456",
                "0.1",
                "99999999.9999999",
                "1e3",
                "1E-2",
                "01",
                "1.",
                ".5",
                "+1",
                "1e400",
                "NaN",
                "null",
                "\"1\"",
                "9007199254740993",
                "-12.75",
                "0.000000000000001",
                "0.0000000000000001",
                "true");
        private final Random random;

        Bodies(long seed) {
            random = new Random(seed);
        }

        String body() {
            StringBuilder out = new StringBuilder();
            boolean bare = random.nextInt(4) == 0;
            if (!bare) {
                out.append(blank()).append('{');
                if (random.nextInt(8) > 0) {
                    out.append("\"namespace\":")
                            .append(rarely("\"n\"", "\"m m\"", "7", "\"\""))
                            .append(',');
                }
                if (random.nextInt(8) > 0) {
                    out.append("\"table\":\"t\",");
                }
                out.append(rarely("", "\"other\":{\"x\":[1,2]},", "\"event_id\":\"top\","));
                out.append("\"events\":");
            }
            out.append('[');
            int events = random.nextInt(6);
            String shape = random.nextBoolean() ? "" : "\"table\":\"u\",";
            for (int i = 0; i < events; i++) {
                out.append(i > 0 ? blank() + "," + blank() : "").append(event(i, shape));
            }
            out.append(rarely("", ",", " x")).append(']');
            if (!bare) {
                out.append(rarely("", ",\"table\":\"late\"", ",\"events\":[]", ",\"more\":1"))
                        .append('}');
            }
            return out.append(rarely("", " ", "}", "x")).toString();
        }

        private String event(int i, String shape) {
            List<String> fields = new ArrayList<>();
            fields.add("\"event_id\":" + rarely("\"e" + i + "\"", "\"\"", "5", "null", "\"\\u0061\""));
            fields.add("\"event_time\":"
                    + rarely(
                            Long.toString(NOW - i),
                            "0",
                            "-5",
                            Long.toString(NOW / 1000),
                            "1.5",
                            "\"2024-02-29T12:00:00Z\""));
            if (random.nextInt(6) > 0) {
                fields.add("\"" + rarely("dimensions", "dims") + "\":{" + pairs("region", "product", TEXTS, 1) + "}");
            }
            if (random.nextInt(6) > 0) {
                fields.add("\"metrics\":{" + pairs("amount", "count", NUMBERS, 0) + "}");
            }
            fields.add(rarely(
                    "", "\"revision\":3", "\"unknown\":[{}]", "\"event_id\":\"twice\"", "\"namespace\":\"own\""));
            fields.removeIf(String::isEmpty);
            if (random.nextInt(12) == 0) {
                Collections.shuffle(fields, random);
            }
            return rarely("{" + shape + String.join("," + blank(), fields) + "}", "3", "null", "{}");
        }

        private String pairs(String first, String second, List<String> values, int usual) {
            StringBuilder out = new StringBuilder();
            for (String name : List.of(first, second)) {
                String value = random.nextInt(8) == 0 ? values.get(random.nextInt(values.size())) : values.get(usual);
                out.append(out.length() > 0 ? "," : "")
                        .append('"')
                        .append(name)
                        .append("\":")
                        .append(value);
            }
            return out + rarely("", ",\"new\":" + values.get(usual), ",\"" + first + "\":" + values.get(usual));
        }

        private String blank() {
            return random.nextInt(10) == 0 ? " \n\t" : "";
        }

        /** Mostly the first. */
        private String rarely(String usual, String... others) {
            return random.nextInt(14) == 0 ? others[random.nextInt(others.length)] : usual;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyBodyReadsTheSameBothWays(long seed) {
        Bodies bodies = new Bodies(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = bodies.body().getBytes(StandardCharsets.UTF_8);
            assertThat(scanned(body))
                    .as("seed %d round %d: %s", seed, round, new String(body, StandardCharsets.UTF_8))
                    .isEqualTo(parsed(body));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void soDoesEveryBodyWithAByteChanged(long seed) {
        Bodies bodies = new Bodies(seed + 100);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = bodies.body().getBytes(StandardCharsets.UTF_8);
            int changes = 1 + random.nextInt(3);
            for (int n = 0; n < changes && body.length > 0; n++) {
                byte[] signs = "{}[],:\"\\0 -.e\u0001".getBytes(StandardCharsets.UTF_8);
                body[random.nextInt(body.length)] =
                        random.nextInt(4) == 0 ? (byte) random.nextInt() : signs[random.nextInt(signs.length)];
            }
            assertThat(scanned(body))
                    .as("seed %d round %d: %s", seed, round, new String(body, StandardCharsets.UTF_8))
                    .isEqualTo(parsed(body));
        }
    }

    @Test
    void aListOfOneShapeReadsTheSame() {
        StringBuilder body = new StringBuilder("{\"namespace\":\"n\",\"table\":\"t\",\"events\":[");
        for (int i = 0; i < 100; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"event_id\":\"e" + i + "\",\"event_time\":" + (NOW - i)
                            + ",\"dimensions\":{\"region\":\"r" + i % 3 + "\"},\"metrics\":{\"amount\":" + i + ".25}}");
        }
        byte[] bytes = body.append("]}").toString().getBytes(StandardCharsets.UTF_8);

        assertThat(scanned(bytes)).isEqualTo(parsed(bytes)).contains(" 100 0 []");
    }
}
