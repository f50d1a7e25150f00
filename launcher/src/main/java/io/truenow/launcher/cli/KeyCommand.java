package io.truenow.launcher.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code truenow key}: API keys of the server here. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Makes, lists, rotates and revokes API keys.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  truenow key create producer --role writer --table shop.orders --expires-days 90",
            "  truenow key rotate key_… --overlap-seconds 3600"
        })
public final class KeyCommand implements Runnable {

    private static final String KEYS = "/api/v1/api-keys";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See truenow key --help.");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Makes a key and prints its text, once. */
    @Command(name = "create", mixinStandardHelpOptions = true, description = "Makes a key and shows it, once.")
    int create(
            @Mixin Place place,
            @Parameters(paramLabel = "NAME", description = "What it is for.") String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            required = true,
                            description = "reader, writer, schema_admin, operator or admin.")
                    String role,
            @Option(
                            names = "--table",
                            paramLabel = "NAMESPACE[.TABLE]",
                            description = "Only this table, or all of a namespace; may be given again.")
                    @Nullable
                    List<String> tables,
            @Option(names = "--expires-days", paramLabel = "N", description = "Refused after so many days.") @Nullable
                    Integer days,
            @Option(names = "--signed", description = "Its requests are signed; its text is sent to nobody.")
                    boolean signed,
            @Option(names = "--tenant", paramLabel = "TENANT", description = "Whose it is, if not the caller's.")
                    @Nullable
                    String tenant) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("role", role);
        if (days != null) {
            body.put("expires_in_days", days);
        }
        if (signed) {
            body.put("signed_requests", true);
        }
        if (tenant != null) {
            body.put("tenant", tenant);
        }
        if (tables != null) {
            body.put(
                    "stream_permissions",
                    tables.stream().map(KeyCommand::permission).toList());
        }
        shown(new ControlClient(place).call("POST", KEYS, body));
        return ExitCode.OK;
    }

    private static Map<String, Object> permission(String table) {
        Map<String, Object> permission = new LinkedHashMap<>();
        int dot = table.indexOf('.');
        permission.put("namespace", dot < 0 ? table : table.substring(0, dot));
        if (dot >= 0) {
            permission.put("table", table.substring(dot + 1));
        }
        return permission;
    }

    /** Lists the keys. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the keys, newest first.")
    int list(
            @Mixin Place place,
            @Option(names = "--tenant", paramLabel = "TENANT", description = "Whose, if not the caller's.") @Nullable
                    String tenant) {
        String path = tenant == null ? KEYS : KEYS + "?tenant=" + ControlClient.encoded(tenant);
        TextTable table = new TextTable("id", "name", "role", "begins with", "tables", "expires", "last used");
        for (JsonNode key : new ControlClient(place).call("GET", path, null).path("api_keys")) {
            table.row(
                    text(key, "key_id"),
                    text(key, "name"),
                    text(key, "role"),
                    text(key, "prefix"),
                    tables(key.path("stream_permissions")),
                    text(key, "expires_at"),
                    text(key, "last_used_at"));
        }
        table.print(out());
        return ExitCode.OK;
    }

    private static String text(JsonNode key, String field) {
        return key.path(field).asString("–");
    }

    private static String tables(JsonNode permissions) {
        List<String> names = new ArrayList<>();
        for (JsonNode one : permissions) {
            names.add(text(one, "namespace") + "." + text(one, "table"));
        }
        return names.isEmpty() ? "all" : String.join(" ", names);
    }

    /** Gives a key a new text and prints it, once. */
    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Gives a key a new text and shows it, once.")
    int rotate(
            @Mixin Place place,
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--overlap-seconds",
                            paramLabel = "N",
                            defaultValue = "86400",
                            description = "How long the earlier text is taken (default: ${DEFAULT-VALUE}).")
                    long overlap) {
        shown(new ControlClient(place)
                .call("POST", KEYS + "/" + ControlClient.encoded(id) + "/rotate", Map.of("overlap_seconds", overlap)));
        return ExitCode.OK;
    }

    /** Refuses a key from now on. */
    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Refuses a key from now on.")
    int revoke(@Mixin Place place, @Parameters(paramLabel = "ID") String id) {
        new ControlClient(place).call("DELETE", KEYS + "/" + ControlClient.encoded(id), null);
        out().println("revoked " + id);
        return ExitCode.OK;
    }

    /** The text alone goes to the standard output, so that a script can take it. */
    private void shown(JsonNode key) {
        spec.commandLine()
                .getErr()
                .println(text(key, "key_id") + ", role " + text(key, "role") + ". The key is shown this once:");
        out().println(text(key, "api_key"));
    }
}
