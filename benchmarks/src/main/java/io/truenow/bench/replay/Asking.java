package io.truenow.bench.replay;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Asks a server over kept connections, one thread each: the next request goes out when the answer to the last has come and was checked.
 * Thread-safe.
 */
public final class Asking {

    private final int port;
    private final List<Question> questions;

    /**
     * A request and what its answer has to be.
     *
     * @param request head and body
     * @param check whether the text of a body is right
     */
    public record Question(byte[] request, Predicate<String> check) {}

    /** Asks these in turn, each connection from another place on. */
    public Asking(int port, List<Question> questions) {
        this.port = port;
        this.questions = List.copyOf(questions);
    }

    /** Asks for a time; an answer that is wrong counts as failed. */
    public Replayed run(int connections, double seconds) {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9);
            List<CompletableFuture<Part>> parts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int first = i * questions.size() / connections;
                parts.add(CompletableFuture.supplyAsync(() -> ask(first, end), threads));
            }
            List<Part> done = parts.stream().map(CompletableFuture::join).toList();
            double took = (System.nanoTime() - start) / 1e9;
            long[] nanos = done.stream()
                    .flatMapToLong(part -> Arrays.stream(part.nanos))
                    .toArray();
            String failure = done.stream()
                    .map(part -> part.failure)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
            return Replayed.of(1, done.stream().mapToInt(part -> part.failed).sum(), failure, took, nanos);
        } finally {
            threads.shutdownNow();
        }
    }

    /** What one connection found. */
    private record Part(long[] nanos, int failed, String failure) {}

    private Part ask(int first, long end) {
        long[] nanos = new long[1024];
        int count = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            Answer answer = new Answer();
            for (int i = first; System.nanoTime() < end; i++) {
                Question question = questions.get(i % questions.size());
                long sent = System.nanoTime();
                socket.getOutputStream().write(question.request());
                read(socket.getInputStream(), answer);
                long took = System.nanoTime() - sent;
                if (!answer.succeeded() || !question.check().test(answer.body())) {
                    return new Part(Arrays.copyOf(nanos, count), 1, "answered " + answer.text());
                }
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, count * 2);
                }
                nanos[count++] = took;
            }
            return new Part(Arrays.copyOf(nanos, count), 0, "");
        } catch (IOException e) {
            return new Part(Arrays.copyOf(nanos, count), 1, "no answer: " + e.getMessage());
        }
    }

    private static void read(InputStream in, Answer answer) throws IOException {
        answer.reset();
        boolean complete = false;
        while (!complete) {
            int count = in.read(answer.buffer(), answer.length(), answer.buffer().length - answer.length());
            if (count < 0) {
                throw new IOException("the server closed the connection");
            }
            complete = answer.take(count);
        }
    }
}
