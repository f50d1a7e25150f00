package io.truenow.infra.cache;

import io.truenow.infra.embedded.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Redis server as a process on loopback, without files, which a test may kill, stop for a while and start again on the same
 * port. Where the program {@code redis-server} is missing, the test is skipped, or fails if all is required. Not thread-safe.
 */
public final class RedisServer implements AutoCloseable {

    private final int port = FreePorts.next();
    private final Thread endOfTests = new Thread(this::kill, "end-redis");
    private @Nullable Process process;

    private RedisServer() {
        Runtime.getRuntime().addShutdownHook(endOfTests);
    }

    /** A server that answers. */
    public static RedisServer started() {
        RedisServer server = unstarted();
        server.start();
        return server;
    }

    /** A server that is not there yet. */
    public static RedisServer unstarted() {
        boolean found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "redis-server")));
        if (!found && Boolean.getBoolean("truenow.require-all")) {
            Assertions.fail("The program [redis-server] is not installed.");
        }
        Assumptions.assumeTrue(found, "The program [redis-server] is not installed.");
        return new RedisServer();
    }

    /** Starts it on its port; returns when it answers. */
    public void start() {
        List<String> command = List.of(
                "redis-server",
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no");
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!answers()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("redis-server does not answer on port " + port);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private boolean answers() {
        try {
            return command("PING").startsWith("+PONG");
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Where it is, as {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Number of its keys. */
    public long keys() {
        return Long.parseLong(command("DBSIZE").substring(1).strip());
    }

    /** {@code kill -9}. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                running.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The server answers nobody for a while; returns at once. */
    public void pause(Duration time) {
        command("CLIENT", "PAUSE", Long.toString(time.toMillis()));
    }

    /** Sends a command; the answer as the protocol has it, up to its first 64 KiB. */
    public String command(String... words) {
        try (Socket socket = socket()) {
            socket.setSoTimeout(5_000);
            send(socket, words);
            byte[] answer = new byte[1 << 16];
            InputStream in = socket.getInputStream();
            int length = in.read(answer);
            return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket socket() throws IOException {
        return new Socket(InetAddress.getByName("127.0.0.1"), port);
    }

    private static void send(Socket socket, String... words) throws IOException {
        StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            text.append('$')
                    .append(word.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        OutputStream out = socket.getOutputStream();
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(endOfTests);
    }
}
