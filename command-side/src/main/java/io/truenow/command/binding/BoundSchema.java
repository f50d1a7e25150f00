package io.truenow.command.binding;

import io.truenow.command.schema.SchemaColumns;
import io.truenow.command.schema.SchemaDefinition;
import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A version of a schema, compiled once to hold events against it. The payload of an event is all of its dimensions and metrics together, without
 * those that are null. A property may stand among either; its column has the type that the schema gives it. Immutable and thread-safe.
 */
public final class BoundSchema {

    private final String title;
    private final List<ColumnSpec> columns;
    private final Set<String> names;
    private final @Nullable PropertyPlan plan;
    private final @Nullable WholePayload payload;

    private BoundSchema(String title, SchemaDefinition definition) {
        this.title = title;
        this.columns = SchemaColumns.of(definition);
        this.names = columns.stream().map(ColumnSpec::name).collect(Collectors.toUnmodifiableSet());
        this.plan = PropertyPlan.of(definition);
        this.payload = plan == null ? WholePayload.compile(definition) : null;
    }

    /**
     * Compiles a definition.
     *
     * @param title how the schema and its version are named to who sends events
     */
    public static BoundSchema compile(String title, SchemaDefinition definition) {
        return new BoundSchema(title, definition);
    }

    /** The columns that the schema gives its tables. */
    public List<ColumnSpec> columns() {
        return columns;
    }

    /** Whether it is held against columns, not against one event after the other. */
    boolean isByColumn() {
        return plan != null;
    }

    /** Holds events, as a door read them, against the schema. */
    public HeldEvents hold(EventColumns events) {
        SentColumns sent = new SentColumns(events);
        Misfits misfits = new Misfits(title);
        for (ColumnSpec column : columns) {
            oneRole(column.name(), sent, misfits);
        }
        if (plan != null) {
            new PlanCheck(plan, sent, misfits).run();
        } else if (payload != null) {
            payload.check(sent, misfits);
        }
        List<EventColumn> typed = new ArrayList<>();
        for (ColumnSpec column : columns) {
            EventColumn made = new TypedColumn(column, sent, misfits).make();
            if (made != null) {
                typed.add(made);
            }
        }
        others(sent, misfits, typed);
        EventColumns held =
                EventColumns.hashed(events.rows(), events.ids(), events.revisions(), events.eventTimesMicros(), typed);
        return new HeldEvents(held, misfits.all());
    }

    /** A property that a row has both as a dimension and as a metric has two values, of which one would be lost. */
    private static void oneRole(String name, SentColumns sent, Misfits misfits) {
        EventColumn.StringColumn texts = sent.dimension(name);
        EventColumn.DoubleColumn numbers = sent.metric(name);
        if (texts == null || numbers == null) {
            return;
        }
        for (int row = 0; row < sent.rows(); row++) {
            if (!texts.isNull(row) && !numbers.isNull(row)) {
                misfits.value(row, ColumnRole.METRIC, name, "", "stands among the dimensions and among the metrics");
            }
        }
    }

    /** Properties that the schema does not name: texts and doubles, as in a table without a schema. */
    private void others(SentColumns sent, Misfits misfits, List<EventColumn> typed) {
        for (EventColumn.StringColumn texts : sent.dimensions()) {
            if (!names.contains(texts.name())) {
                typed.add(new EventColumn.StringColumn(
                        texts.name(), ColumnType.STRING, texts.codes(), texts.dictionary(), null));
            }
        }
        for (EventColumn.DoubleColumn numbers : sent.metrics()) {
            if (!names.contains(numbers.name())) {
                typed.add(numbers);
                for (int row = 0; numbers.wholes() != null && row < sent.rows(); row++) {
                    if (numbers.whole(row) != 0) {
                        misfits.number(
                                row,
                                ColumnRole.METRIC,
                                numbers.name(),
                                "is a whole number beyond 2^53, and the schema gives it no type that holds it");
                    }
                }
            }
        }
    }
}
