package io.truenow.command.control;

import io.truenow.events.access.RequestOrigin;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Sends control-plane commands and waits. Two writers of one aggregate meet in the event store, which refuses the second; that
 * one is sent again and then finds what the first made. Anything that is no refusal of ours counts as a catalogue that is
 * away; for a moment after that nobody waits for it again.
 *
 * <p>Each command runs on a thread of its own. On the caller's it would join the unit of work of the ingest command, which
 * appends the facts of its children only when it ends itself: after the log has the first batch of a table whose creation is not
 * yet stored. Thread-safe.
 */
public final class ControlCommands {

    private final CommandGateway gateway;
    private final ControlSettings settings;
    private final ExecutorService threads;
    private volatile long restUntilNanos = System.nanoTime();

    /**
     * Over a gateway.
     *
     * @param threads where the commands run; never the caller's own thread
     */
    public ControlCommands(CommandGateway gateway, ControlSettings settings, ExecutorService threads) {
        this.threads = threads;
        this.gateway = gateway;
        this.settings = settings;
    }

    /**
     * The answer to a command.
     *
     * @throws TrueNowException what the aggregate refuses; {@code NOT_FOUND} if there is no such aggregate; {@code CATALOG_UNAVAILABLE} if the
     *     event store does not answer
     */
    public <T> T send(Object command, Class<T> answer) {
        if (System.nanoTime() - restUntilNanos < 0) {
            throw unavailable(new TimeoutException("The event store did not answer a moment ago."));
        }
        Object message = withOrigin(command);
        for (int attempt = 1; ; attempt++) {
            Future<T> sent =
                    threads.submit(() -> answer.cast(gateway.send(message).get()));
            try {
                return sent.get(settings.timeoutMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                retryOrThrow(cause(e), attempt);
            } catch (TimeoutException e) {
                sent.cancel(true);
                rest();
                throw unavailable(e);
            } catch (InterruptedException e) {
                sent.cancel(true);
                Thread.currentThread().interrupt();
                throw unavailable(e);
            }
        }
    }

    /** The facts that come of it keep from where it came. */
    private static Object withOrigin(Object command) {
        String address = RequestOrigin.address();
        return address == null
                ? command
                : GenericCommandMessage.asCommandMessage(command).andMetaData(Map.of(RequestOrigin.ADDRESS, address));
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof ExecutionException && cause != null ? cause(cause) : failure;
    }

    private void retryOrThrow(Throwable failure, int attempt) {
        if (failure instanceof TrueNowException refused) {
            throw refused;
        }
        if (failure instanceof AggregateNotFoundException) {
            throw new TrueNowException(ErrorCode.NOT_FOUND, "Nothing has this id.", failure);
        }
        if (!isConflict(failure)) {
            rest();
            throw unavailable(failure);
        }
        if (attempt >= settings.maxAttempts()) {
            throw unavailable(failure);
        }
        long most = TimeUnit.MILLISECONDS.toNanos(1L << Math.min(attempt, 6));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
    }

    private void rest() {
        restUntilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.restMillis());
    }

    private static boolean isConflict(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConcurrencyException || cause instanceof AggregateStreamCreationException) {
                return true;
            }
        }
        return false;
    }

    private static TrueNowException unavailable(Throwable cause) {
        return new TrueNowException(
                ErrorCode.CATALOG_UNAVAILABLE, "The control plane cannot be changed at this moment.", cause);
    }
}
