package io.truenow.command.binding;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.ingest.EventColumn;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Holds the columns of a batch against a plan: texts once per distinct one, numbers in a loop. Not thread-safe; one per batch. */
final class PlanCheck {

    private final PropertyPlan plan;
    private final SentColumns sent;
    private final Misfits misfits;

    PlanCheck(PropertyPlan plan, SentColumns sent, Misfits misfits) {
        this.plan = plan;
        this.sent = sent;
        this.misfits = misfits;
    }

    void run() {
        for (String name : plan.required()) {
            required(name);
        }
        for (Property property : plan.properties()) {
            texts(property, sent.dimension(property.name()));
            numbers(property, sent.metric(property.name()));
        }
        if (plan.closed()) {
            closed();
        }
    }

    private void required(String name) {
        EventColumn.StringColumn texts = sent.dimension(name);
        EventColumn.DoubleColumn numbers = sent.metric(name);
        if (texts == null && numbers != null && numbers.nulls() == null) {
            return;
        }
        for (int row = 0; row < sent.rows(); row++) {
            if ((texts == null || texts.isNull(row)) && (numbers == null || numbers.isNull(row))) {
                misfits.event(row, "", "The event has no [" + name + "], which the schema requires.");
            }
        }
    }

    private void texts(Property property, EventColumn.@Nullable StringColumn column) {
        if (column == null || takesEveryText(property, column)) {
            return;
        }
        DistinctTexts<Optional<Property.Problem>> problems =
                new DistinctTexts<>(column, (kind, text) -> problem(property, kind, text));
        for (int row = 0; row < sent.rows(); row++) {
            if (!column.isNull(row)) {
                Optional<Property.Problem> problem = problems.of(row);
                if (problem.isPresent()) {
                    misfits.value(
                            row,
                            ColumnRole.DIMENSION,
                            property.name(),
                            problem.get().below(),
                            problem.get().message());
                }
            }
        }
    }

    /** Whether nothing but the type is asked, and texts are of it. */
    private static boolean takesEveryText(Property property, EventColumn.StringColumn column) {
        return property.rules() == null
                && column.kinds() == null
                && (property.types().isEmpty() || property.types().contains("string"));
    }

    private static Optional<Property.Problem> problem(Property property, byte kind, String text) {
        JsonNode value = SentValue.of(kind, text);
        return value == null
                ? Optional.of(new Property.Problem("", "nests deeper or has longer numbers than is looked at"))
                : Optional.ofNullable(property.problem(value));
    }

    private void numbers(Property property, EventColumn.@Nullable DoubleColumn column) {
        if (column == null) {
            return;
        }
        Set<String> types = property.types();
        boolean everyNumber = types.isEmpty() || types.contains("number");
        if (property.rules() != null || !everyNumber && !types.contains("integer")) {
            eachNumber(property, column);
            return;
        }
        double[] values = column.values();
        for (int row = 0; row < sent.rows(); row++) {
            double value = values[row];
            boolean good = value >= property.least()
                    && value <= property.most()
                    && (everyNumber || SentValue.isWhole(value))
                    && column.whole(row) == 0;
            if (!good && !column.isNull(row)) {
                number(property, column, row);
            }
        }
    }

    private void eachNumber(Property property, EventColumn.DoubleColumn column) {
        for (int row = 0; row < sent.rows(); row++) {
            if (!column.isNull(row)) {
                number(property, column, row);
            }
        }
    }

    private void number(Property property, EventColumn.DoubleColumn column, int row) {
        Property.Problem problem = property.problem(SentValue.of(column, row));
        if (problem != null) {
            misfits.value(row, ColumnRole.METRIC, property.name(), problem.below(), problem.message());
        }
    }

    private void closed() {
        Set<String> names = plan.properties().stream().map(Property::name).collect(Collectors.toSet());
        for (EventColumn.StringColumn texts : sent.dimensions()) {
            if (!names.contains(texts.name())) {
                closed(texts, ColumnRole.DIMENSION, texts.name());
            }
        }
        for (EventColumn.DoubleColumn numbers : sent.metrics()) {
            if (!names.contains(numbers.name())) {
                closed(numbers, ColumnRole.METRIC, numbers.name());
            }
        }
    }

    private void closed(EventColumn column, ColumnRole role, String name) {
        for (int row = 0; row < sent.rows(); row++) {
            if (!column.isNull(row)) {
                misfits.value(row, role, name, "", "is no property of the schema, which allows no others");
            }
        }
    }
}
