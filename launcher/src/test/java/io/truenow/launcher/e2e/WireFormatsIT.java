package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Line protocol and Arrow into the built product, and out of it as SQL. */
@ExtendWith(SharedProduct.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireFormatsIT {

    private static final int GATEWAY = 8088;
    private static final Duration APPLIED = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path FILES = Product.home().resolve("command-side/src/test/resources");

    private Connection connection;

    @BeforeAll
    void connect(Product product) throws SQLException {
        connection = product.jdbc();
    }

    @AfterAll
    void end() throws SQLException {
        connection.close();
    }

    private void await(String table, long rows) {
        Await.until(
                rows + " rows in " + table,
                APPLIED,
                () -> Sql.count(connection, "SELECT COUNT(*) FROM " + table) == rows);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    @Test
    void aSessionAsTelegrafHoldsIt(Product product) throws Exception {
        assertThat(product.get(GATEWAY, "/ping").status()).isEqualTo(204);
        Answer created = product.post(
                GATEWAY,
                "/query",
                "q=CREATE+DATABASE+%22telegraf%22",
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(created.status()).as("%s", created).isEqualTo(200);
        assertThat(created.body()).isEqualTo("{\"results\":[{\"statement_id\":0}]}");

        long now = Instant.now().getEpochSecond();
        String lines = "cpu,cpu=cpu0,host=wire usage_idle=98.5,usage_user=1i " + now + "000000000\n"
                + "cpu,cpu=cpu1,host=wire usage_idle=97,usage_user=2i " + now + "000000000\n"
                + "disk,host=wire,path=/mnt/my\\ disk used=12345678901i,label=\"sda1 \\\"root\\\"\",ro=false " + now
                + "000000000\n";
        for (int i = 0; i < 3; i++) {
            Answer written =
                    product.post(GATEWAY, "/write?db=telegraf&rp=autogen", gzip(lines), "Content-Encoding", "gzip");
            assertThat(written.status()).as("%s", written).isEqualTo(204);
        }
        Answer second = product.post(
                GATEWAY, "/api/v2/write?org=x&bucket=telegraf&precision=ns", lines, "Authorization", "Token ");
        assertThat(second.status()).as("%s", second).isEqualTo(204);
        Answer wrong =
                product.post(GATEWAY, "/api/v2/write?org=x&bucket=telegraf", lines, "Authorization", "Token secret");
        assertThat(wrong.status()).isEqualTo(401);

        product.post(GATEWAY, "/write?db=telegraf&precision=s", "cpu,cpu=last,host=wire usage_idle=1 " + now);
        await("telegraf.cpu", 3);
        assertThat(Sql.rows(
                        connection,
                        "SELECT cpu, usage_idle, usage_user FROM telegraf.cpu WHERE cpu <> 'last' ORDER BY cpu"))
                .containsExactly(List.of("cpu0", 98.5, 1.0), List.of("cpu1", 97.0, 2.0));
        assertThat(Sql.rows(connection, "SELECT path, used, label, ro, event_time_us FROM telegraf.disk"))
                .containsExactly(List.of("/mnt/my disk", 12345678901.0, "sda1 \"root\"", "false", now * 1_000_000));
    }

    @Test
    void goodLinesAreKeptBesideBadOnes(Product product) {
        long now = Instant.now().getEpochSecond();
        Answer answer = product.post(
                GATEWAY,
                "/write?db=wire_partial",
                "m v=1 " + now + "000000000\nm v=\nm v=2 " + now + "\nm v=3 " + now + "000000001\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asString(""))
                .startsWith("partial write: line 2: ")
                .contains("line 3: ", "precision=s")
                .endsWith("dropped=2");
        await("wire_partial.m", 2);
    }

    @Test
    void theCorpusOfLinesComesOutAsRows(Product product) throws Exception {
        List<Case> cases = cases();
        assertThat(cases).hasSizeGreaterThan(40);
        for (Case given : cases) {
            Answer answer = product.post(
                    GATEWAY, "/write?db=" + given.database() + "&precision=" + given.precision(), given.body());
            assertThat(answer.status()).as("%s: %s", given, answer).isEqualTo(given.refused() == 0 ? 204 : 400);
            assertThat(answer.body())
                    .as("%s", given)
                    .contains(given.refused() == 0 ? "" : "dropped=" + given.refused());
        }
        for (Case given : cases) {
            for (Map.Entry<String, List<String>> table : given.rows().entrySet()) {
                String path = given.database() + ".\"" + table.getKey() + "\"";
                await(path, table.getValue().size());
                assertThat(rows(path)).as("%s", given).containsExactlyInAnyOrderElementsOf(table.getValue());
            }
        }
    }

    @Test
    void anArrowStreamComesOutAsTheRowsThatItsWriterHad(Product product) throws Exception {
        byte[] stream = Files.readAllBytes(FILES.resolve("arrow/types.arrows"));
        for (int i = 0; i < 2; i++) {
            Answer answer = product.post(
                    GATEWAY,
                    "/v1/batch",
                    stream,
                    "Content-Type",
                    "application/vnd.apache.arrow.stream",
                    "X-Namespace",
                    "wire",
                    "X-Table",
                    "arrow");
            assertThat(answer.status()).as("%s", answer).isEqualTo(202);
            assertThat(answer.json().path("events_accepted").asInt(0)).isEqualTo(8);
        }
        Answer large = product.post(
                GATEWAY,
                "/v1/arrow?namespace=wire&table=large",
                Files.readAllBytes(FILES.resolve("arrow/large-lz4.arrows")));
        assertThat(large.status()).as("%s", large).isEqualTo(202);
        await("wire.large", 9000);
        await("wire.arrow", 8);

        List<String> expected = new ArrayList<>();
        for (String line : Files.readAllLines(FILES.resolve("arrow/types.expected.ndjson"))) {
            expected.add(text(JSON.readTree(line)));
        }
        assertThat(rows("wire.arrow")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(Sql.rows(connection, "SELECT COUNT(DISTINCT event_id), SUM(wide) FROM wire.large"))
                .containsExactly(List.of(9000L, 1_000_000.0 * 9000 * 8999 / 2));
    }

    /** A case of the corpus whose lines need no escapes; {@code rows} by table. */
    private record Case(
            String name, String database, String precision, String body, Map<String, List<String>> rows, int refused) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Case> cases() throws IOException {
        String corpus = Files.readString(FILES.resolve("line-protocol/corpus.txt"));
        List<Case> cases = new ArrayList<>();
        for (String text : corpus.split("\ncase ")) {
            List<String> lines = text.lines().toList();
            if (lines.stream().anyMatch(l -> l.startsWith("e> "))
                    || lines.getFirst().startsWith("#")) {
                continue;
            }
            StringBuilder body = new StringBuilder();
            Map<String, List<String>> rows = new LinkedHashMap<>();
            String precision = "ns";
            int refused = 0;
            for (String line : lines.subList(1, lines.size())) {
                if (line.startsWith(">")) {
                    body.append(line.length() < 2 ? "" : line.substring(2)).append('\n');
                } else if (line.startsWith("= ")) {
                    JsonNode event = JSON.readTree(line.substring(2));
                    rows.computeIfAbsent(event.get("table").stringValue(), t -> new ArrayList<>())
                            .add(text(event));
                } else if (line.startsWith("precision ")) {
                    precision = line.substring(10);
                } else {
                    refused += line.startsWith("! ") ? 1 : 0;
                }
            }
            cases.add(new Case(
                    lines.getFirst(), "wire_corpus_" + cases.size(), precision, body.toString(), rows, refused));
        }
        return cases;
    }

    /** An event as sorted text of its columns as SQL names them; the time unless it is the server's. */
    private static String text(JsonNode event) {
        Map<String, Object> values = new TreeMap<>();
        event.get("dimensions")
                .properties()
                .forEach(p -> values.put(p.getKey(), p.getValue().stringValue()));
        event.get("metrics").properties().forEach(p -> {
            String name = values.containsKey(p.getKey()) ? p.getKey() + "_metric" : p.getKey();
            values.put(name, p.getValue().doubleValue());
        });
        JsonNode time = event.get("time");
        return (time.isNumber() ? time.longValue() : "now") + " " + values;
    }

    /** The rows of a table in the form of {@link #text}. Times of the last hour are the server's. */
    private List<String> rows(String table) throws SQLException {
        List<String> all = new ArrayList<>();
        long hourAgo = (Instant.now().getEpochSecond() - 3600) * 1_000_000;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            while (rows.next()) {
                Map<String, Object> values = new TreeMap<>();
                for (int c = 1; c <= rows.getMetaData().getColumnCount(); c++) {
                    Object value = rows.getObject(c);
                    if (value != null) {
                        values.put(rows.getMetaData().getColumnLabel(c), value);
                    }
                }
                long time = rows.getLong("event_time_us");
                values.keySet()
                        .removeAll(new TreeSet<>(
                                List.of("event_id", "event_time", "event_time_us", "ingest_time", "revision")));
                all.add((time < hourAgo ? Long.toString(time) : "now") + " " + values);
            }
        }
        return all;
    }
}
