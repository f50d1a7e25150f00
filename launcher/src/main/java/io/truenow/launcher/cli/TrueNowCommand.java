package io.truenow.launcher.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code truenow}. */
@Command(
        name = "truenow",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        header = "Real-time analytics on events you can trust.",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "Examples:",
            "  truenow up                        run everything here, in the foreground",
            "  truenow ingest events.ndjson.gz   send a file of events",
            "  truenow sql \"SELECT COUNT(*) FROM production.events\"",
            "  truenow verify                    hold what is served against the log",
            ""
        },
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            LogsCommand.class,
            IngestCommand.class,
            SqlCommand.class,
            TailCommand.class,
            SimulateCommand.class,
            TortureCommand.class,
            PartCommand.class,
            VerifyCommand.class,
            ConfigCommand.class,
            KeyCommand.class,
            TenantCommand.class,
            LimitsCommand.class,
            ProcessorCommand.class,
            AuditCommand.class,
            PopulateCommand.class,
            QueryCheckCommand.class,
            CompletionCommand.class,
            RehearseCommand.class,
            RehearseClientCommand.class,
            VersionCommand.class
        },
        footer = {"", "Also, from the source tree: truenow build, truenow test [--require-all], truenow bench."})
public final class TrueNowCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See truenow --help.");
    }

    /** The command line, ready to execute. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new TrueNowCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExitCodeExceptionMapper(TrueNowCommand::exitCode);
        line.setExecutionExceptionHandler(sentences());
        return line;
    }

    private static int exitCode(Throwable failure) {
        return switch (failure) {
            case CliException known -> known.exitCode();
            case ParameterException wrongLine -> ExitCode.USAGE;
            default -> ExitCode.FAILURE;
        };
    }

    private static IExecutionExceptionHandler sentences() {
        return (failure, line, parsed) -> {
            PrintWriter err = line.getErr();
            err.println("truenow: " + (failure.getMessage() == null ? failure.toString() : failure.getMessage()));
            if (!(failure instanceof CliException) && Boolean.parseBoolean(System.getenv("DEBUG"))) {
                failure.printStackTrace(err);
            }
            return line.getExitCodeExceptionMapper().getExitCode(failure);
        };
    }
}
