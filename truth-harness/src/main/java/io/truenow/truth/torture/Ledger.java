package io.truenow.truth.torture;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What clients meant to send, written down before it is sent, and what they were told. In memory for the checks, about 50 bytes a
 * request; as lines in a file for people: {@code + table client round request events} before, {@code = client round request state}
 * when the client leaves it. Thread-safe.
 */
final class Ledger implements AutoCloseable {

    /** Requests of one round, and how many of them are not settled. */
    private static final class Round {
        private final List<SentRequest> requests = new ArrayList<>();
        private final SortedSet<String> tables = new TreeSet<>();
        private int open;
    }

    /**
     * A first acknowledgement.
     *
     * @param request of which request
     * @param nanos when its client had it, by {@link System#nanoTime}
     */
    record Acknowledgement(SentRequest request, long nanos) {}

    private final BufferedWriter file;
    private final Map<Integer, Round> rounds = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile @Nullable Acknowledgement newest;

    Ledger(Path file) {
        try {
            this.file = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes down a request that will be sent. */
    SentRequest open(String table, int client, int round, int number, int goodEvents) {
        SentRequest request = new SentRequest(table, client, round, number, goodEvents);
        write("+ " + table + " " + client + " " + round + " " + number + " " + goodEvents);
        Round book = rounds.computeIfAbsent(round, r -> new Round());
        synchronized (book) {
            book.requests.add(request);
            book.tables.add(table);
            book.open++;
        }
        requests.incrementAndGet();
        events.addAndGet(goodEvents);
        return request;
    }

    /** Notes an acknowledgement. */
    void acknowledge(SentRequest request) {
        if (request.acknowledge()) {
            acknowledged.addAndGet(request.events());
            newest = new Acknowledgement(request, System.nanoTime());
        }
    }

    /** The newest acknowledgement; null before the first. */
    @Nullable
    Acknowledgement newest() {
        return newest;
    }

    /** Notes that the client will not send the request again. */
    void settle(SentRequest request) {
        write("= " + request.client() + " " + request.round() + " " + request.number() + " " + request.state());
        Round book = rounds.get(request.round());
        if (book != null) {
            synchronized (book) {
                book.open--;
            }
        }
    }

    private synchronized void write(String line) {
        try {
            file.write(line);
            file.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether clients still send requests of a round. */
    boolean isOpen(int round) {
        Round book = rounds.get(round);
        if (book == null) {
            return false;
        }
        synchronized (book) {
            return book.open > 0;
        }
    }

    /** Requests of a round. */
    List<SentRequest> requests(int round) {
        Round book = rounds.get(round);
        if (book == null) {
            return List.of();
        }
        synchronized (book) {
            return List.copyOf(book.requests);
        }
    }

    /** Tables that requests of a round went to. */
    List<String> tables(int round) {
        Round book = rounds.get(round);
        if (book == null) {
            return List.of();
        }
        synchronized (book) {
            return List.copyOf(book.tables);
        }
    }

    /** Rounds in which something was sent, ascending. */
    List<Integer> rounds() {
        return rounds.keySet().stream().sorted().toList();
    }

    /** Requests written down. */
    long requests() {
        return requests.get();
    }

    /** Good events written down. */
    long events() {
        return events.get();
    }

    /** Events acknowledged, each once. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Events whose requests ended in a state; dear, for the end. */
    long events(SentRequest.State state) {
        long sum = 0;
        for (int round : rounds()) {
            for (SentRequest request : requests(round)) {
                sum += request.state() == state ? request.events() : 0;
            }
        }
        return sum;
    }

    /** Brings the file up to date. */
    synchronized void flush() {
        try {
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
