package io.truenow.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServerWatchTest {

    @Test
    void aLookThatFailsIsTriedAgainAndHindersNoOther() throws InterruptedException {
        CountDownLatch failing = new CountDownLatch(3);
        CountDownLatch other = new CountDownLatch(3);
        try (ServerWatch watch = new ServerWatch(
                Duration.ofMillis(5),
                () -> {
                    failing.countDown();
                    throw new IllegalStateException("still away");
                },
                other::countDown)) {
            assertThat(watch).isNotNull();
            assertThat(failing.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
