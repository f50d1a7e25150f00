package io.truenow.truth.torture;

import io.truenow.truth.torture.Prohibition.Standing;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What the server was told not to take, and the key that the clients send. A run has few of them. Thread-safe. */
final class Prohibitions {

    /**
     * A key of the clients.
     *
     * @param id as the server names it
     * @param text what is sent
     */
    record Key(String id, String text) {}

    private final List<Prohibition> all = new CopyOnWriteArrayList<>();
    private volatile @Nullable Key key;

    /** The key that requests are to carry from now on; null for none. */
    void use(@Nullable Key next) {
        key = next;
    }

    /** The key that a request carries. */
    @Nullable
    Key key() {
        return key;
    }

    /** Begins a prohibition, before the server is told. */
    Prohibition begin(String thing) {
        Prohibition prohibition = new Prohibition(thing, System.nanoTime());
        all.add(prohibition);
        return prohibition;
    }

    /** How a request stands that was sent and answered at some times. */
    Standing standing(String table, @Nullable Key sentWith, long sent, long answered) {
        Standing worst = Standing.FREE;
        for (Prohibition prohibition : all) {
            if (prohibition.isOf(table) || sentWith != null && prohibition.isOf(sentWith.id())) {
                Standing here = prohibition.over(sent, answered);
                worst = here.compareTo(worst) > 0 ? here : worst;
            }
        }
        return worst;
    }

    /** Answers that the prohibitions of the run explain. */
    long refusals() {
        return all.stream().mapToLong(Prohibition::refusals).sum();
    }

    /** Counts a refusal for every prohibition that explains it. */
    void refused(String table, @Nullable Key sentWith, long sent, long answered) {
        for (Prohibition prohibition : all) {
            if ((prohibition.isOf(table) || sentWith != null && prohibition.isOf(sentWith.id()))
                    && prohibition.over(sent, answered) != Standing.FREE) {
                prohibition.refused();
            }
        }
    }
}
