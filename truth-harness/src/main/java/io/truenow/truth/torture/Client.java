package io.truenow.truth.torture;

import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One numbered client: writes a request down, sends it, and sends it again until it knows, or gives up as its shape says. */
final class Client implements Runnable {

    /** Wait before a request is sent again: at least this, at most twice. */
    private static final long BACKOFF_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

    private final int number;
    private final Load load;
    private final Ledger ledger;
    private final Gateway gateway;
    private final Contents contents;
    private final EventBudget budget;
    private final ExecutorService others;

    Client(
            int number,
            Load load,
            Ledger ledger,
            Gateway gateway,
            Contents contents,
            EventBudget budget,
            ExecutorService others) {
        this.number = number;
        this.load = load;
        this.ledger = ledger;
        this.gateway = gateway;
        this.contents = contents;
        this.budget = budget;
        this.others = others;
    }

    @Override
    public void run() {
        int round = 0;
        int requests = 0;
        Random random = new Random();
        while (load.goesOn()) {
            int now = load.round();
            if (now != round) {
                round = now;
                requests = 0;
                random = new Random(contents.seed() * 31 + round * 1_009L + number);
            }
            Shape shape = Shape.draw(random, round, budget);
            SentRequest request = ledger.open(shape.table(), number, round, requests++, shape.events());
            try {
                settle(shape, request, random);
            } finally {
                ledger.settle(request);
            }
        }
    }

    private void settle(Shape shape, SentRequest request, Random random) {
        Future<?> rival = shape.race() ? others.submit(() -> attempt(shape, request, 1)) : null;
        int version = 0;
        while (true) {
            Gateway.Outcome outcome = attempt(shape, request, version);
            if (outcome == Gateway.Outcome.ACKNOWLEDGED) {
                sendAgain(shape, request);
                break;
            }
            boolean leaves = outcome == Gateway.Outcome.UNKNOWN ? shape.givesUp() : shape.yields();
            if (leaves || shape.events() == 0 || !load.mayRepeat()) {
                break;
            }
            if (outcome == Gateway.Outcome.UNKNOWN && shape.conflicting()) {
                version = 1;
            }
            LockSupport.parkNanos(BACKOFF_NANOS + random.nextLong(BACKOFF_NANOS));
        }
        await(rival);
    }

    private Gateway.Outcome attempt(Shape shape, SentRequest request, int version) {
        request.sending(version);
        Gateway.Outcome outcome = gateway.send(shape, request, RequestBody.of(shape, request, version, contents));
        switch (outcome) {
            case ACKNOWLEDGED -> ledger.acknowledge(request);
            case UNKNOWN -> request.lose();
            case REFUSED -> {}
        }
        return outcome;
    }

    private void sendAgain(Shape shape, SentRequest request) {
        if (shape.again()) {
            attempt(shape, request, 0);
        }
        if (shape.conflicting()) {
            attempt(shape, request, 1);
        }
    }

    private static void await(@org.jspecify.annotations.Nullable Future<?> rival) {
        if (rival != null) {
            try {
                rival.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
