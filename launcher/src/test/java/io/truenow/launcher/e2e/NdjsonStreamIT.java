package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * One NDJSON request of any length: its events count once each, and the memory of the server does not grow with it. {@code
 * -Dtruenow.ndjson.events=10000000} for the documented length; {@code -Dtruenow.ndjson.distinct} says how many of the ids differ, so
 * that what the hot tier keeps can be told from what the door keeps.
 */
@ExtendWith(SharedProduct.class)
class NdjsonStreamIT {

    private static final int EVENTS = Integer.getInteger("truenow.ndjson.events", 800_000);
    private static final int DISTINCT = Integer.getInteger("truenow.ndjson.distinct", EVENTS / 10);

    /**
     * Noise of the live heap: blocks, records, checkpoints and statements under way take whole regions of it. Less than half of what the
     * last three quarters of the default stream bring, and in longer ones a tenth of it.
     */
    private static final long FLAT_BYTES = Math.max(54L << 20, EVENTS * 3L / 4 * 190 / 10);

    private static final Duration APPLIED = Duration.ofSeconds(60);

    /** Memory of the server at a mark of a stream. */
    private record Mark(int sent, long liveBytes, long residentBytes) {}

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip", "zstd"})
    void aStreamOfAnyLengthCountsEachEventOnceInMemoryThatDoesNotGrow(String coding, Product product) throws Exception {
        List<Mark> marks = new ArrayList<>();
        HttpURLConnection connection = open(product, "endless_" + coding, coding);
        double seconds = 0;
        try (OutputStream out = packed(coding, connection.getOutputStream())) {
            for (int quarter = 0; quarter < 4; quarter++) {
                long begin = System.nanoTime();
                for (int n = EVENTS / 4 * quarter; n < (quarter == 3 ? EVENTS : EVENTS / 4 * (quarter + 1)); n++) {
                    out.write(line(n % DISTINCT));
                }
                out.flush();
                seconds += (System.nanoTime() - begin) / 1e9;
                marks.add(mark(product, EVENTS / 4 * (quarter + 1)));
            }
        }
        JsonNode answer = accepted(connection);

        assertThat(answer.path("events_received").asLong()).isEqualTo(EVENTS);
        assertThat(answer.path("events_accepted").asLong()).isEqualTo(EVENTS);
        assertThat(answer.path("last_durable_line").asLong()).isEqualTo(EVENTS);
        assertThat(answer.path("errors")).isEmpty();
        assertCountedOnce(product, "endless_" + coding);
        System.out.printf(
                "[ndjson] %s: %,d events with %,d ids in one request, %,.0f events/s; live heap and resident MiB: %s%n",
                coding,
                EVENTS,
                DISTINCT,
                EVENTS / seconds,
                marks.stream()
                        .map(m -> "after %,d: %d, %d".formatted(m.sent, m.liveBytes >> 20, m.residentBytes >> 20))
                        .toList());
        assertThat(marks.getLast().liveBytes)
                .as("live heap, see the line that begins with [ndjson]")
                .isLessThan(marks.getFirst().liveBytes + FLAT_BYTES);
    }

    private static void assertCountedOnce(Product product, String table) throws SQLException {
        try (Connection connection = product.jdbc()) {
            String where = " FROM sys.tables WHERE namespace = 'flood' AND \"table\" = '" + table + "'";
            Await.until(
                    "all of it is applied", APPLIED, () -> Sql.count(connection, "SELECT logged" + where) == EVENTS);
            assertThat(Sql.rows(connection, "SELECT stored, duplicates, conflicting" + where))
                    .containsExactly(List.of((long) DISTINCT, (long) EVENTS - DISTINCT, 0L));
            assertThat(Sql.rows(
                            connection, "SELECT COUNT(*), COUNT(DISTINCT event_id), SUM(amount) FROM flood." + table))
                    .containsExactly(
                            List.of((long) DISTINCT, (long) DISTINCT, (double) DISTINCT * (DISTINCT - 1L) / 2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void aPackedStreamThatIsCutOffSaysUpToWhereItIsDurable(String coding, Product product) throws Exception {
        byte[] whole = packedLines(coding, 20_000);
        HttpURLConnection connection = open(product, "cut_" + coding, coding);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(whole, 0, whole.length / 2);
        }
        Answer answer = answer(connection);

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.json().path("error").asString("")).isEqualTo("Invalid JSON");
        assertThat(answer.json().path("code").asString("")).isEqualTo("INVALID_ENCODING");
        assertThat(answer.json().path("detail").asString("")).isEqualTo("The " + coding + " body is cut off.");
        long durable = answer.json().path("last_durable_line").asLong();
        assertThat(durable).isBetween(5_000L, 15_000L);
        assertThat(answer.json().path("events_accepted").asLong()).isEqualTo(durable);
        awaitRows(product, "cut_" + coding, durable);

        HttpURLConnection again = open(product, "cut_" + coding, coding);
        try (OutputStream out = again.getOutputStream()) {
            out.write(whole);
        }
        accepted(again);
        awaitRows(product, "cut_" + coding, 20_000);
    }

    private static void awaitRows(Product product, String table, long rows) throws SQLException {
        try (Connection connection = product.jdbc()) {
            Await.until(
                    rows + " rows in " + table,
                    APPLIED,
                    () -> Sql.count(connection, "SELECT COUNT(*) FROM flood." + table) == rows);
        }
    }

    private static byte[] packedLines(String coding, int lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packed(coding, bytes)) {
            for (int n = 0; n < lines; n++) {
                out.write(line(n));
            }
        }
        return bytes.toByteArray();
    }

    private static OutputStream packed(String coding, OutputStream out) throws IOException {
        return switch (coding) {
            case "gzip" -> new BufferedOutputStream(new GZIPOutputStream(out, 8192, true), 1 << 16);
            case "zstd" -> new BufferedOutputStream(new ZstdOutputStreamNoFinalizer(out, 3), 1 << 16);
            default -> new BufferedOutputStream(out, 1 << 16);
        };
    }

    /** An event whose content follows from its number; the digits of a hash keep it from packing too well. */
    private static byte[] line(int n) {
        return ("{\"event_id\":\"id-" + n + "\",\"event_time\":" + (1_709_208_000_000_000L + n)
                        + ",\"dimensions\":{\"region\":\"r" + n % 7 + "\",\"session\":\""
                        + Long.toHexString(n * 0x9E3779B97F4A7C15L) + "\"},\"metrics\":{\"amount\":" + n
                        + ",\"weight\":0.5}}\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static HttpURLConnection open(Product product, String table, String coding) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + product.port(8088) + "/v1/batch?namespace=flood&table=" + table)
                        .toURL()
                        .openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(1 << 16);
        connection.setReadTimeout(60_000);
        connection.setRequestProperty("Content-Type", "application/x-ndjson");
        connection.setRequestProperty("Content-Encoding", coding);
        return connection;
    }

    private static Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static JsonNode accepted(HttpURLConnection connection) throws IOException {
        Answer answer = answer(connection);
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        return answer.json();
    }

    private static Mark mark(Product product, int sent) throws IOException {
        ServerMemory memory = ServerMemory.of(product);
        return new Mark(sent, memory.liveBytes(), memory.residentBytes());
    }
}
