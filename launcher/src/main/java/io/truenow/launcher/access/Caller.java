package io.truenow.launcher.access;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Who a command is to the server that it calls: the one place where its requests and connections get their credential. Immutable.
 *
 * @param credential an API key or the local secret of a server here; null for a caller without
 */
public record Caller(@Nullable String credential) {

    /** A caller without a credential. */
    public static final Caller UNKNOWN = new Caller(null);

    /** A request to an address. */
    public HttpRequest.Builder request(String url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        return credential == null ? request : request.header("Authorization", "Bearer " + credential);
    }

    /** Properties of a connection through Avatica's driver, which sends them when the server asks. */
    public Properties login() {
        Properties login = new Properties();
        if (credential != null) {
            login.setProperty("authentication", "BASIC");
            login.setProperty("avatica_user", "truenow");
            login.setProperty("avatica_password", credential);
        }
        return login;
    }

    @Override
    public String toString() {
        return credential == null ? "Caller[]" : "Caller[hidden]";
    }
}
