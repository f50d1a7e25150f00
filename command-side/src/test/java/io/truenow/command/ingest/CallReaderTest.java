package io.truenow.command.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallReaderTest {

    @Test
    void drainsTheRestOfARefusedBodyUpToItsBoundsInBytesAndTime() {
        AtomicLong seconds = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] target, int from, int length) {
                seconds.incrementAndGet();
                return length;
            }
        };
        CallReader.drain(endless, () -> 0);
        assertThat(seconds.getAndSet(0)).as("reads of 8 KiB").isEqualTo((64 << 20) / 8192 + 1);

        CallReader.drain(endless, () -> TimeUnit.SECONDS.toNanos(seconds.get()));
        assertThat(seconds.get()).isEqualTo(5);
    }
}
