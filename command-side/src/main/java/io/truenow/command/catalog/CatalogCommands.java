package io.truenow.command.catalog;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Sends control-plane commands and waits. Two writers of one aggregate meet in the event store, which refuses the second; that
 * one is sent again and then finds what the first made. Anything that is no refusal of ours counts as a catalogue that is
 * away. Thread-safe.
 */
final class CatalogCommands {

    private final CommandGateway gateway;
    private final CatalogSettings settings;

    CatalogCommands(CommandGateway gateway, CatalogSettings settings) {
        this.gateway = gateway;
        this.settings = settings;
    }

    /**
     * The answer to a command.
     *
     * @throws TrueNowException what the aggregate refuses; {@code CATALOG_UNAVAILABLE} if the event store does not answer
     */
    <T> T send(Object command, Class<T> answer) {
        for (int attempt = 1; ; attempt++) {
            try {
                CompletableFuture<Object> sent = gateway.send(command);
                return answer.cast(sent.get(settings.timeoutMillis(), TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                retryOrThrow(e.getCause() != null ? e.getCause() : e, attempt);
            } catch (TimeoutException e) {
                throw unavailable(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable(e);
            } catch (RuntimeException e) {
                retryOrThrow(e, attempt);
            }
        }
    }

    private void retryOrThrow(Throwable failure, int attempt) {
        if (failure instanceof TrueNowException refused) {
            throw refused;
        }
        if (attempt >= settings.maxAttempts() || !isConflict(failure)) {
            throw unavailable(failure);
        }
        long most = TimeUnit.MILLISECONDS.toNanos(1L << Math.min(attempt, 6));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
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
                ErrorCode.CATALOG_UNAVAILABLE, "The catalogue of tables cannot be changed at this moment.", cause);
    }
}
