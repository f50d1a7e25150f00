package io.truenow.infra.bus;

import io.truenow.command.port.DataPlaneLog.Append;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * What became of one fact on its way to the log. Travels as meta data of the event message to the record, and is filled by the
 * producer: the extension's publisher drops what the broker answers. Thread-safe.
 */
final class Receipt {

    /** Key of the meta data. Never leaves this process. */
    static final String META_DATA = "truenow.receipt";

    private final CompletableFuture<Append> outcome = new CompletableFuture<>();
    private volatile boolean handedOver;
    private volatile @Nullable Thread handing;

    /** The record is about to be given to the producer by this thread. */
    void handing() {
        handing = Thread.currentThread();
    }

    /** The producer has the record; only its answer says more. */
    void handedOver() {
        handedOver = true;
        handing = null;
    }

    void requireNotRefused() {
        if (outcome.getNow(null) instanceof Append.Refused refused) {
            throw new KafkaException(refused.reason());
        }
    }

    /** The producer threw instead of taking the record. */
    void refused(RuntimeException reason) {
        outcome.complete(new Append.Refused(sentence(reason)));
    }

    /**
     * The producer's answer. A failure told by the thread that hands over, while it does, comes from in front of the producer's
     * buffer (no broker known, no room, too large): the record was certainly not sent.
     */
    void answered(@Nullable RecordMetadata written, @Nullable Exception failure) {
        if (failure == null && written != null) {
            outcome.complete(new Append.Durable(written.partition(), written.offset()));
        } else if (Thread.currentThread().equals(handing) || isCertain(failure)) {
            outcome.complete(new Append.Refused(sentence(failure)));
        } else {
            outcome.complete(new Append.Unknown(sentence(failure)));
        }
    }

    /** The outcome, after at most a wait. */
    Append await(long nanos) {
        if (!handedOver && !outcome.isDone()) {
            return new Append.NotTried();
        }
        try {
            return outcome.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Append.Unknown("The log did not acknowledge in time.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Append.Unknown("The wait for the log was interrupted.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers by which a broker refuses a record before it writes it. */
    private static boolean isCertain(@Nullable Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof InvalidRecordException
                || failure instanceof AuthorizationException
                || failure instanceof PolicyViolationException;
    }

    private static String sentence(@Nullable Exception failure) {
        return failure == null ? "The log gave no reason." : "The log answered: " + failure.getMessage();
    }
}
