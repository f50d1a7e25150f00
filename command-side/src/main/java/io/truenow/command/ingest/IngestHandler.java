package io.truenow.command.ingest;

import io.truenow.command.binding.BoundSchema;
import io.truenow.command.binding.BoundSchemas;
import io.truenow.command.catalog.TableDirectory;
import io.truenow.command.port.Admissibility;
import io.truenow.command.port.DataPlaneLog;
import io.truenow.command.port.DataPlaneLog.Append;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.catalog.TableState;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.IngestBatch;
import io.truenow.events.ingest.IngestOutcome;
import io.truenow.events.ingest.IngestRequest;
import io.truenow.events.ingest.LogPosition;
import io.truenow.events.time.MicroClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decision on a batch, in this order: admission, state and policy of the table, validation against its schema, its columns and
 * its retention; then facts, one per log record, and their append. Answers after the log has. Thread-safe.
 */
public final class IngestHandler {

    private static final Logger LOG = LoggerFactory.getLogger("io.truenow.gateway");

    private final TableDirectory directory;
    private final Admissibility admissibility;
    private final DataPlaneLog log;
    private final MicroClock clock;
    private final BoundSchemas schemas;
    private final int maxColumns;
    private final LiveLimits live;

    /** @param maxColumns dimensions and metrics that a table may have */
    public IngestHandler(
            TableDirectory directory,
            Admissibility admissibility,
            DataPlaneLog log,
            MicroClock clock,
            BoundSchemas schemas,
            int maxColumns) {
        this(directory, admissibility, log, clock, schemas, maxColumns, LiveLimits.USUAL);
    }

    /** @param maxColumns dimensions and metrics that a table may have */
    public IngestHandler(
            TableDirectory directory,
            Admissibility admissibility,
            DataPlaneLog log,
            MicroClock clock,
            BoundSchemas schemas,
            int maxColumns,
            LiveLimits live) {
        this.live = live;
        this.directory = directory;
        this.admissibility = admissibility;
        this.log = log;
        this.clock = clock;
        this.schemas = schemas;
        this.maxColumns = maxColumns;
    }

    /**
     * Takes the events of a command.
     *
     * @throws TrueNowException if none of its requests may be taken: what {@link Admissibility} says,
     *     {@code TABLE_NOT_ACTIVE}, {@code NOT_AUTO_CREATED}, {@code CATALOG_UNAVAILABLE}, {@code NOT_READY}
     */
    @CommandHandler
    public IngestOutcome handle(IngestBatch command) {
        return take(command, directory.find(command.table()));
    }

    private IngestOutcome take(IngestBatch command, @Nullable TableDescriptor known) {
        if (known != null) {
            admit(known);
        }
        BoundSchema schema = known == null ? null : schemas.of(known);
        long now = clock.nowMicros();
        List<RequestTally> tallies =
                command.requests().stream().map(RequestTally::new).toList();
        EventScreen screen = new EventScreen(known, settings(known), maxColumns, now);
        for (RequestTally tally : tallies) {
            if (tally.mayWrite(command.table())) {
                tally.hold(schema);
                screen.check(tally);
            } else {
                tally.refuseAll(ErrorCode.FORBIDDEN, "The caller may not write into this table.");
            }
        }
        if (tallies.stream().allMatch(t -> t.acceptedRows() == 0)) {
            return outcome(tallies, known == null ? null : admissibility.watermarkMicros(known.tableId()));
        }
        TableDescriptor table = widened(command, known, screen, tallies);
        if (!Objects.equals(schemaId(known), schemaId(table))) {
            // It was bound while the events were held against something else: by another caller, or in another process.
            return take(command, table);
        }
        if (known == null) {
            admit(table);
        }
        append(
                command.requests(),
                tallies,
                new RecordSplit(table, tallies, now, live.maxRecordEvents().getAsInt()).split());
        return outcome(tallies, admissibility.watermarkMicros(table.tableId()));
    }

    /** The table with the columns that the events need; requests that need new ones are refused alone if it has to stay. */
    private TableDescriptor widened(
            IngestBatch command, @Nullable TableDescriptor known, EventScreen screen, List<RequestTally> tallies) {
        Principal principal = command.requests().getFirst().principal();
        try {
            return directory.ensure(
                    command.table(), directory.autoCreated(), screen.added(), schemaId(known), principal);
        } catch (TrueNowException e) {
            if (known == null) {
                throw e;
            }
            for (RequestTally tally : tallies) {
                if (tally.needsWidening()) {
                    tally.refuseAll(e.code(), String.valueOf(e.getMessage()));
                }
            }
            return known;
        }
    }

    private static @Nullable String schemaId(@Nullable TableDescriptor table) {
        return table == null ? null : table.options().schemaId();
    }

    private TableSettings settings(@Nullable TableDescriptor known) {
        return known == null ? directory.autoCreated() : known.settings();
    }

    private void admit(TableDescriptor table) {
        admissibility.require(table.tableId());
        if (table.state() != TableState.ACTIVE) {
            throw new TrueNowException(
                    ErrorCode.TABLE_NOT_ACTIVE,
                    "The table [" + table.ref().table() + "] takes no events: it is [" + table.state() + "].");
        }
    }

    private void append(List<IngestRequest> requests, List<RequestTally> tallies, List<RecordDraft> drafts) {
        if (drafts.isEmpty() || refusesAtomic(requests, tallies, drafts)) {
            return;
        }
        List<EventBatchAccepted> facts = drafts.stream().map(RecordDraft::fact).toList();
        List<Append> appends = appended(facts);
        for (int i = 0; i < drafts.size(); i++) {
            // An answer that is too short says nothing of the rest.
            Append append = i < appends.size() ? appends.get(i) : new Append.Unknown("The log gave no answer.");
            note(drafts.get(i), append, tallies);
        }
    }

    /** The log's answers; if it breaks off, nobody knows what it took. */
    private List<Append> appended(List<EventBatchAccepted> facts) {
        try {
            return log.append(facts);
        } catch (RuntimeException e) {
            LOG.warn("The log broke off an append of {} records.", facts.size(), e);
            return List.of();
        }
    }

    /** A request that takes all or nothing comes alone in its command. */
    private static boolean refusesAtomic(
            List<IngestRequest> requests, List<RequestTally> tallies, List<RecordDraft> drafts) {
        if (!requests.getFirst().atomic()) {
            return false;
        }
        RequestTally tally = tallies.getFirst();
        if (tally.hasRefusals()) {
            tally.refuseAll(ErrorCode.INVALID_EVENT, "An event was refused, so none is taken.");
            return true;
        }
        if (drafts.size() > 1) {
            tally.refuseAll(
                    ErrorCode.ATOMIC_TOO_LARGE,
                    "The events take [" + drafts.size() + "] log records; all or nothing holds for one.");
            return true;
        }
        return false;
    }

    private static void note(RecordDraft draft, Append append, List<RequestTally> tallies) {
        ShardRows rows = draft.rows();
        for (int i = draft.from(); i < draft.to(); i++) {
            RequestTally tally = tallies.get(rows.request(i));
            boolean first = i == draft.from() || rows.request(i) != rows.request(i - 1);
            switch (append) {
                case Append.Durable durable -> {
                    tally.durable(rows.row(i));
                    if (first) {
                        tally.position(new LogPosition(durable.partition(), durable.offset(), i - draft.from()));
                    }
                }
                case Append.Refused refused -> tally.failed(ErrorCode.LOG_UNAVAILABLE, refused.reason());
                case Append.Unknown unknown -> tally.failed(ErrorCode.UNKNOWN_OUTCOME, unknown.reason());
                case Append.NotTried() ->
                    tally.failed(ErrorCode.LOG_UNAVAILABLE, "The log failed before these events were sent.");
            }
        }
    }

    private static IngestOutcome outcome(List<RequestTally> tallies, @Nullable Long watermarkMicros) {
        List<IngestOutcome.RequestOutcome> outcomes = new ArrayList<>(tallies.size());
        for (RequestTally tally : tallies) {
            outcomes.add(tally.outcome(watermarkMicros));
        }
        return new IngestOutcome(outcomes);
    }
}
