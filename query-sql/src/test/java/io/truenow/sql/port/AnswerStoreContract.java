package io.truenow.sql.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link AnswerStore} does; each implementation extends this. A store may take a moment until it has what was put. */
public abstract class AnswerStoreContract {

    private static final Duration MOMENT = Duration.ofSeconds(5);

    /** An empty store that is at work, with room for some megabytes. */
    protected abstract AnswerStore emptyStore(Duration timeToLive);

    /** Lets time go by for the store. */
    protected abstract void letPass(Duration time);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(AnswerStore store, byte[] key, byte[] answer) {
        store.put(key, answer);
        await().atMost(MOMENT).untilAsserted(() -> assertThat(store.get(key)).isEqualTo(answer));
    }

    @Test
    void anUnknownKeyHasNothing() {
        assertThat(emptyStore(MOMENT).get(bytes("nobody"))).isNull();
    }

    @Test
    void answersOfAnyBytesComeBackUnderKeysOfAnyBytes() {
        AnswerStore store = emptyStore(Duration.ofMinutes(1));
        Random random = new Random(7);
        byte[] key = new byte[32];
        for (int size : new int[] {0, 1, 100, 1 << 20}) {
            byte[] answer = new byte[size];
            random.nextBytes(key);
            random.nextBytes(answer);
            put(store, key.clone(), answer);
        }
    }

    @Test
    void keysThatDifferInOneBitHaveAnswersOfTheirOwn() {
        AnswerStore store = emptyStore(Duration.ofMinutes(1));
        byte[] one = new byte[32];
        byte[] two = one.clone();
        two[31] = 1;
        put(store, one, bytes("one"));
        assertThat(store.get(two)).isNull();
        put(store, two, bytes("two"));
        assertThat(store.get(one)).isEqualTo(bytes("one"));
    }

    @Test
    void aLaterAnswerTakesThePlaceOfAnEarlierOne() {
        AnswerStore store = emptyStore(Duration.ofMinutes(1));
        put(store, bytes("key"), bytes("a longer first answer"));
        put(store, bytes("key"), bytes("second"));
    }

    @Test
    void anAnswerIsForgottenAtTheEndOfItsLife() {
        AnswerStore store = emptyStore(Duration.ofSeconds(1));
        put(store, bytes("key"), bytes("answer"));
        letPass(Duration.ofMillis(1_100));
        assertThat(store.get(bytes("key"))).isNull();
    }

    @Test
    void manyThreadsReadWhatSomeThreadWroteOrNothing() throws Exception {
        AnswerStore store = emptyStore(Duration.ofMinutes(1));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> work = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int seed = thread;
                work.add(threads.submit(() -> {
                    Random random = new Random(seed);
                    for (int i = 0; i < 200; i++) {
                        byte[] key = bytes("key " + random.nextInt(20));
                        byte[] found = store.get(key);
                        assertThat(found == null
                                        || new String(found, StandardCharsets.UTF_8)
                                                .endsWith(new String(key, StandardCharsets.UTF_8)))
                                .isTrue();
                        store.put(key, bytes(seed + " for " + new String(key, StandardCharsets.UTF_8)));
                    }
                }));
            }
            for (Future<?> done : work) {
                done.get();
            }
        }
    }
}
