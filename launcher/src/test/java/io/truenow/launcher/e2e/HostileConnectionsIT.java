package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that never finish a request and heads that never end: they are cut off or wait, and nobody else notices. */
@ExtendWith(SharedProduct.class)
class HostileConnectionsIT {

    private static final int[] PORTS = {8088, 8081, 8080, 8001, 8765};
    private static final int SLOW = 1_000;
    private static final int ROUNDS = 40;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String head(Product product, int port) {
        return "POST /v1/ingest HTTP/1.1\r\nHost: localhost:" + product.port(port) + "\r\n";
    }

    /** An event and a question, each of which must be answered; the time of the two in nanoseconds. */
    private static long ordinary(Product product, String id) {
        long begin = System.nanoTime();
        product.ingest("{\"namespace\":\"hostile\",\"table\":\"calm\",\"event_id\":\"" + id
                + "\",\"event_time\":1795132800000000,\"metrics\":{\"n\":1}}");
        Answer answer = product.post(8081, "/v1/sql", "{\"sql\":\"SELECT 1\"}");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return System.nanoTime() - begin;
    }

    @Test
    void aThousandSocketsThatTrickleAHeadHoldUpNobody(Product product) throws IOException {
        List<Long> alone = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            alone.add(ordinary(product, "alone" + i));
        }
        List<Socket> sockets = new ArrayList<>();
        List<Long> beside = new ArrayList<>();
        int open = 0;
        try {
            for (int i = 0; i < SLOW; i++) {
                int port = PORTS[i % PORTS.length];
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), product.port(port));
                sockets.add(socket);
                socket.getOutputStream().write(ascii(head(product, port) + "X-Slow: "));
            }
            for (int i = 0; i < ROUNDS; i++) {
                for (Socket socket : sockets) {
                    trickle(socket);
                }
                beside.add(ordinary(product, "beside" + i));
            }
            for (Socket socket : sockets) {
                open += isOpen(socket) ? 1 : 0;
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        System.out.printf(
                Locale.ROOT,
                "[slow sockets] %d of %d still open; an event and a question: median %.1f ms and most %.1f ms alone, %.1f and %.1f beside them%n",
                open,
                SLOW,
                median(alone),
                Collections.max(alone) / 1e6,
                median(beside),
                Collections.max(beside) / 1e6);
        assertThat(beside).hasSize(ROUNDS);
        ordinary(product, "after");
    }

    private static void trickle(Socket socket) {
        try {
            socket.getOutputStream().write('a');
        } catch (IOException cutOff) {
            // So it may be.
        }
    }

    private static boolean isOpen(Socket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException cutOff) {
            return false;
        }
    }

    private static double median(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get(sorted.size() / 2) / 1e6;
    }

    @ParameterizedTest
    @ValueSource(ints = {8088, 8081, 8080, 8001, 8765})
    void aHeadThatNeverEndsIsCutOff(int port, Product product) throws IOException {
        for (String more : List.of("X-Bomb: " + "b".repeat(1 << 20), ("X-Many: 1\r\n").repeat(100_000))) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), product.port(port))) {
                socket.setSoTimeout(30_000);
                try {
                    socket.getOutputStream().write(ascii(head(product, port) + more + "\r\n\r\n"));
                } catch (IOException cutOff) {
                    // It need not read all of it.
                }
                assertThat(status(socket)).as(more.substring(0, 8)).isIn("400", "431", "");
            }
        }
        ordinary(product, "head" + port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 99999999999999999999\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
                "Transfer-Encoding: gzip, chunked, chunked\r\n\r\n",
                "Bad Header: 1\r\n\r\n",
                "Folded: 1\r\n 2\r\n\r\n"
            })
    void aHeadThatCanBeReadInTwoWaysIsNotTaken(String rest, Product product) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), product.port(8088))) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(ascii(head(product, 8088) + "Content-Type: application/json\r\n" + rest));
            socket.shutdownOutput();
            assertThat(status(socket)).startsWith("4").hasSize(3);
            String others = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(others).doesNotContain("HTTP/1.1 200");
        }
        ordinary(product, "twoways" + rest.hashCode());
    }

    /** The status of the first answer; empty if the server just hangs up. */
    private static String status(Socket socket) throws IOException {
        byte[] line = new byte[12];
        try {
            InputStream in = socket.getInputStream();
            int read = in.readNBytes(line, 0, line.length);
            String text = new String(line, 0, read, StandardCharsets.US_ASCII);
            return text.startsWith("HTTP/1.1 ") ? text.substring(9) : text;
        } catch (IOException reset) {
            return "";
        }
    }
}
