package io.truenow.launcher.settings;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may reach the server. One that other machines can reach demands credentials, or somebody says in as many words that everyone may do
 * everything; else it does not start.
 *
 * @param bindAddress {@code TRUENOW_BIND}: address of the roles' ports; the embedded servers stay on loopback
 * @param allowedHosts {@code TRUENOW_ALLOWED_HOSTS}: names beyond those of loopback that a request's {@code Host} may carry, in lower case
 * @param demanded {@code TRUENOW_REQUIRE_CREDENTIALS}: whether a caller without a credential is refused
 * @param signaturesRemembered {@code TRUENOW_SIGNATURES_REMEMBERED}: most signatures that are remembered, so that none is taken twice
 */
public record AccessSettings(String bindAddress, Set<String> allowedHosts, boolean demanded, int signaturesRemembered) {

    /** The value of {@code TRUENOW_OPEN_ACCESS} that opens the server. */
    public static final String OPEN = "anyone-may-read-and-write";

    private static final String LOOPBACK = "127.0.0.1";
    private static final String EVERYWHERE = "0.0.0.0";
    private static final int MAX_HOSTS = 64;
    private static final int USUAL_SIGNATURES = 262_144;
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}]");

    static final Setting<String> BIND = Setting.of(
            "TRUENOW_BIND",
            "access.bind",
            new SettingType<>(
                    "127.0.0.1 (this machine only), 0.0.0.0 (every address of it) or one of its addresses",
                    AccessSettings::address),
            LOOPBACK,
            "address of the roles' ports: `127.0.0.1`, `0.0.0.0` for every address, or one of the machine's; all but the first need"
                    + " `TRUENOW_REQUIRE_CREDENTIALS=true`");
    static final Setting<Boolean> REQUIRE = Setting.of(
            "TRUENOW_REQUIRE_CREDENTIALS",
            "access.require_credentials",
            SettingType.flag(),
            "false",
            "`true`: a caller without a credential is refused on every port, but for `/health`, `/health/live`, `/health/ready` and"
                    + " `/metrics`; the console asks for a key");
    static final Setting<String> OPEN_ACCESS = Setting.of(
            "TRUENOW_OPEN_ACCESS",
            "access.open",
            SettingType.oneOf(List.of("no", OPEN)),
            "no",
            "`" + OPEN
                    + "`: a server on `0.0.0.0` starts without demanding credentials; nothing where they are demanded");
    static final Setting<String> API_KEY = Setting.<String>unset(
                    "TRUENOW_API_KEY",
                    null,
                    SettingType.text("an API key"),
                    "what the commands present to the server, instead of the local secret in the data folder; the server does not read it")
            .asSecret();
    static final Setting<Set<String>> ALLOWED_HOSTS = Setting.unset(
            "TRUENOW_ALLOWED_HOSTS",
            "access.allowed_hosts",
            SettingType.words("host names without ports, with commas between", HOST, MAX_HOSTS),
            "names, with commas between, that a request's `Host` may carry beside `localhost`, `127.0.0.1` and `[::1]`; others are"
                    + " refused with 403");

    static final Setting<Integer> SIGNATURES = Setting.of(
            "TRUENOW_SIGNATURES_REMEMBERED",
            "access.signatures_remembered",
            SettingType.whole(1, 10_000_000, "signatures"),
            Integer.toString(USUAL_SIGNATURES),
            "most signatures of signed requests that are remembered, for five to eleven minutes each, so that none is taken twice; beyond"
                    + " it signed requests are refused with 429. Each takes some 80 bytes of memory");

    static final SettingGroup GROUP =
            new SettingGroup("access", List.of(BIND, REQUIRE, OPEN_ACCESS, ALLOWED_HOSTS, API_KEY, SIGNATURES));

    /** Copies the names. */
    public AccessSettings {
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** Whether callers of other machines can come, and need no credential. */
    public boolean open() {
        return !demanded && !bindAddress.equals(LOOPBACK);
    }

    /** Address at which this machine reaches the roles' ports, as it stands in a URL. */
    public String localHost() {
        InetAddress bound = InetAddress.ofLiteral(bindAddress);
        if (bound.isAnyLocalAddress()) {
            return LOOPBACK;
        }
        return bound instanceof Inet6Address ? "[" + bindAddress + "]" : bindAddress;
    }

    private static String address(String text) {
        return text.equals("localhost") ? LOOPBACK : InetAddress.ofLiteral(text).getHostAddress();
    }

    static AccessSettings read(SettingValues values) {
        String bind = values.get(BIND);
        boolean demanded = values.get(REQUIRE);
        boolean opened = bind.equals(EVERYWHERE) && values.get(OPEN_ACCESS).equals(OPEN);
        if (!bind.equals(LOOPBACK) && !demanded && !opened) {
            values.problem("TRUENOW_BIND=[" + bind
                    + "] opens the server to other machines, which needs credentials: set TRUENOW_REQUIRE_CREDENTIALS=true;"
                    + " where everyone who can reach it may read and write everything, set TRUENOW_BIND=" + EVERYWHERE
                    + " and TRUENOW_OPEN_ACCESS=" + OPEN + ".");
        }
        return new AccessSettings(bind, values.find(ALLOWED_HOSTS).orElse(Set.of()), demanded, values.get(SIGNATURES));
    }
}
