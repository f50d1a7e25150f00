package io.truenow.infra.bus;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who reads the log for a hot tier. Scans do not travel between processes, so two servers in one group would each answer from the
 * partitions that the group gave it: a second one is refused. Servers that share a log have a group each.
 */
public final class LogGroup {

    private static final Logger LOG = LoggerFactory.getLogger(LogGroup.class);
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final LogSettings settings;

    /** The group of the settings. */
    public LogGroup(LogSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns when nobody else reads the log; waits for the session of a member that has died to end.
     *
     * @param wait longest wait; longer than {@link LogSettings#sessionTimeout}
     * @throws TrueNowException {@code ALREADY_EXISTS} if another server reads it, {@code LOG_UNAVAILABLE} if no broker answers
     */
    public void requireAlone(Duration wait) {
        Map<String, Object> client = new HashMap<>();
        settings.connection().addTo(client);
        client.put("default.api.timeout.ms", TIMEOUT_MILLIS);
        client.put("request.timeout.ms", TIMEOUT_MILLIS);
        long deadline = System.nanoTime() + wait.toNanos();
        boolean told = false;
        try (Admin admin = Admin.create(client)) {
            Optional<MemberDescription> other = other(admin);
            while (other.isPresent() && System.nanoTime() - deadline < 0) {
                if (!told) {
                    told = true;
                    LOG.info("Another reader of the log is known to the brokers; waiting whether it is alive.");
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                other = other(admin);
            }
            if (other.isPresent()) {
                throw new TrueNowException(
                        ErrorCode.ALREADY_EXISTS,
                        "Another TrueNow server ("
                                + other.get().groupInstanceId().orElse("without a name") + " at "
                                + other.get().host() + ") reads the log [" + settings.topic() + "] at ["
                                + settings.connection().bootstrapServers()
                                + "]; one log has one server, unless each is started with TRUENOW_SHARED=true, so stop that one first.");
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new TrueNowException(
                    ErrorCode.LOG_UNAVAILABLE,
                    "The readers of the log cannot be asked for at ["
                            + settings.connection().bootstrapServers() + "]: " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrueNowException(ErrorCode.LOG_UNAVAILABLE, "The start was interrupted.", e);
        }
    }

    private Optional<MemberDescription> other(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return admin
                    .describeConsumerGroups(List.of(settings.group()))
                    .all()
                    .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .flatMap(group -> group.members().stream())
                    .filter(member -> !member.groupInstanceId().equals(Optional.of(settings.nodeName())))
                    .findFirst();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
