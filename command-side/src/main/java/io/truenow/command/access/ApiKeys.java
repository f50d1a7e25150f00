package io.truenow.command.access;

import io.truenow.command.control.ControlCommands;
import io.truenow.command.control.IdSource;
import io.truenow.command.tenant.TenantDirectory;
import io.truenow.events.access.ApiKeyText;
import io.truenow.events.access.CreateApiKey;
import io.truenow.events.access.Grant;
import io.truenow.events.access.Principal;
import io.truenow.events.access.RevokeApiKey;
import io.truenow.events.access.Role;
import io.truenow.events.access.RotateApiKey;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;

/** Makes, rotates and revokes API keys. The text of a key exists here for the one answer that shows it. Thread-safe. */
public final class ApiKeys {

    /** What the id of a key begins with. */
    public static final String ID_PREFIX = "key_";

    private static final int MAX_NAME_CHARACTERS = 128;

    private final ApiKeyDirectory directory;
    private final TenantDirectory tenants;
    private final ControlCommands commands;
    private final ApiKeySettings settings;
    private final IdSource ids;
    private final Consumer<byte[]> random;

    /**
     * Keys of all tenants.
     *
     * @param random fills bytes so that nobody can guess them
     * @param threads where the commands run
     */
    public ApiKeys(
            ApiKeyDirectory directory,
            TenantDirectory tenants,
            CommandGateway gateway,
            ApiKeySettings settings,
            IdSource ids,
            Consumer<byte[]> random,
            ExecutorService threads) {
        this.directory = directory;
        this.tenants = tenants;
        this.commands = new ControlCommands(gateway, settings.control(), threads);
        this.settings = settings;
        this.ids = ids;
        this.random = random;
    }

    /** A key with its text, which is never shown again. */
    public record Shown(ApiKeyDescriptor key, ApiKeyText text) {}

    /**
     * Makes a key.
     *
     * @param tenant the caller's, or, for who manages the server, any
     * @param expiresMicros moment from which it is refused; null for never
     * @param signs whether its requests are signed, and its text is not taken
     * @throws TrueNowException {@code INVALID_NAME}, {@code INVALID_VALUE}, {@code FORBIDDEN}, {@code NOT_FOUND} without such a
     *     tenant, {@code CATALOG_UNAVAILABLE}
     */
    public Shown create(
            Principal caller,
            String tenant,
            String name,
            Role role,
            List<Grant> grants,
            @Nullable Long expiresMicros,
            boolean signs) {
        requireTenant(caller, tenant);
        requireName(name);
        if (grants.size() > settings.maxGrants()) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "A key has at most [" + settings.maxGrants() + "] permissions on streams.");
        }
        if (directory.counts().getOrDefault(tenant, 0L) >= settings.maxKeys()) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "The tenant has [" + settings.maxKeys() + "] keys already: revoke those that nobody uses.");
        }
        ApiKeyText text = ApiKeyText.generate(random);
        ApiKeyDescriptor made = send(new CreateApiKey(
                ID_PREFIX + ids.next(),
                tenant,
                name,
                role,
                grants,
                text.secret(),
                expiresMicros,
                signs,
                caller.name()));
        return new Shown(made, text);
    }

    /**
     * Gives a key a new text; who manages the server may do so with any tenant's.
     *
     * @param overlapMicros for how long the earlier ones go on being taken
     * @throws TrueNowException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code CATALOG_UNAVAILABLE}
     */
    public Shown rotate(Principal caller, String keyId, long overlapMicros) {
        ApiKeyDescriptor key = known(caller, keyId);
        ApiKeyText text = ApiKeyText.generate(random);
        ApiKeyDescriptor rotated =
                send(new RotateApiKey(key.keyId(), key.tenant(), text.secret(), overlapMicros, caller.name()));
        return new Shown(rotated, text);
    }

    /**
     * Refuses a key from now on; who manages the server may do so with any tenant's.
     *
     * @throws TrueNowException {@code NOT_FOUND}, {@code CATALOG_UNAVAILABLE}
     */
    public void revoke(Principal caller, String keyId) {
        ApiKeyDescriptor key = known(caller, keyId);
        send(new RevokeApiKey(key.keyId(), key.tenant(), caller.name()));
    }

    private ApiKeyDescriptor send(Object command) {
        ApiKeyDescriptor key = commands.send(command, ApiKeyDescriptor.class);
        directory.learn(key);
        return key;
    }

    /**
     * Returns if the caller may look after the keys of a tenant.
     *
     * @throws TrueNowException {@code FORBIDDEN}; {@code NOT_FOUND} without such a tenant
     */
    public void requireTenant(Principal caller, String tenant) {
        if (!tenant.equals(caller.tenant())) {
            caller.requireServer();
            if (tenants.find(tenant) == null) {
                throw new TrueNowException(ErrorCode.NOT_FOUND, "tenant not found", "/tenant", null, null);
            }
        }
    }

    /** A key that the caller looks after; ids are taken with and without their prefix. */
    private ApiKeyDescriptor known(Principal caller, String given) {
        ApiKeyDescriptor key = directory.find(given.startsWith(ID_PREFIX) ? given : ID_PREFIX + given);
        if (key == null || !key.tenant().equals(caller.tenant()) && !caller.managesServer()) {
            throw new TrueNowException(ErrorCode.NOT_FOUND, "API key not found");
        }
        return key;
    }

    private static void requireName(String name) {
        if (name.isBlank()
                || name.length() > MAX_NAME_CHARACTERS
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new TrueNowException(
                    ErrorCode.INVALID_NAME,
                    "The name of a key has 1 to [" + MAX_NAME_CHARACTERS + "] characters without control characters.");
        }
    }
}
