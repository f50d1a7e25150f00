package io.truenow.admin;

import io.truenow.admin.port.ApiKeyControl;
import io.truenow.events.access.Grant;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** In-memory double of the keys of two tenants, with the permissions of the real one. */
final class FakeKeys implements ApiKeyControl {

    private static final long CREATED = 1_790_000_000_000_000L;

    private final List<Key> keys = new ArrayList<>();

    FakeKeys(boolean empty) {
        if (!empty) {
            keys.add(new Key(
                    "key_1",
                    "default",
                    "producer-service",
                    Role.WRITER,
                    List.of(new Grant("shop", "orders", EnumSet.of(Grant.Action.READ, Grant.Action.WRITE))),
                    "ttd_live_4fZk…",
                    "local",
                    CREATED,
                    CREATED + 7_776_000_000_000L,
                    CREATED + 60_000_000L));
            keys.add(new Key(
                    "key_2",
                    "default",
                    "dashboard",
                    Role.READER,
                    List.of(),
                    "ttd_live_9qLm…",
                    "local",
                    CREATED,
                    null,
                    null));
            keys.add(new Key(
                    "key_3",
                    "other",
                    "of another tenant",
                    Role.ADMIN,
                    List.of(),
                    "ttd_live_0aBc…",
                    "x",
                    CREATED,
                    null,
                    null));
        }
    }

    @Override
    public synchronized List<Key> keys(Principal caller, String tenant) {
        caller.require(Permission.READ_API_KEYS);
        String whose = tenant.isEmpty() ? caller.tenant() : tenant;
        if (!whose.equals(caller.tenant())) {
            caller.requireServer();
        }
        return keys.stream().filter(key -> key.tenant().equals(whose)).toList();
    }

    @Override
    public synchronized Shown create(Principal caller, Draft draft) {
        caller.require(Permission.WRITE_API_KEYS);
        if (draft.name().isEmpty()) {
            throw new TrueNowException(ErrorCode.INVALID_NAME, "A key has a name.");
        }
        Key made = new Key(
                "key_9",
                caller.tenant(),
                draft.name(),
                draft.role(),
                List.of(),
                "ttd_live_new…",
                caller.name(),
                CREATED,
                null,
                null);
        keys.addFirst(made);
        return new Shown(made, "ttd_live_new-text");
    }

    @Override
    public synchronized Shown rotate(Principal caller, String id, long overlapSeconds) {
        caller.require(Permission.WRITE_API_KEYS);
        return new Shown(
                keys.stream().filter(key -> key.id().equals(id)).findFirst().orElseThrow(),
                "ttd_live_text-for-" + overlapSeconds);
    }

    @Override
    public synchronized void revoke(Principal caller, String id) {
        caller.require(Permission.WRITE_API_KEYS);
        keys.removeIf(key -> key.id().equals(id));
    }
}
