package io.truenow.launcher.cli;

import io.truenow.events.time.MicroClock;
import io.truenow.launcher.role.Role;
import io.truenow.launcher.sample.SampleEvent;
import io.truenow.launcher.sample.SampleEvents;
import io.truenow.launcher.sample.SampleServer;
import io.truenow.launcher.sample.SampleTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code truenow populate}: made-up events in several namespaces and tables, over the last hour and of now. */
@Command(
        name = "populate",
        mixinStandardHelpOptions = true,
        description = "Sends made-up events in four namespaces: most over the last hour, up to 50 of now.",
        footer = {
            "",
            "Seed, count and the moment of the first run make the events; a further run with the same ones sends the same events again,",
            "which changes nothing. truenow query-check asks for them."
        })
public final class PopulateCommand implements Callable<Integer> {

    @Mixin
    private final Place place = new Place();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Which events (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1050",
            description = "How many events, 21 to 100000 (default: ${DEFAULT-VALUE}).")
    private int count = SampleEvents.DOCUMENTED;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        requireCount(count);
        try (SampleServer server = SampleServer.at(place.door(Role.GATEWAY), place.door(Role.QUERY))) {
            OptionalLong earlier = server.baseMicros(seed, count);
            if (earlier.isPresent()) {
                out.println("The seed " + seed + " was sent before; its events are sent again, which changes nothing.");
            }
            SampleEvents events = SampleEvents.of(
                    seed, earlier.orElseGet(() -> MicroClock.system().nowMicros()), count);
            int sent = 0;
            int accepted = 0;
            for (SampleTable table : SampleTable.ALL) {
                List<SampleEvent> own = events.of(table);
                int taken = server.send(table, own);
                out.printf(Locale.ROOT, "  %-24s %5d events%n", table.name(), taken);
                sent += own.size();
                accepted += taken;
            }
            out.printf(
                    Locale.ROOT,
                    "%,d events sent, %,d accepted, %s = %s%n",
                    sent,
                    accepted,
                    SampleEvents.SOURCE,
                    events.source());
            out.flush();
            return accepted == sent ? ExitCode.OK : ExitCode.PARTIAL;
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNAVAILABLE,
                    "the events were not sent: " + (e.getMessage() == null ? "no server answers" : e.getMessage())
                            + "; is the server up? (truenow up)");
        }
    }

    /** Refuses a number of events that cannot be. */
    static void requireCount(int count) {
        if (count < SampleEvents.FEWEST || count > SampleEvents.MOST) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--count is from " + SampleEvents.FEWEST + " to " + SampleEvents.MOST + ", not " + count + ".");
        }
    }
}
