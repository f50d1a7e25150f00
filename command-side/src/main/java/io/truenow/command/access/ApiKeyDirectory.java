package io.truenow.command.access;

import io.truenow.command.catalog.CatalogProjection;
import io.truenow.command.tenant.TenantDirectory;
import io.truenow.events.access.ApiKeyCreated;
import io.truenow.events.access.ApiKeyRevoked;
import io.truenow.events.access.ApiKeyRotated;
import io.truenow.events.access.ApiKeySigningDemanded;
import io.truenow.events.access.ApiKeyText;
import io.truenow.events.access.Authentication;
import io.truenow.events.access.Authentication.Denied;
import io.truenow.events.access.Authentication.Granted;
import io.truenow.events.access.KeySecret;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.jspecify.annotations.Nullable;

/**
 * Every API key, in memory: the fold of the facts, and the answers of commands, whichever comes first. Authenticating a key waits for
 * nothing. It has no state of its own, so its processing group reads every fact again at each start. Thread-safe; readers take no lock.
 */
@ProcessingGroup(CatalogProjection.GROUP)
public final class ApiKeyDirectory {

    private static final Denied MALFORMED = new Denied("invalid API key format");
    private static final Denied WRONG = new Denied("invalid API key");
    private static final Denied SIGNS = new Denied("this API key signs its requests");
    private static final Denied UNSIGNED = new Denied("invalid signature");
    private static final Denied EXPIRED = new Denied("API key expired");
    private static final Denied SUSPENDED = new Denied("Tenant is inactive");

    /** Compared with where nothing has the handle, so that this takes as long as a wrong secret. */
    private static final KeySecret NOBODY = new KeySecret("", "0".repeat(64));

    private final TenantDirectory tenants;
    private final ConcurrentHashMap<String, ApiKeyDescriptor> keys = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, String> idsByHandle = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Long> lastUsed = new ConcurrentHashMap<>();

    /** No key yet. */
    public ApiKeyDirectory(TenantDirectory tenants) {
        this.tenants = tenants;
    }

    /** What a text is that somebody presented as an API key. */
    public Authentication authenticate(@Nullable String presented, long nowMicros) {
        Optional<ApiKeyText> text = ApiKeyText.parse(presented);
        if (text.isEmpty()) {
            return MALFORMED;
        }
        KeySecret secret = text.get().secret();
        String id = idsByHandle.get(secret.handle());
        ApiKeyDescriptor key = id == null ? null : keys.get(id);
        ApiKeyDescriptor.Text known = key == null ? null : find(key, secret.handle());
        boolean matches = secret.matches(known == null ? NOBODY : known.secret());
        if (key == null || known == null || !matches || !key.active()) {
            return WRONG;
        }
        if (key.signs()) {
            return SIGNS;
        }
        return taken(key, known, nowMicros);
    }

    /**
     * Whose a signed request is. Only keys that were made for it sign: what is kept of the others opens nothing.
     *
     * @param keyId what it presents as the id of a key
     * @param signed whether the request is signed by what is kept of a key
     */
    public Authentication authenticate(String keyId, Predicate<KeySecret> signed, long nowMicros) {
        ApiKeyDescriptor key = keys.get(keyId);
        if (key == null || !key.signs()) {
            boolean unused = signed.test(NOBODY);
            return UNSIGNED;
        }
        // The newest text first: it is the one that is used.
        for (ApiKeyDescriptor.Text text : key.secrets().reversed()) {
            if (signed.test(text.secret())) {
                return key.active() ? taken(key, text, nowMicros) : UNSIGNED;
            }
        }
        return UNSIGNED;
    }

    private Authentication taken(ApiKeyDescriptor key, ApiKeyDescriptor.Text text, long nowMicros) {
        if (key.expired(nowMicros) || nowMicros >= text.untilMicros()) {
            return EXPIRED;
        }
        if (!tenants.letsIn(key.tenant())) {
            return SUSPENDED;
        }
        lastUsed.merge(key.keyId(), nowMicros, Math::max);
        return new Granted(key.principal());
    }

    private static ApiKeyDescriptor.@Nullable Text find(ApiKeyDescriptor key, String handle) {
        for (ApiKeyDescriptor.Text text : key.secrets()) {
            if (text.secret().handle().equals(handle)) {
                return text;
            }
        }
        return null;
    }

    /** The keys of a tenant that nobody revoked, newest first. */
    public List<ApiKeyDescriptor> keys(String tenant) {
        return keys.values().stream()
                .filter(key -> key.active() && key.tenant().equals(tenant))
                .sorted(Comparator.comparingLong(ApiKeyDescriptor::createdMicros)
                        .reversed()
                        .thenComparing(ApiKeyDescriptor::keyId))
                .toList();
    }

    /** A key of this id, also one that was revoked; null if there never was one. */
    @Nullable
    ApiKeyDescriptor find(String keyId) {
        return keys.get(keyId);
    }

    /** When a key was last taken, since this process came up; null if it was not. */
    public @Nullable Long lastUsedMicros(String keyId) {
        return lastUsed.get(keyId);
    }

    /** A key was made. */
    @EventHandler
    public void on(ApiKeyCreated fact) {
        learn(ApiKeyDescriptor.of(fact));
    }

    /** A key has a new text. */
    @EventHandler
    public void on(ApiKeyRotated fact, @SequenceNumber long sequence) {
        fold(fact.keyId(), sequence, key -> key.with(fact));
    }

    /** A key signs. */
    @EventHandler
    public void on(ApiKeySigningDemanded fact, @SequenceNumber long sequence) {
        fold(fact.keyId(), sequence, key -> key.with(fact));
    }

    /** A key is refused. */
    @EventHandler
    public void on(ApiKeyRevoked fact, @SequenceNumber long sequence) {
        fold(fact.keyId(), sequence, key -> key.with(fact));
    }

    /** A replay begins. */
    @ResetHandler
    public void reset() {
        keys.clear();
        idsByHandle.clear();
    }

    /** Learns a key, unless more of it is known. */
    void learn(ApiKeyDescriptor key) {
        index(keys.merge(key.keyId(), key, (known, other) -> other.facts() > known.facts() ? other : known));
    }

    /** The sequence of a fact is how many facts of the key came before it. */
    private void fold(String keyId, long sequence, UnaryOperator<ApiKeyDescriptor> change) {
        ApiKeyDescriptor changed =
                keys.computeIfPresent(keyId, (id, known) -> known.facts() == sequence ? change.apply(known) : known);
        if (changed != null) {
            index(changed);
        }
    }

    private void index(ApiKeyDescriptor key) {
        key.secrets().forEach(text -> idsByHandle.put(text.secret().handle(), key.keyId()));
    }

    /** How many keys are known, by tenant, those that were revoked not counted. */
    public Map<String, Long> counts() {
        return keys.values().stream()
                .filter(ApiKeyDescriptor::active)
                .collect(Collectors.groupingBy(ApiKeyDescriptor::tenant, Collectors.counting()));
    }
}
