package io.truenow.launcher.cli;

import io.truenow.events.access.Principal;
import io.truenow.events.ingest.Placement;
import io.truenow.infra.bus.LogSettings;
import io.truenow.infra.embedded.DataFolder;
import io.truenow.infra.embedded.RunState;
import io.truenow.infra.server.LogConnection;
import io.truenow.launcher.role.Role;
import io.truenow.launcher.settings.LaunchSettings;
import io.truenow.truth.verify.BrokerLog;
import io.truenow.truth.verify.JdbcServed;
import io.truenow.truth.verify.ReportForms;
import io.truenow.truth.verify.ServedException;
import io.truenow.truth.verify.TableName;
import io.truenow.truth.verify.Verifier;
import io.truenow.truth.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code truenow verify}: folds the log of a running server by other code and compares what it serves. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Reads the log of a running server again and compares it with what the server serves.",
        footer = {
            "",
            "Exit codes: 0 equal, 1 something differs or the log is damaged, 2 something could not be verified.",
            "A server at rest is verified at one look; a table that takes events is looked at up to five times."
        })
public final class VerifyCommand implements Callable<Integer> {

    private static final int NOT_VERIFIED = 2;
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Mixin
    private final Place place = new Place();

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            defaultValue = Principal.DEFAULT_TENANT,
            description = "Whose tables; the credential has to be of this tenant (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String tenant;

    @Option(names = "--table", paramLabel = "NS.TABLE", description = "Only this table (default: all).")
    private @Nullable String table;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes the report as JSON, too; - for standard output instead of text.")
    private @Nullable String json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TableName only = table == null ? null : tableName(table);
        Optional<RunState> running = RunState.read(new DataFolder(place.dataDir()))
                .filter(state -> state.process().isPresent());
        int sql = running.map(state -> state.ports().get(Role.SQL.title())).orElse(place.port(Role.SQL));
        LogConnection broker = log(running.map(RunState::log).orElse(null));
        VerifyReport report;
        try (JdbcServed served =
                        new JdbcServed(place.url(sql), place.caller(sql).login());
                BrokerLog log = new BrokerLog(
                        broker.bootstrapServers(),
                        broker.security(),
                        LogSettings.DEFAULT_TOPIC,
                        Placement.PARTITIONS)) {
            served.audit();
            report = new Verifier(log, served, tenant, only, VerifyCommand::pause).run();
        } catch (ServedException e) {
            throw new CliException(
                    NOT_VERIFIED, "not verified: the server at port " + sql + " says: " + e.getMessage());
        } catch (KafkaException e) {
            throw new CliException(
                    NOT_VERIFIED,
                    "not verified: the log cannot be read at " + broker.bootstrapServers() + ": " + e.getMessage());
        }
        print(report);
        return report.exitCode();
    }

    private TableName tableName(String text) {
        try {
            return TableName.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    /** Where the server of the data folder wrote down that its log is; else where the settings say. */
    private LogConnection log(RunState.@Nullable LogPlace written) {
        Map<String, String> variables = new HashMap<>();
        if (written != null) {
            variables.put("KAFKA_BROKERS", written.brokers());
            variables.put(
                    "KAFKA_CLIENT_PROPERTIES", written.clientProperties() == null ? "" : written.clientProperties());
        }
        LaunchSettings settings = Place.settings(place.sources().withEnvironment(variables), List.of());
        LogConnection elsewhere = settings.parts().log();
        return elsewhere != null
                ? elsewhere
                : LogConnection.plain("127.0.0.1:" + settings.embedded().kafkaPort());
    }

    private static void pause(int look) {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(VerifyReport report) throws IOException {
        var out = spec.commandLine().getOut();
        if ("-".equals(json)) {
            out.println(ReportForms.json(report));
        } else {
            out.print(ReportForms.text(report));
            if (json != null) {
                Files.writeString(Path.of(json), ReportForms.json(report) + "\n");
            }
        }
        out.flush();
    }
}
