package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.truth.torture.Signals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operating system's view of an acknowledgement: the log is synced after the request is read and before 202 is written. */
@ExtendWith(SharedProduct.class)
class DurabilityIT {

    private static final Pattern CALL = Pattern.compile("^(?:\\[pid +)?(\\d+)\\]? +(\\w+)\\((.*)$");
    private static final Pattern RESUMED = Pattern.compile("^(?:\\[pid +)?(\\d+)\\]? +<\\.\\.\\. (\\w+) resumed>(.*)$");

    @Test
    void theLogIsSyncedBetweenTheRequestAndTheAcknowledgement(Product product) throws Exception {
        Shared.requireTool("strace");
        product.ingest(event("before"));
        Path trace = product.workFolder().resolve("strace.txt");
        Path messages = product.workFolder().resolve("strace-messages.txt");
        Process strace = new ProcessBuilder(
                        "strace",
                        "-f",
                        "-y",
                        "-s",
                        "40",
                        "-e",
                        "trace=fsync,fdatasync,read,readv,recvfrom,write,writev,sendto",
                        "-o",
                        trace.toString(),
                        "-p",
                        Long.toString(product.pid()))
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        try {
            Await.until(
                    "strace is attached or has given up",
                    Duration.ofSeconds(20),
                    () -> Files.readString(messages).contains(" attached") || !strace.isAlive());
            Shared.require(strace.isAlive(), "strace may not attach here: " + Files.readString(messages));
            product.ingest(event("traced"));
            Await.until("the answer is in the trace", Duration.ofSeconds(10), () -> lines(trace).stream()
                    .anyMatch(line -> line.contains("HTTP/1.1 202")));
        } finally {
            Signals.send("INT", strace.pid());
            if (!strace.waitFor(10, TimeUnit.SECONDS)) {
                strace.destroyForcibly();
            }
        }

        assertSyncedBeforeAcknowledged(lines(trace));
        assertThat(product.isRunning()).isTrue();
    }

    private static String event(String id) {
        return "{\"namespace\":\"durable\",\"table\":\"events\",\"event_id\":\"" + id + "\",\"event_time\":"
                + Instant.now().toEpochMilli() * 1_000 + "}";
    }

    private static List<String> lines(Path trace) throws IOException {
        return new String(Files.readAllBytes(trace), StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
    }

    /** A sync counts if it began after the request was read and returned before the answer was written. */
    private static void assertSyncedBeforeAcknowledged(List<String> lines) {
        boolean requested = false;
        Map<String, String> open = new HashMap<>();
        Set<String> synced = new HashSet<>();
        for (String line : lines) {
            Matcher resumed = RESUMED.matcher(line);
            Matcher call = CALL.matcher(line);
            String completed = null;
            if (resumed.find()) {
                String begun = open.remove(resumed.group(1));
                requested |= resumed.group(3).contains("POST /v1/ingest");
                completed = resumed.group(3).contains("= 0") ? begun : null;
            } else if (call.find()) {
                requested |= call.group(2).startsWith("re") && call.group(3).contains("POST /v1/ingest");
                if (line.contains("HTTP/1.1 202")) {
                    assertThat(requested).as("the request is in the trace").isTrue();
                    assertThat(synced)
                            .as("files synced between request and 202")
                            .anyMatch(file -> file.matches(".*/truenow\\.log-\\d+/\\d+\\.log"));
                    return;
                }
                if (requested && call.group(2).contains("sync")) {
                    if (line.contains("<unfinished")) {
                        open.put(call.group(1), call.group(3));
                    } else {
                        completed = line.contains("= 0") ? call.group(3) : null;
                    }
                }
            }
            if (completed != null) {
                synced.add(completed.replaceAll("^\\d+<([^>]*)>.*$", "$1"));
            }
        }
        throw new AssertionError("No 202 in the trace.");
    }
}
