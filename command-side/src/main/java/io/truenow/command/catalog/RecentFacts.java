package io.truenow.command.catalog;

import io.truenow.events.access.ApiKeyCreated;
import io.truenow.events.access.ApiKeyRevoked;
import io.truenow.events.access.ApiKeyRotated;
import io.truenow.events.access.ApiKeySigningDemanded;
import io.truenow.events.access.Principal;
import io.truenow.events.access.RequestOrigin;
import io.truenow.events.catalog.NamespaceCreated;
import io.truenow.events.catalog.TableConfigured;
import io.truenow.events.catalog.TableCreated;
import io.truenow.events.catalog.TableStateChanged;
import io.truenow.events.catalog.TableWidened;
import io.truenow.events.catalog.TenantCreated;
import io.truenow.events.catalog.TenantStateChanged;
import io.truenow.events.config.ConfigurationCommitted;
import io.truenow.events.config.ConfigurationProposed;
import io.truenow.events.config.ConfigurationRolledBack;
import io.truenow.events.limit.LimitSubject;
import io.truenow.events.limit.RateLimitCleared;
import io.truenow.events.limit.RateLimitSet;
import io.truenow.events.schema.SchemaCreated;
import io.truenow.events.schema.SchemaDeleted;
import io.truenow.events.schema.SchemaVersionAdded;
import io.truenow.events.schema.SchemaVersionDeprecated;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * The newest facts of the control plane as text, for people. Its processing group reads every fact again at each start, so nothing has to
 * be asked of the event store. Thread-safe.
 */
@ProcessingGroup(CatalogProjection.GROUP)
public final class RecentFacts {

    private static final int LONGEST_PAYLOAD = 2_048;

    private final int most;
    private final TreeMap<Place, Fact> facts = new TreeMap<>();

    /** Of a fact that came late the tracking token has the position of those before it, so that alone tells no facts apart. */
    private record Place(long position, String id) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byPosition = Long.compare(position, other.position);
            return byPosition != 0 ? byPosition : id.compareTo(other.id);
        }
    }

    /** Keeps so many. */
    public RecentFacts(int most) {
        this.most = most;
    }

    /**
     * A fact.
     *
     * @param position in the event store
     * @param type simple name of its class
     * @param aggregate id of the aggregate that recorded it; null if none did
     * @param sequence of the fact in its aggregate
     * @param tenant whose it is; null if it is of no tenant
     * @param address from where the request came that it is of; null if none did, or if that is not known
     * @param payload as text, cut where it is long
     */
    public record Fact(
            long position,
            long timeMicros,
            String type,
            @Nullable String aggregate,
            @Nullable Long sequence,
            @Nullable String tenant,
            @Nullable String address,
            String payload) {}

    /** Any fact, also one that was handled before. */
    @EventHandler
    public void on(EventMessage<?> message, TrackingToken token) {
        DomainEventMessage<?> domain = message instanceof DomainEventMessage<?> recorded ? recorded : null;
        Object payload = message.getPayload();
        String text = String.valueOf(payload);
        Fact fact = new Fact(
                token.position().orElse(-1),
                ChronoUnit.MICROS.between(Instant.EPOCH, message.getTimestamp()),
                payload.getClass().getSimpleName(),
                domain == null ? null : domain.getAggregateIdentifier(),
                domain == null ? null : (Long) domain.getSequenceNumber(),
                tenant(payload),
                (String) message.getMetaData().get(RequestOrigin.ADDRESS),
                text.length() > LONGEST_PAYLOAD ? text.substring(0, LONGEST_PAYLOAD) + "…" : text);
        synchronized (facts) {
            facts.put(new Place(fact.position(), message.getIdentifier()), fact);
            if (facts.size() > most) {
                facts.pollFirstEntry();
            }
        }
    }

    private static @Nullable String tenant(Object payload) {
        return switch (payload) {
            case TenantCreated fact -> fact.tenant();
            case TenantStateChanged fact -> fact.tenant();
            case NamespaceCreated fact -> fact.tenant();
            case TableCreated fact -> fact.ref().tenant();
            case TableWidened fact -> fact.ref().tenant();
            case TableConfigured fact -> fact.ref().tenant();
            case TableStateChanged fact -> fact.ref().tenant();
            case SchemaCreated fact -> fact.tenant();
            case SchemaVersionAdded fact -> fact.tenant();
            case SchemaVersionDeprecated fact -> fact.tenant();
            case SchemaDeleted fact -> fact.tenant();
            case ApiKeyCreated fact -> fact.tenant();
            case ApiKeyRotated fact -> fact.tenant();
            case ApiKeySigningDemanded fact -> fact.tenant();
            case ApiKeyRevoked fact -> fact.tenant();
            // The server's configuration is for the tenant that manages it.
            case ConfigurationProposed fact -> Principal.DEFAULT_TENANT;
            case ConfigurationCommitted fact -> Principal.DEFAULT_TENANT;
            case ConfigurationRolledBack fact -> Principal.DEFAULT_TENANT;
            // So is the limit of all callers together.
            case RateLimitSet fact -> tenant(fact.subject());
            case RateLimitCleared fact -> tenant(fact.subject());
            default -> null;
        };
    }

    private static String tenant(LimitSubject subject) {
        return subject.tenant() == null ? Principal.DEFAULT_TENANT : subject.tenant();
    }

    /** A replay begins. */
    @ResetHandler
    public void reset() {
        synchronized (facts) {
            facts.clear();
        }
    }

    /** The newest facts, oldest first. */
    public List<Fact> facts() {
        synchronized (facts) {
            return List.copyOf(facts.values());
        }
    }
}
