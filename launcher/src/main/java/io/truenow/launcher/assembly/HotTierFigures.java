package io.truenow.launcher.assembly;

import io.truenow.command.port.StreamFigures;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.HotTier;
import io.truenow.hottier.read.TableInfo;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a stream, from the hot tier. Who may ask for them is settled before. Thread-safe.
 *
 * @param applied whether the log was applied for the first time
 * @param stopped why a part of a table has stopped, by its id; null if none has
 */
record HotTierFigures(HotTier hotTier, BooleanSupplier applied, Function<UUID, @Nullable String> stopped)
        implements StreamFigures {

    @Override
    public Optional<Figures> of(TableDescriptor table) {
        if (!applied.getAsBoolean()) {
            throw new TrueNowException(ErrorCode.NOT_READY, "The log is being applied.");
        }
        boolean halted = stopped.apply(table.tableId()) != null;
        Principal server = new Principal(table.ref().tenant(), "truenow", Role.ADMIN);
        Optional<TableInfo> known = hotTier.table(server, table.tableId());
        if (known.isPresent()) {
            return known.map(info -> figures(info, halted));
        }
        // Nothing of it was ever applied: it has no event, unless they were forgotten or not reached.
        return halted || table.state().isGoing() ? Optional.empty() : Optional.of(Figures.NOTHING);
    }

    private static Figures figures(TableInfo info, boolean halted) {
        return new Figures(
                info.logged(),
                info.stored(),
                info.duplicates(),
                info.conflicting(),
                info.late(),
                info.residentRows(),
                info.residentBytes(),
                info.dedupBytes(),
                info.segments(),
                new Times(
                        unless(Long.MAX_VALUE, info.minTimeMicros()),
                        unless(Long.MIN_VALUE, info.maxTimeMicros()),
                        unless(Long.MIN_VALUE, info.watermarkMicros()),
                        unless(Long.MIN_VALUE, info.incompleteBeforeMicros())),
                halted || !info.stopped().isEmpty());
    }

    private static @Nullable Long unless(long unknown, long micros) {
        return micros == unknown ? null : micros;
    }
}
