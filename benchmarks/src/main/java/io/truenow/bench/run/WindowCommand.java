package io.truenow.bench.run;

import io.truenow.bench.append.IdWindow;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.infra.files.LocalDisk;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code truenow bench window}: a day of event ids in virtual time. */
@Command(
        name = "window",
        mixinStandardHelpOptions = true,
        description =
                "Puts a day of event ids through the duplicate store, with repeats of a second, an hour, a day less a minute "
                        + "and a day before, and checks what it says of each.")
public final class WindowCommand implements Callable<Integer> {

    @Option(
            names = "--ids",
            defaultValue = "100000000",
            description = "New ids of the day (default: ${DEFAULT-VALUE}).")
    private long ids;

    @Option(names = "--uuids", description = "Random UUIDs as ids instead of a letter and a number.")
    private boolean uuids;

    @Option(names = "--folder", description = "Where files are made; they stay (default: a temporary one, which goes).")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path place = folder == null ? Files.createTempDirectory("truenow-window-") : folder;
        try {
            IdWindow.Outcome outcome = new IdWindow(new LocalDisk(place), ids, uuids, DedupLimits.DEFAULT).run();
            PrintWriter out = spec.commandLine().getOut();
            out.printf(Locale.ROOT, "new ids            %,d%n", outcome.ids());
            out.printf(Locale.ROOT, "duplicates         %,d%n", outcome.repeated());
            out.printf(Locale.ROOT, "conflicting        %,d%n", outcome.conflicting());
            out.printf(Locale.ROOT, "expired and taken  %,d%n", outcome.expired());
            out.printf(Locale.ROOT, "ns an event        %.0f%n", outcome.inStoreNanos());
            out.printf(Locale.ROOT, "heap of the store  %,d bytes%n", outcome.heapBytes());
            out.printf(Locale.ROOT, "its files          %,d bytes%n", outcome.fileBytes());
            out.println("Each row was told as the times say.");
            out.flush();
            return 0;
        } finally {
            if (folder == null) {
                BenchCommand.delete(place);
            }
        }
    }
}
