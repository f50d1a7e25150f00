package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that stream slowly, die, fall silent or read nothing: what came is durable, and nobody else notices. */
@ExtendWith(SharedProduct.class)
class SlowClientIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    /** Longer than the gateway waits for a client. */
    private static final Duration TIMED_OUT = Duration.ofSeconds(60);

    /** Streams that each hold one line without its end, shorter than the longest allowed. */
    private static final int HOLDERS = 60;

    private static final int HALF_LINE = 1_200_000;

    private static final String STREAM = "OpenStream.take";
    private static final String ANSWER = "JsonAnswer.send";

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String line(int n) {
        return "{\"event_id\":\"s" + n + "\",\"event_time\":1709208000000000,\"dimensions\":{\"region\":\"r" + n % 7
                + "\"},\"metrics\":{\"amount\":" + n + "}}\n";
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(SlowClientIT::line).collect(Collectors.joining());
    }

    private static byte[] head(Product product, String table, String length) {
        return ascii("POST /v1/batch?namespace=slow&table=" + table + " HTTP/1.1\r\nHost: localhost:"
                + product.port(8088) + "\r\nContent-Type: application/x-ndjson\r\n" + length + "\r\n\r\n");
    }

    private static byte[] chunk(String text) {
        return ascii(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    private static Socket connect(Product product) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), product.port(8088));
    }

    private static long rows(Connection connection, String table) throws Exception {
        String there = "SELECT COUNT(*) FROM sys.tables WHERE namespace = 'slow' AND \"table\" = '" + table + "'";
        return Sql.count(connection, there) == 0 ? 0 : Sql.count(connection, "SELECT COUNT(*) FROM slow." + table);
    }

    @Test
    void linesOfAClientThatTricklesAreCountedWhileItsRequestIsOpen(Product product) throws Exception {
        try (Socket socket = connect(product);
                Connection connection = product.jdbc()) {
            OutputStream out = socket.getOutputStream();
            out.write(head(product, "trickle", "Transfer-Encoding: chunked"));
            for (int n = 0; n < 3; n++) {
                int seen = n + 1;
                // The second half of a line comes with the first half of the next.
                String text = n == 0
                        ? line(0) + line(1).substring(0, 20)
                        : line(n).substring(20) + line(n + 1).substring(0, 20);
                out.write(chunk(text));
                out.flush();
                Await.until(seen + " lines are counted", SOON, () -> rows(connection, "trickle") == seen);
            }
            assertThat(ServerThreads.of(product)).contains(STREAM);
            out.write(chunk(line(3).substring(20)));
            out.write(ascii("0\r\n\r\n"));
            out.flush();
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            assertThat(status).startsWith("HTTP/1.1 202");
            Await.until("all lines are counted", SOON, () -> rows(connection, "trickle") == 4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void packedLinesOfAClientThatTricklesAreCountedToo(String coding, Product product) throws Exception {
        HttpURLConnection request = (HttpURLConnection) URI.create("http://127.0.0.1:" + product.port(8088)
                        + "/v1/batch?format=ndjson&namespace=slow&table=" + coding)
                .toURL()
                .openConnection();
        request.setDoOutput(true);
        request.setChunkedStreamingMode(0);
        request.setRequestProperty("Content-Encoding", coding);
        try (OutputStream out = packing(coding, request.getOutputStream());
                Connection connection = product.jdbc()) {
            for (int n = 0; n < 3; n++) {
                int seen = n + 1;
                out.write(ascii(line(n)));
                out.flush();
                Await.until(seen + " lines are counted", SOON, () -> rows(connection, coding) == seen);
            }
        }
        assertThat(request.getResponseCode()).isEqualTo(202);
    }

    private static OutputStream packing(String coding, OutputStream out) throws IOException {
        return coding.equals("gzip") ? new GZIPOutputStream(out, 512, true) : new ZstdOutputStreamNoFinalizer(out, 3);
    }

    @Test
    void clientsThatDieGiveBackTheMemoryThatTheirLinesHeld(Product product) throws Exception {
        long before = ServerMemory.of(product).liveBytes();
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int n = 0; n < HOLDERS; n++) {
                Socket socket = connect(product);
                sockets.add(socket);
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(head(product, "held", "Transfer-Encoding: chunked"));
                socket.getOutputStream().write(chunk("x".repeat(HALF_LINE)));
            }
            long held = (long) HOLDERS * HALF_LINE;
            Await.until(
                    "they hold memory",
                    TIMED_OUT,
                    () -> ServerMemory.of(product).liveBytes() > before + held);
            close(sockets);
            Await.until(
                    "it is given back",
                    TIMED_OUT,
                    () -> ServerMemory.of(product).liveBytes() < before + held / 2);
        } finally {
            close(sockets);
        }
        assertThat(ServerThreads.of(product)).doesNotContain(STREAM);
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void aClientThatDiesLeavesWholeLinesAndNoThreadThatWaitsForIt(Product product) throws Exception {
        try (Connection connection = product.jdbc()) {
            try (Socket socket = connect(product)) {
                OutputStream out = socket.getOutputStream();
                out.write(head(product, "died", "Transfer-Encoding: chunked"));
                for (int block = 0; block < 11; block++) {
                    out.write(chunk(lines(block * 500, block * 500 + 500)));
                }
                out.write(chunk(line(5_500).substring(0, 30)));
                out.flush();
                Await.until("its whole lines are counted", SOON, () -> rows(connection, "died") == 5_500);
                socket.setSoLinger(true, 0);
            }
            Await.until("no thread waits for it", SOON, () -> !ServerThreads.of(product)
                    .contains(STREAM));
            assertThat(Sql.rows(connection, "SELECT COUNT(*), COUNT(DISTINCT event_id), MAX(amount) FROM slow.died"))
                    .containsExactly(List.of(5_500L, 5_500L, 5_499.0));

            Answer again = product.post(8088, "/v1/batch?format=ndjson&namespace=slow&table=died", lines(0, 8_000));
            assertThat(again.status()).as("%s", again).isEqualTo(202);
            Await.until("each event is counted once", SOON, () -> rows(connection, "died") == 8_000);
        }
    }

    @Test
    void clientsThatFallSilentOrReadNothingHoldUpThemselvesOnlyAndAreCutOff(Product product) throws Exception {
        try (Socket silent = connect(product);
                Socket deaf = new Socket();
                Connection connection = product.jdbc()) {
            silent.getOutputStream().write(head(product, "silent", "Transfer-Encoding: chunked"));
            silent.getOutputStream().write(chunk(line(0)));
            deaf.setReceiveBufferSize(4096);
            deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), product.port(8088)));
            // One event is good, so that the connection goes on; each answer lists a thousand that are not.
            String refused = line(0) + "{\"event_time\":\"yesterday\"}\n".repeat(1_200);
            for (int n = 0; n < 100; n++) {
                deaf.getOutputStream().write(head(product, "deaf", "Content-Length: " + refused.length()));
                deaf.getOutputStream().write(ascii(refused));
            }
            Await.until("an answer that nobody reads is written", SOON, () -> ServerThreads.of(product)
                    .contains(ANSWER));
            Await.until("the line is counted", SOON, () -> rows(connection, "silent") == 1);
            product.ingest(
                    "{\"namespace\":\"slow\",\"table\":\"others\",\"event_id\":\"a\",\"event_time\":1709208000000000}");

            Await.until("no thread waits for either", TIMED_OUT, () -> {
                String threads = ServerThreads.of(product);
                return !threads.contains(STREAM) && !threads.contains(ANSWER);
            });
            String answer = new String(silent.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer)
                    .as("of the silent one")
                    .startsWith("HTTP/1.1 408")
                    .contains("\"last_durable_line\":1");
            assertThat(rows(connection, "silent")).isEqualTo(1);
        }
    }
}
