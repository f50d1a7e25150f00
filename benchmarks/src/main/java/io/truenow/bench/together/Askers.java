package io.truenow.bench.together;

import io.truenow.bench.question.Engine;
import io.truenow.bench.question.Engines;
import io.truenow.bench.question.Question;
import io.truenow.bench.side.TrueNow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

/** Clients over JDBC, each of which asks the questions of W1 in turn, the next when the answer has come. */
public final class Askers {

    private final TrueNow server;
    private final int clients;
    private final List<String> questions;

    /** Clients of a server that holds W1 in a table. */
    public Askers(TrueNow server, int clients, int table, long events) {
        this.server = server;
        this.clients = clients;
        this.questions = Arrays.stream(Question.values())
                .filter(Question::scan)
                .map(question -> question.sql(Engine.Side.TRUENOW, table, events))
                .toList();
    }

    /**
     * Asks for a time.
     *
     * @return nanoseconds of every answer, ascending
     */
    public long[] ask(double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<CompletableFuture<long[]>> running = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                int first = client;
                running.add(CompletableFuture.supplyAsync(() -> one(first, end), threads));
            }
            return running.stream()
                    .flatMapToLong(one -> Arrays.stream(one.join()))
                    .sorted()
                    .toArray();
        }
    }

    private long[] one(int first, long end) {
        LongStream.Builder nanos = LongStream.builder();
        try (Engine engine = Engines.trueNow(server)) {
            for (int i = first; System.nanoTime() < end; i++) {
                nanos.add(engine.ask(questions.get(i % questions.size())).nanos());
            }
        }
        return nanos.build().toArray();
    }
}
