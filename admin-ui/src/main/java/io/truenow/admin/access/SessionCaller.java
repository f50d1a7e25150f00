package io.truenow.admin.access;

import io.truenow.admin.port.ConsoleAccess;
import io.truenow.admin.port.Refusal;
import io.truenow.admin.port.Told;
import io.truenow.events.access.Authentication;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.RequestOrigin;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For whom a screen asks the control plane: the owner of the key that its session logged in with, looked at again at each question, so that a key
 * that was revoked changes nothing any more. Where nobody has to log in, the local administrator. Thread-safe.
 */
public final class SessionCaller {

    private static final Logger LOG = LoggerFactory.getLogger(SessionCaller.class);

    private final ConsoleAccess access;
    private final @Nullable String key;
    private final @Nullable String address;

    /**
     * The caller of one screen.
     *
     * @param key that its session logged in with; null without a login
     * @param address of the person's machine, for the record of who changed what; null if it is not known
     */
    public SessionCaller(ConsoleAccess access, @Nullable String key, @Nullable String address) {
        this.access = access;
        this.key = key;
        this.address = address;
    }

    /**
     * Who that is now.
     *
     * @throws TrueNowException {@code UNAUTHENTICATED} if the key is not taken any more, {@code NOT_READY} while keys are not known
     */
    public Principal principal() {
        if (key == null && !access.demanded()) {
            return Principal.LOCAL;
        }
        return switch (key == null ? new Authentication.Denied("nobody") : access.again(key)) {
            case Authentication.Granted granted -> granted.principal();
            case Authentication.NotReady notReady ->
                throw new TrueNowException(ErrorCode.NOT_READY, "The server does not know all keys yet. Try again.");
            default ->
                throw new TrueNowException(
                        ErrorCode.UNAUTHENTICATED, "The key of this session is not taken any more. Log in again.");
        };
    }

    /** Asks something in the caller's name; never throws. */
    public <T> Told<T> ask(Function<Principal, T> what) {
        RequestOrigin origin = address == null ? null : RequestOrigin.open(address);
        try {
            return new Told.Answer<>(what.apply(principal()));
        } catch (RuntimeException e) {
            if (!(e instanceof TrueNowException)) {
                LOG.warn("A question of the console failed.", e);
            }
            return new Told.Refused<>(Refusal.of(e));
        } finally {
            if (origin != null) {
                origin.close();
            }
        }
    }

    /** Whether something holds for the caller; not if it is unknown who that is. Only for what is shown: the control plane decides itself. */
    public boolean is(Predicate<Principal> what) {
        return ask(what::test) instanceof Told.Answer<Boolean> answer && answer.value();
    }

    /** Whether the caller's role has a permission, as {@link #is}. */
    public boolean may(Permission permission) {
        return is(principal -> principal.may(permission));
    }
}
