package io.truenow.command.access;

import io.truenow.command.control.ControlCommands;
import io.truenow.command.control.IdSource;
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
            CommandGateway gateway,
            ApiKeySettings settings,
            IdSource ids,
            Consumer<byte[]> random,
            ExecutorService threads) {
        this.directory = directory;
        this.commands = new ControlCommands(gateway, settings.control(), threads);
        this.settings = settings;
        this.ids = ids;
        this.random = random;
    }

    /** A key with its text, which is never shown again. */
    public record Shown(ApiKeyDescriptor key, ApiKeyText text) {}

    /**
     * Makes a key for the caller's tenant.
     *
     * @param expiresMicros moment from which it is refused; null for never
     * @throws TrueNowException {@code INVALID_NAME}, {@code INVALID_VALUE}, {@code CATALOG_UNAVAILABLE}
     */
    public Shown create(Principal caller, String name, Role role, List<Grant> grants, @Nullable Long expiresMicros) {
        requireName(name);
        if (grants.size() > settings.maxGrants()) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "A key has at most [" + settings.maxGrants() + "] permissions on streams.");
        }
        if (directory.counts().getOrDefault(caller.tenant(), 0L) >= settings.maxKeys()) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "The tenant has [" + settings.maxKeys() + "] keys already: revoke those that nobody uses.");
        }
        ApiKeyText text = ApiKeyText.generate(random);
        ApiKeyDescriptor made = send(new CreateApiKey(
                ID_PREFIX + ids.next(),
                caller.tenant(),
                name,
                role,
                grants,
                text.secret(),
                expiresMicros,
                caller.name()));
        return new Shown(made, text);
    }

    /**
     * Gives a key of the caller's tenant a new text.
     *
     * @param overlapMicros for how long the earlier ones go on being taken
     * @throws TrueNowException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code CATALOG_UNAVAILABLE}
     */
    public Shown rotate(Principal caller, String keyId, long overlapMicros) {
        String id = known(caller, keyId);
        ApiKeyText text = ApiKeyText.generate(random);
        ApiKeyDescriptor rotated =
                send(new RotateApiKey(id, caller.tenant(), text.secret(), overlapMicros, caller.name()));
        return new Shown(rotated, text);
    }

    /**
     * Refuses a key of the caller's tenant from now on.
     *
     * @throws TrueNowException {@code NOT_FOUND}, {@code CATALOG_UNAVAILABLE}
     */
    public void revoke(Principal caller, String keyId) {
        send(new RevokeApiKey(known(caller, keyId), caller.tenant(), caller.name()));
    }

    private ApiKeyDescriptor send(Object command) {
        ApiKeyDescriptor key = commands.send(command, ApiKeyDescriptor.class);
        directory.learn(key);
        return key;
    }

    /** The id of a key of the caller's tenant; ids are taken with and without their prefix. */
    private String known(Principal caller, String given) {
        String id = given.startsWith(ID_PREFIX) ? given : ID_PREFIX + given;
        if (!directory.has(caller.tenant(), id)) {
            throw new TrueNowException(ErrorCode.NOT_FOUND, "API key not found");
        }
        return id;
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
