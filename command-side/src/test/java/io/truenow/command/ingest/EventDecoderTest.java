package io.truenow.command.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {

    private static final long NOW = Gateway.NOW;
    private static final IngestSettings SETTINGS = IngestSettings.defaults();
    private static final JsonSource SOURCE = new JsonSource(SETTINGS.event());

    private static EventDecoder decoder(boolean scales, @Nullable String namespace, @Nullable String table) {
        return decoder(1 << 20, scales, namespace, table);
    }

    private static EventDecoder decoder(
            int maxEventBytes, boolean scales, @Nullable String namespace, @Nullable String table) {
        return new EventDecoder(
                SOURCE,
                SETTINGS,
                maxEventBytes,
                new EventDecoder.TableDefaults("default", namespace, table),
                new EventTimeRule(NOW, SETTINGS.event().maxAheadMicros(), scales),
                4);
    }

    private static DecodedEvents decode(byte[] body) {
        return decoder(false, null, null).document(body, body.length);
    }

    private static DecodedEvents decode(String body) {
        return decode(body.getBytes(StandardCharsets.UTF_8));
    }

    /** An event of table n.t with more fields. */
    private static String event(String more) {
        return "{\"namespace\":\"n\",\"table\":\"t\"," + more + "}";
    }

    private static String timed(String more) {
        return event("\"event_id\":\"a\",\"event_time\":" + NOW + more);
    }

    private static Rejection rejection(String body) {
        DecodedEvents events = decode(body);
        assertThat(events.parts()).isEmpty();
        assertThat(events.rejected()).isEqualTo(1);
        return events.rejections().getFirst();
    }

    private static TrueNowException refusal(byte[] body) {
        TrueNowException refusal = catchThrowableOfType(TrueNowException.class, () -> decode(body));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static EventColumns only(DecodedEvents events) {
        assertThat(events.rejections()).isEmpty();
        assertThat(events.parts()).hasSize(1);
        return events.parts().getFirst().events();
    }

    private static Map<String, Object> values(EventColumns columns, int row) {
        Map<String, Object> values = new TreeMap<>();
        for (EventColumn column : columns.columns()) {
            if (!column.isNull(row)) {
                switch (column) {
                    case EventColumn.StringColumn s ->
                        values.put(s.name(), s.dictionary().text(s.codes()[row]));
                    case EventColumn.DoubleColumn d -> values.put(d.name(), d.values()[row]);
                    case EventColumn.LongColumn n -> values.put(n.name(), (double) n.values()[row]);
                }
            }
        }
        return values;
    }

    @Test
    void readsAnEventWithAllItsFields() {
        DecodedEvents events = decode("""
                {"namespace":"n","table":"t","event_id":"é-1","event_time":1795132800000000,"revision":3,
                 "dimensions":{"region":"us-east","日本":"😀"},"metrics":{"revenue":99.99,"quantity":3},
                 "unknown":{"deep":[1,{"x":null}]}}""");
        EventColumns columns = only(events);

        assertThat(events.single()).isTrue();
        assertThat(events.parts().getFirst().table().path()).isEqualTo("default/n/t");
        assertThat(columns.ids().text(0)).isEqualTo("é-1");
        assertThat(columns.eventTimesMicros()[0]).isEqualTo(NOW);
        assertThat(columns.revisions()[0]).isEqualTo(3);
        assertThat(values(columns, 0))
                .isEqualTo(Map.of("region", "us-east", "日本", "😀", "revenue", 99.99, "quantity", 3.0));
    }

    @Test
    void takesNumbersAndBooleansOfDimensionsAsTheirText() {
        EventColumns columns = only(decode(
                timed(",\"dimensions\":{\"a\":1,\"b\":1.50,\"c\":true,\"d\":false,\"e\":null,\"f\":\"\",\"g\":-1e3,"
                        + "\"h\":123456789012345678901234567890}")));

        assertThat(values(columns, 0))
                .isEqualTo(Map.of(
                        "a",
                        "1",
                        "b",
                        "1.50",
                        "c",
                        "true",
                        "d",
                        "false",
                        "f",
                        "",
                        "g",
                        "-1e3",
                        "h",
                        "123456789012345678901234567890"));
    }

    @Test
    void takesMetricsUpToTheLargestExactNumber() {
        EventColumns columns = only(
                decode(
                        timed(
                                ",\"metrics\":{\"a\":9007199254740992,\"b\":-9007199254740992,\"c\":1e308,\"d\":null,\"e\":-0.0,\"f\":5e-324}")));

        assertThat(values(columns, 0))
                .isEqualTo(Map.of("a", 0x1p53, "b", -0x1p53, "c", 1e308, "e", 0.0, "f", Double.MIN_VALUE));
        assertThat(values(columns, 0).get("e")).isEqualTo(0.0);
    }

    @Test
    void mergesTheAliasWithDimensionsWhichWin() {
        String before = ",\"dims\":{\"a\":\"alias\",\"b\":\"alias\"},\"dimensions\":{\"a\":\"own\"}";
        String behind = ",\"dimensions\":{\"a\":\"own\"},\"dims\":{\"a\":\"alias\",\"b\":\"alias\"}";

        assertThat(values(only(decode(timed(before))), 0)).isEqualTo(Map.of("a", "own", "b", "alias"));
        assertThat(values(only(decode(timed(behind))), 0)).isEqualTo(Map.of("a", "own", "b", "alias"));
    }

    @Test
    void takesANumberAsEventId() {
        assertThat(only(decode(event("\"event_id\":42,\"event_time\":" + NOW)))
                        .ids()
                        .text(0))
                .isEqualTo("42");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1795132800000000.0|1795132800000000",
                "1.7951328e15|1795132800000000",
                "\"2026-11-20T00:00:00Z\"|1795132800000000",
                "\"2026-11-20 01:00:00.000001+01:00\"|1795132800000001",
                "\"2026-11-19\\u005423:59:59.999999\"|1795132799999999",
                "788918400000000|788918400000000",
                "\"1970-01-01T00:00:01Z\"|1000000",
                "1795133400000000|1795133400000000",
            })
    void readsEventTimes(String sent, long micros) {
        EventColumns columns = only(decode(event("\"event_id\":\"a\",\"event_time\":" + sent)));

        assertThat(columns.eventTimesMicros()[0]).isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1795132800|seconds",
                "1795132800000|milliseconds",
                "1795132800000000000|nanoseconds",
                "946684800|seconds",
            })
    void recognisesATimeInAnotherUnitAndGivesTheHint(String sent, String unit) {
        Rejection rejection = rejection(event("\"event_id\":\"a\",\"event_time\":" + sent));

        assertThat(rejection.code()).isEqualTo(ErrorCode.INVALID_TIME);
        assertThat(rejection.message()).contains(unit);
        assertThat(rejection.pointer()).isEqualTo("/event_time");
        assertThat(rejection.hint()).contains(sent.startsWith("9") ? "946684800000000" : "1795132800000000");
    }

    @ParameterizedTest
    @ValueSource(longs = {1_795_132_800L, 1_795_132_800_000L, 1_795_132_800_000_000L, 1_795_132_800_000_000_000L})
    void scalesTimesOfTheHeaderDialect(long sent) {
        byte[] body = ("{\"event_id\":\"a\",\"event_time\":" + sent + "}").getBytes(StandardCharsets.UTF_8);
        EventColumns columns = only(decoder(true, "n", "t").document(body, body.length));

        assertThat(columns.eventTimesMicros()[0]).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"event_time\":1795132800000000|INVALID_EVENT|/event_id",
                "\"event_id\":null,\"event_time\":1795132800000000|INVALID_EVENT|/event_id",
                "\"event_id\":\"\",\"event_time\":1795132800000000|INVALID_EVENT|/event_id",
                "\"event_id\":true,\"event_time\":1795132800000000|INVALID_EVENT|/event_id",
                "\"event_id\":{\"a\":1},\"event_time\":1795132800000000|INVALID_EVENT|/event_id",
                "\"event_id\":NaN,\"event_time\":1795132800000000|INVALID_EVENT|/event_id",
                "\"event_id\":\"\\ud800\",\"event_time\":1795132800000000|INVALID_VALUE|/event_id",
                "\"event_id\":\"a\\u0000b\",\"event_time\":1795132800000000|INVALID_VALUE|/event_id",
                "\"event_id\":\"a\"|INVALID_TIME|/event_time",
                "\"event_id\":\"a\",\"event_time\":null|INVALID_TIME|/event_time",
                "\"event_id\":\"a\",\"event_time\":0|INVALID_TIME|/event_time",
                "\"event_id\":\"a\",\"event_time\":-5|INVALID_TIME|/event_time",
                "\"event_id\":\"a\",\"event_time\":1795133400000001|INVALID_TIME|/event_time",
                "\"event_id\":\"a\",\"event_time\":1795132800000000.5|INVALID_TIME|/event_time",
                "\"event_id\":\"a\",\"event_time\":99999999999999999999999|INVALID_TIME|/event_time",
                "\"event_id\":\"a\",\"event_time\":Infinity|INVALID_TIME|/event_time",
                "\"event_id\":\"a\",\"event_time\":\"yesterday\"|INVALID_TIME|/event_time",
                "\"event_id\":\"a\",\"event_time\":\"1969-12-31T23:59:59Z\"|INVALID_TIME|/event_time",
                "\"event_id\":\"a\",\"event_time\":\"+999999999-12-31T23:59:59Z\"|INVALID_TIME|/event_time",
                "\"event_id\":\"a\",\"event_time\":[1]|INVALID_TIME|/event_time",
            })
    void refusesEventsWithoutIdOrTime(String fields, ErrorCode code, String pointer) {
        Rejection rejection = rejection(event(fields));

        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.pointer()).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"metrics\":{\"x\":NaN}|INVALID_NUMBER|/metrics/x",
                "\"metrics\":{\"x\":Infinity}|INVALID_NUMBER|/metrics/x",
                "\"metrics\":{\"x\":-Infinity}|INVALID_NUMBER|/metrics/x",
                "\"metrics\":{\"x\":\"NaN\"}|INVALID_NUMBER|/metrics/x",
                "\"metrics\":{\"x\":\"1\"}|INVALID_NUMBER|/metrics/x",
                "\"metrics\":{\"x\":true}|INVALID_NUMBER|/metrics/x",
                "\"metrics\":{\"x\":[1]}|INVALID_NUMBER|/metrics/x",
                "\"metrics\":{\"x\":1e309}|INVALID_NUMBER|/metrics/x",
                "\"metrics\":{\"x\":-9223372036854775808}|INVALID_NUMBER|/metrics/x",
                "\"metrics\":{\"x\":99999999999999999999999999}|INVALID_NUMBER|/metrics/x",
                "\"metrics\":{\"a/b~c\":NaN}|INVALID_NUMBER|/metrics/a~1b~0c",
                "\"metrics\":[1]|INVALID_VALUE|/metrics",
                "\"metrics\":{\"\":1}|INVALID_NAME|/metrics/",
                "\"metrics\":{\"x\":1,\"x\":2}|INVALID_EVENT|/metrics/x",
                "\"dimensions\":{\"x\":[\"\\udc00\"]}|INVALID_VALUE|/dimensions/x",
                "\"dims\":{\"x\":{\"a\":\"\\udc00\"}}|INVALID_VALUE|/dims/x",
                "\"dimensions\":{\"x\":NaN}|INVALID_NUMBER|/dimensions/x",
                "\"dimensions\":{\"x\":\"\\udc00\"}|INVALID_VALUE|/dimensions/x",
                "\"dimensions\":{\"x\":\"\\u0000\"}|INVALID_VALUE|/dimensions/x",
                "\"dimensions\":{\"a\\u0007b\":\"a\"}|INVALID_NAME|/dimensions/a\u0007b",
                "\"dimensions\":{\"x\":null,\"x\":\"a\"}|INVALID_EVENT|/dimensions/x",
                "\"dimensions\":\"x\"|INVALID_VALUE|/dimensions",
                "\"dimensions\":{},\"dimensions\":{}|INVALID_EVENT|/dimensions",
                "\"event_id\":\"b\"|INVALID_EVENT|/event_id",
                "\"revision\":1.5|INVALID_VALUE|/revision",
                "\"revision\":4294967296|INVALID_VALUE|/revision",
                "\"revision\":\"1\"|INVALID_VALUE|/revision",
            })
    void refusesBadValuesWithTheirPointer(String fields, ErrorCode code, String pointer) {
        Rejection rejection = rejection(timed("," + fields));

        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.pointer()).isEqualTo(pointer);
        assertThat(rejection.eventId()).isEqualTo("a");
    }

    @Test
    void boundsTheLengthOfIds() {
        String longest = "é".repeat(512);

        assertThat(only(decode(event("\"event_id\":\"" + longest + "\",\"event_time\":" + NOW)))
                        .ids()
                        .text(0))
                .isEqualTo(longest);
        assertThat(rejection(event("\"event_id\":\"" + longest + "x\",\"event_time\":" + NOW))
                        .code())
                .isEqualTo(ErrorCode.INVALID_EVENT);
    }

    @Test
    void boundsTheColumnsOfARequestAndRefusesOnlyTheOffendingEvents() {
        StringBuilder wide = new StringBuilder();
        for (int i = 0; i <= 1000; i++) {
            wide.append(i == 0 ? "" : ",").append("\"d").append(i).append("\":\"v\"");
        }
        String head = "{\"event_id\":\"a\",\"event_time\":" + NOW + ",\"dimensions\":{";
        DecodedEvents events = decode("{\"namespace\":\"n\",\"table\":\"t\",\"events\":[" + head + wide + "}}," + head
                + "\"other\":\"v\"}}]}");

        assertThat(events.rejected()).isEqualTo(1);
        assertThat(events.rejections().getFirst().code()).isEqualTo(ErrorCode.COLUMN_LIMIT);
        assertThat(events.rejections().getFirst().pointer()).isEqualTo("/events/0/dimensions/d1000");
        assertThat(values(events.parts().getFirst().events(), 0)).isEqualTo(Map.of("other", "v"));
        assertThat(events.parts().getFirst().indexes()[0]).isEqualTo(1);
    }

    @Test
    void takesTheTableFromBehindTheEvents() {
        DecodedEvents events = decode("{\"events\":[{\"event_id\":1,\"event_time\":" + NOW
                + "}],\"table\":\"t\",\"ignored\":[1],\"namespace\":\"n\"}");

        assertThat(events.single()).isFalse();
        assertThat(events.parts().getFirst().table().path()).isEqualTo("default/n/t");
    }

    @Test
    void prefersTheBodyToTheHeaders() {
        byte[] body = timed("").getBytes(StandardCharsets.UTF_8);
        byte[] bare = ("[{\"event_id\":1,\"event_time\":" + NOW + "}]").getBytes(StandardCharsets.UTF_8);

        assertThat(decoder(false, "h", "h")
                        .document(body, body.length)
                        .parts()
                        .getFirst()
                        .table()
                        .path())
                .isEqualTo("default/n/t");
        assertThat(decoder(false, "h", "h")
                        .document(bare, bare.length)
                        .parts()
                        .getFirst()
                        .table()
                        .path())
                .isEqualTo("default/h/h");
    }

    @Test
    void letsEventsNameTheirOwnTables() {
        StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < 30; i++) {
            String place = "\"namespace\":\"n\",\"table\":\"t" + i % 3 + "\"";
            String rest = "\"event_id\":" + i + ",\"event_time\":" + NOW + ",\"dimensions\":{\"d" + i % 4 + "\":" + i
                    + "},\"metrics\":{\"m\":" + i + "}";
            body.append(i == 0 ? "{" : ",{")
                    .append(i % 2 == 0 ? place + "," + rest : rest + "," + place)
                    .append("}");
        }
        DecodedEvents events = decode(body.append("]").toString());

        assertThat(events.rejections()).isEmpty();
        assertThat(events.parts()).hasSize(3);
        for (DecodedEvents.Part part : events.parts()) {
            int table = Integer.parseInt(part.table().table().substring(1));
            assertThat(part.events().rows()).isEqualTo(10);
            for (int row = 0; row < 10; row++) {
                int i = part.indexes()[row];
                assertThat(i % 3).isEqualTo(table);
                assertThat(part.events().ids().text(row)).isEqualTo(Integer.toString(i));
                assertThat(values(part.events(), row))
                        .isEqualTo(Map.of("d" + i % 4, Integer.toString(i), "m", (double) i));
            }
        }
    }

    @Test
    void keepsNothingOfRefusedEventsBetweenGoodOnes() {
        DecodedEvents events = decode("{\"namespace\":\"n\",\"table\":\"t\",\"events\":["
                + "{\"event_id\":1,\"event_time\":" + NOW + ",\"dimensions\":{\"a\":\"1\"}},"
                + "{\"event_id\":2,\"event_time\":" + NOW
                + ",\"dimensions\":{\"a\":\"2\",\"b\":\"2\"},\"metrics\":{\"c\":NaN}},"
                + "17,null,"
                + "{\"event_id\":3,\"event_time\":" + NOW
                + ",\"dimensions\":{\"b\":\"3\",\"a\":\"3\"},\"metrics\":{\"c\":3}}]}");
        EventColumns columns = events.parts().getFirst().events();

        assertThat(events.received()).isEqualTo(5);
        assertThat(events.rejections()).extracting(Rejection::index).containsExactly(1, 2, 3);
        assertThat(values(columns, 0)).isEqualTo(Map.of("a", "1"));
        assertThat(values(columns, 1)).isEqualTo(Map.of("a", "3", "b", "3", "c", 3.0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|INVALID_JSON",
                "{|INVALID_JSON",
                "17|INVALID_JSON",
                "nonsense|INVALID_JSON",
                "{\"namespace\":\"n\",\"table\":\"t\",\"event_id\":\"a\",\"event_time\":1795132800000000} x|INVALID_JSON",
                "{\"namespace\":\"n\",\"table\":\"t\",\"event_id\":\"a\",\"event_time\":1795132800000000,}|INVALID_JSON",
                "{'namespace':1}|INVALID_JSON",
                "{\"events\":[],\"events\":[]}|INVALID_JSON",
                "{\"event_id\":\"a\\x\"}|INVALID_JSON",
                "{\"dimensions\":{\"\\ud800\":1}}|INVALID_JSON",
                "{\"event_id\":\"a\",\"event_time\":1795132800000000}|MISSING_TABLE",
                "{\"namespace\":\"n\",\"event_id\":\"a\",\"event_time\":1795132800000000}|MISSING_TABLE",
                "{\"namespace\":\"\",\"table\":\"t\",\"event_id\":\"a\",\"event_time\":1795132800000000}|MISSING_TABLE",
                "{\"table\":\"t\",\"events\":[{\"event_id\":\"a\",\"event_time\":1795132800000000}]}|MISSING_TABLE",
                "{\"table\":\"t\",\"events\":[]}|MISSING_TABLE",
                "[{\"event_id\":\"a\",\"event_time\":1795132800000000}]|MISSING_TABLE",
                "{\"namespace\":\"a b\",\"table\":\"t\",\"events\":[{\"event_id\":1,\"event_time\":1795132800000000}]}|INVALID_NAME",
                "{\"namespace\":\"sys\",\"table\":\"t\",\"events\":[{\"event_id\":1,\"event_time\":1795132800000000}]}|INVALID_NAME",
                "{\"namespace\":\"n\",\"table\":\"t\",\"events\":{}}|INVALID_EVENT",
            })
    void refusesBodiesAsAWhole(String body, ErrorCode code) {
        assertThat(refusal(body.getBytes(StandardCharsets.UTF_8)).code()).isEqualTo(code);
    }

    /** However the events come, one of as many bytes as are allowed is taken and one of a byte more is not, and the others stay. */
    @Test
    void anEventHasNoMoreBytesThanTheConfigurationSays() {
        String small = timed(",\"dimensions\":{\"d\":\"v\"}");
        String edge = timed(",\"dimensions\":{\"d\":\"" + "v".repeat(40) + "\"}");
        String large = timed(",\"dimensions\":{\"d\":\"" + "v".repeat(41) + "\"}");
        int most = edge.length();
        String list = small + ", " + large + " ," + edge + "," + large;
        for (String body :
                List.of("[" + list + "]", "{\"namespace\":\"n\",\"table\":\"t\",\"events\":[" + list + "]}")) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            for (DecodedEvents events : List.of(
                    decoder(most, false, null, null).document(bytes, bytes.length),
                    decoder(most, false, null, null).parsed(bytes, bytes.length))) {
                assertThat(events.parts().getFirst().events().rows()).isEqualTo(2);
                assertThat(events.rejections()).extracting(Rejection::index).containsExactly(1, 3);
                assertThat(events.rejections().getFirst().code()).isEqualTo(ErrorCode.TOO_LARGE);
                assertThat(events.rejections().getFirst().hint()).contains("ingestion.max_record_size_bytes");
            }
        }
        for (String one : List.of(edge, "  " + edge + " \n")) {
            byte[] bytes = one.getBytes(StandardCharsets.UTF_8);
            assertThat(decoder(most, false, null, null)
                            .document(bytes, bytes.length)
                            .rejected())
                    .isZero();
        }
        byte[] single = large.getBytes(StandardCharsets.UTF_8);
        assertThat(decoder(most, false, null, null)
                        .document(single, single.length)
                        .rejections())
                .extracting(Rejection::code)
                .containsExactly(ErrorCode.TOO_LARGE);
        EventDecoder lines = decoder(most, false, null, null);
        byte[] text = (edge + "\r\n" + large + "\n").getBytes(StandardCharsets.UTF_8);
        lines.line(text, 0, edge.length() + 2, 0);
        lines.line(text, edge.length() + 2, text.length, 1);
        assertThat(lines.result().rejections()).extracting(Rejection::index).containsExactly(1);
    }

    @Test
    void refusesAnIllegalNamespaceOfOneEvent() {
        Rejection rejection = rejection(timed("").replace("\"n\"", "\"pg_catalog\""));

        assertThat(rejection.code()).isEqualTo(ErrorCode.INVALID_NAME);
        assertThat(rejection.pointer()).isEqualTo("/namespace");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] broken = timed(",\"dimensions\":{\"x\":\"??\"}").getBytes(StandardCharsets.UTF_8);
        int at = broken.length - 5;
        byte[][] bodies = {
            timed("").getBytes(StandardCharsets.UTF_16),
            timed("").getBytes(StandardCharsets.UTF_16LE),
            timed("").getBytes(StandardCharsets.UTF_16BE),
            ("\uFEFF" + timed("")).getBytes(StandardCharsets.UTF_8),
            with(broken, at, 0xC3, 0x28),
            with(broken, at, 0xC0, 0x80),
            with(broken, at - 1, 0xED, 0xA0),
            with(broken, at, 0xFF, 0xFE),
        };
        for (byte[] body : bodies) {
            assertThat(refusal(body).code()).isEqualTo(ErrorCode.INVALID_ENCODING);
        }
        assertThat(refusal(with(broken, at, 0, 0)).code()).isEqualTo(ErrorCode.INVALID_JSON);
    }

    private static byte[] with(byte[] body, int at, int first, int second) {
        byte[] changed = body.clone();
        changed[at] = (byte) first;
        changed[at + 1] = (byte) second;
        return changed;
    }

    @Test
    void refusesDepthAndLengthBeyondTheLimits() {
        String deep = "[".repeat(100_000);
        String text = "x".repeat((1 << 20) + 1);
        String digits = "1".repeat(101);

        assertThat(refusal(deep.getBytes(StandardCharsets.UTF_8)).code()).isEqualTo(ErrorCode.INVALID_JSON);
        assertThat(refusal(timed(",\"unknown\":" + deep).getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo(ErrorCode.INVALID_JSON);
        assertThat(refusal(timed(",\"dimensions\":{\"x\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(refusal(timed(",\"metrics\":{\"x\":" + digits + "}").getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo(ErrorCode.INVALID_JSON);
        assertThat(refusal(timed(",\"" + "n".repeat(60_000) + "\":1").getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo(ErrorCode.INVALID_JSON);
    }

    @Test
    void refusesBadLinesAloneAndGoesOn() {
        EventDecoder decoder = decoder(false, null, null);
        String[] lines = {
            timed(""), "{", "[]", "{\"event_id\":1,\"event_time\":" + NOW + "}", timed("") + timed(""), timed("")
        };
        for (int i = 0; i < lines.length; i++) {
            byte[] bytes = ("  " + lines[i] + "\r").getBytes(StandardCharsets.UTF_8);
            decoder.line(bytes, 2, bytes.length, i);
        }
        DecodedEvents events = decoder.result();

        assertThat(events.rejections())
                .extracting(Rejection::code)
                .containsExactly(
                        ErrorCode.INVALID_JSON,
                        ErrorCode.INVALID_JSON,
                        ErrorCode.MISSING_TABLE,
                        ErrorCode.INVALID_JSON);
        assertThat(events.parts().getFirst().events().rows()).isEqualTo(2);
        assertThat(events.parts().getFirst().indexes()).startsWith(0, 5);
    }

    @Test
    void boundsTheListOfRefusedEvents() {
        String body = "{\"namespace\":\"n\",\"table\":\"t\",\"events\":[" + "1,".repeat(1500) + "1]}";
        DecodedEvents events = decode(body);

        assertThat(events.rejected()).isEqualTo(1501);
        assertThat(events.rejections()).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void throwsNothingButDocumentedRefusalsOnChangedBodies(long seed) {
        Random random = new Random(seed);
        byte[] valid = ("{\"namespace\":\"n\",\"table\":\"t\",\"events\":["
                        + timed(",\"dimensions\":{\"é\":\"x\\u00e9\\ud83d\\ude00😀\",\"b\":true},\"dims\":{\"q\":1}")
                        + "," + timed(",\"metrics\":{\"m\":1.5e3,\"n\":-7},\"revision\":2") + "]}")
                .getBytes(StandardCharsets.UTF_8);
        int taken = 0;
        for (int round = 0; round < 4_000; round++) {
            byte[] body = mutated(valid, random);
            try {
                DecodedEvents events = decode(body);
                int rows =
                        events.parts().stream().mapToInt(p -> p.events().rows()).sum();
                assertThat(rows + events.rejected()).isEqualTo(events.received());
                taken += rows;
            } catch (TrueNowException e) {
                assertThat(e.code().category())
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(io.truenow.events.error.ErrorCategory.USER);
            }
        }
        assertThat(taken).isPositive();
    }

    private static byte[] mutated(byte[] valid, Random random) {
        byte[] body = valid.clone();
        byte[] structural = "{}[]\",:\\0eE-+.tfnNI u\0\u007f".getBytes(StandardCharsets.UTF_8);
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(4)) {
                case 0 -> body[at] = (byte) random.nextInt();
                case 1 -> body[at] = structural[random.nextInt(structural.length)];
                case 2 -> {
                    int from = random.nextInt(body.length);
                    int length = Math.min(random.nextInt(30), body.length - Math.max(at, from));
                    System.arraycopy(body, from, body, at, length);
                }
                default -> body[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return random.nextInt(10) == 0 ? java.util.Arrays.copyOf(body, random.nextInt(body.length)) : body;
    }
}
