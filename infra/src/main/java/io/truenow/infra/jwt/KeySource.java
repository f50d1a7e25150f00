package io.truenow.infra.jwt;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Where public keys are read from: a file, or a server that publishes them. Thread-safe. */
public interface KeySource {

    /** Largest document of keys, in bytes. */
    int MAX_BYTES = 64 << 10;

    /** Longest wait for a server to be reached. */
    Duration CONNECT_TIME = Duration.ofSeconds(2);

    /** Longest wait for its answer to begin. */
    Duration ANSWER_TIME = Duration.ofSeconds(5);

    /** For people. */
    String place();

    /** Whether it is on this machine, so that it cannot be away at a start. */
    boolean local();

    /**
     * The document.
     *
     * @throws IOException if it cannot be had, or is larger than {@link #MAX_BYTES}
     */
    byte[] read() throws IOException, InterruptedException;

    /** A file. */
    static KeySource file(Path file) {
        return new KeySource() {
            @Override
            public String place() {
                return file.toString();
            }

            @Override
            public boolean local() {
                return true;
            }

            @Override
            public byte[] read() throws IOException {
                try (InputStream in = Files.newInputStream(file)) {
                    return bounded(in);
                }
            }
        };
    }

    /** What a server answers to GET; it may lead to nowhere else. */
    static KeySource url(URI address) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIME)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(ANSWER_TIME)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        return new KeySource() {
            @Override
            public String place() {
                return address.toString();
            }

            @Override
            public boolean local() {
                return false;
            }

            @Override
            public byte[] read() throws IOException, InterruptedException {
                HttpResponse<byte[]> answer = client.send(
                        request,
                        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_BYTES));
                if (answer.statusCode() != 200) {
                    throw new IOException("It answers [" + answer.statusCode() + "].");
                }
                return answer.body();
            }
        };
    }

    private static byte[] bounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("It is larger than " + MAX_BYTES + " bytes.");
        }
        return bytes;
    }
}
