package io.truenow.infra.access;

import io.truenow.events.access.ApiKeyText;
import io.truenow.events.access.Authentication;
import io.truenow.events.access.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Says who calls, of what a caller presents. A server that demands no credential takes a caller without one for {@link Principal#LOCAL} (ruling 6);
 * a presented credential is always checked. Thread-safe, and quick: asked for every request.
 */
public final class Callers {

    /** Said to who presents nothing. */
    static final String MISSING = "missing Authorization header";

    private static final int MAX_ID = 64;
    private static final Authentication NOBODY = new Authentication.Granted(Principal.LOCAL);
    private static final Authentication UNKNOWN = new Authentication.Denied(MISSING);
    private static final Authentication UNSUPPORTED = new Authentication.Denied("unsupported authorization scheme");

    private final Credentials credentials;
    private final GuessLimit guesses;
    private final boolean demanded;
    private final @Nullable LocalSecret secret;
    private final SignedRequests signed;

    private Callers(
            Credentials credentials,
            GuessLimit guesses,
            SignedRequests signed,
            boolean demanded,
            @Nullable LocalSecret secret) {
        this.signed = signed;
        this.credentials = credentials;
        this.guesses = guesses;
        this.demanded = demanded;
        this.secret = secret;
    }

    /** Callers of a server that takes those without a credential for its administrator. */
    public static Callers open(Credentials credentials, GuessLimit guesses, SignedRequests signed) {
        return new Callers(credentials, guesses, signed, false, null);
    }

    /**
     * Callers of a server that demands a credential of everybody.
     *
     * @param secret what this machine's own commands present
     */
    public static Callers demanding(
            Credentials credentials, GuessLimit guesses, SignedRequests signed, LocalSecret secret) {
        return new Callers(credentials, guesses, signed, true, secret);
    }

    /** Whether a caller without a credential is refused. */
    public boolean demanded() {
        return demanded;
    }

    /** Who sends a request that presents something. */
    Authentication of(PresentedCredential presented, HttpServletRequest http) {
        return switch (presented) {
            case PresentedCredential.None none -> demanded ? UNKNOWN : NOBODY;
            case PresentedCredential.ApiKey key ->
                isSecret(key.text(), http)
                        ? new Authentication.Granted(Principal.LOCAL)
                        : apiKey(key.text(), http.getRemoteAddr());
            case PresentedCredential.Jwt jwt -> jwt(jwt.text());
            case PresentedCredential.Signed body -> UNSUPPORTED;
            case PresentedCredential.Unsupported unsupported -> UNSUPPORTED;
        };
    }

    /**
     * Whose a key is; a wrong one counts as a guess.
     *
     * @param address of who presents it
     */
    public Authentication apiKey(String text, String address) {
        GuessLimit.Caller caller = new GuessLimit.Caller(
                address, ApiKeyText.parse(text).map(ApiKeyText::handle).orElse(""));
        int seconds = guesses.secondsToWait(caller);
        if (seconds > 0) {
            return new Authentication.Limited(seconds);
        }
        Authentication result = credentials.apiKey(text);
        if (result instanceof Authentication.Denied) {
            guesses.failed(caller);
        }
        return result;
    }

    /** What is wrong with a signed request before its body is read; null if nothing is yet. */
    @Nullable
    Authentication early(PresentedCredential.Signed presented, HttpServletRequest http) {
        int seconds = guesses.secondsToWait(guesser(presented, http));
        return seconds > 0 ? new Authentication.Limited(seconds) : signed.early(presented);
    }

    /** Reads the body of a signed request. */
    SignedBody read(HttpServletRequest http) throws IOException, UnsignableException {
        return signed.read(http);
    }

    /** Whose a signed request is; a wrong signature counts as a guess. */
    Authentication of(PresentedCredential.Signed presented, SignedBody body) {
        Authentication result = signed.of(presented, body, body.sha256(), credentials);
        if (result instanceof Authentication.Denied) {
            guesses.failed(guesser(presented, body));
        }
        return result;
    }

    private static GuessLimit.Caller guesser(PresentedCredential.Signed presented, HttpServletRequest http) {
        String id = presented.keyId();
        return new GuessLimit.Caller(http.getRemoteAddr(), id.length() > MAX_ID ? "" : id);
    }

    /** Whose a JWT is. A wrong one is counted, but nobody waits for it: what is signed cannot be guessed, and behind one address are many callers. */
    private Authentication jwt(String text) {
        Authentication result = credentials.jwt(text);
        if (result instanceof Authentication.Denied) {
            guesses.refusedOther();
        }
        return result;
    }

    /**
     * Whose a text is that a person presents: a key or a JWT, by how it looks.
     *
     * @param address of who presents it
     */
    public Authentication typed(String text, String address) {
        return PresentedCredential.ofForm(text) instanceof PresentedCredential.Jwt jwt
                ? jwt(jwt.text())
                : apiKey(text, address);
    }

    /** Whose a key or JWT is that was right before; no guess. */
    public Authentication again(String text) {
        return PresentedCredential.ofForm(text) instanceof PresentedCredential.Jwt jwt
                ? credentials.jwt(jwt.text())
                : credentials.apiKey(text);
    }

    private boolean isSecret(String text, HttpServletRequest http) {
        return secret != null && isThisMachine(http) && secret.matches(text);
    }

    /** A machine that calls itself does it over loopback, or over one address at both ends. */
    private static boolean isThisMachine(HttpServletRequest http) {
        try {
            return http.getRemoteAddr().equals(http.getLocalAddr())
                    || InetAddress.ofLiteral(http.getRemoteAddr()).isLoopbackAddress();
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
