package io.truenow.launcher.assembly;

import io.truenow.admin.port.ApiKeyControl;
import io.truenow.command.access.ApiKeyDescriptor;
import io.truenow.command.access.ApiKeyDirectory;
import io.truenow.command.access.ApiKeys;
import io.truenow.events.access.Grant;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.Names;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.MicroClock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The console's people look after keys by the rules of the routes. */
record ConsoleApiKeys(ApiKeys keys, ApiKeyDirectory directory, MicroClock clock) implements ApiKeyControl {

    private static final int MAX_DAYS = 3_650;

    @Override
    public List<Key> keys(Principal caller, String tenant) {
        caller.require(Permission.READ_API_KEYS);
        return directory.keys(tenant(caller, tenant)).stream().map(this::key).toList();
    }

    @Override
    public Shown create(Principal caller, Draft draft) {
        caller.require(Permission.WRITE_API_KEYS);
        String tenant = tenant(caller, draft.tenant());
        List<Grant> grants =
                draft.scopes().stream().map(scope -> grant(scope, draft.role())).toList();
        return shown(keys.create(
                caller, tenant, draft.name(), draft.role(), grants, expiresMicros(draft.expiresInDays()), false));
    }

    @Override
    public Shown rotate(Principal caller, String id, long overlapSeconds) {
        caller.require(Permission.WRITE_API_KEYS);
        return shown(keys.rotate(caller, id, TimeUnit.SECONDS.toMicros(overlapSeconds)));
    }

    @Override
    public void revoke(Principal caller, String id) {
        caller.require(Permission.WRITE_API_KEYS);
        keys.revoke(caller, id);
    }

    private String tenant(Principal caller, String named) {
        String tenant = named.isEmpty() ? caller.tenant() : named;
        keys.requireTenant(caller, tenant);
        return tenant;
    }

    /** A namespace, or a table as {@code namespace.table}; with the actions that are usual for the role. */
    private static Grant grant(String scope, Role role) {
        int dot = scope.indexOf('.');
        String namespace = dot < 0 ? scope : scope.substring(0, dot);
        String table = dot < 0 ? Grant.ANY : scope.substring(dot + 1);
        if (!isName(namespace) || !isName(table)) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "[" + scope + "] is no namespace and no table.",
                    null,
                    "Write shop for a namespace, or shop.orders for a table.",
                    null);
        }
        return new Grant(namespace, table, usual(role));
    }

    private static boolean isName(String name) {
        return name.equals(Grant.ANY) || Names.isLegal(name);
    }

    private static Set<Grant.Action> usual(Role role) {
        return switch (role) {
            case READER -> EnumSet.of(Grant.Action.READ);
            case WRITER -> EnumSet.of(Grant.Action.READ, Grant.Action.WRITE);
            default -> EnumSet.allOf(Grant.Action.class);
        };
    }

    private @Nullable Long expiresMicros(@Nullable Integer days) {
        if (days == null) {
            return null;
        }
        if (days < 1 || days > MAX_DAYS) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE, "A key expires after 1 to [" + MAX_DAYS + "] days, or never.");
        }
        return clock.nowMicros() + TimeUnit.DAYS.toMicros(days);
    }

    private Shown shown(ApiKeys.Shown made) {
        return new Shown(key(made.key()), made.text().reveal());
    }

    private Key key(ApiKeyDescriptor key) {
        return new Key(
                key.keyId(),
                key.tenant(),
                key.name(),
                key.role(),
                key.grants(),
                key.secrets().getLast().secret().toString(),
                key.createdBy(),
                key.createdMicros(),
                key.expiresMicros(),
                directory.lastUsedMicros(key.keyId()));
    }
}
