package io.truenow.command.stream;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.answer.JsonBody;
import io.truenow.events.catalog.Partitioning;
import io.truenow.events.catalog.RetentionPolicy;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableOptions;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.TimeText;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** The fields of a stream in JSON, both spellings of the documents read. Thread-safe. */
final class StreamJson {

    private static final String RETENTION = "retention_policy";
    private static final String PARTITIONING = "partition_config";

    private StreamJson() {}

    /**
     * The field {@code retention_policy} of a request; null if it has none.
     *
     * @param usualDays of a policy by time that names none
     * @throws TrueNowException {@code INVALID_VALUE} with a pointer
     */
    static @Nullable RetentionPolicy retention(JsonNode body, int usualDays) {
        JsonNode policy = object(body, RETENTION);
        if (policy == null) {
            return null;
        }
        String pointer = "/" + RETENTION;
        JsonNode type = policy.path("type");
        String word = type.isMissingNode() ? "time" : type.asString("").toLowerCase(Locale.ROOT);
        return switch (word) {
            case "time", "time_based" -> byAge(policy, pointer, usualDays);
            case "size", "size_based" -> bySize(policy, pointer);
            default -> throw JsonBody.invalid("The type of a retention is time or size.", pointer + "/type", null);
        };
    }

    private static RetentionPolicy byAge(JsonNode policy, String pointer, int usualDays) {
        String field =
                policy.has("retention_days") || !policy.has("duration_days") ? "retention_days" : "duration_days";
        JsonNode days = policy.path(field);
        long number = days.isMissingNode() ? usualDays : JsonBody.wholeNumber(days, pointer + "/" + field);
        int bounded = (int) Math.clamp(number, 0, RetentionPolicy.MAX_DAYS + 1L);
        return legal(() -> RetentionPolicy.days(bounded), pointer + "/" + field);
    }

    private static RetentionPolicy bySize(JsonNode policy, String pointer) {
        JsonNode least = policy.path("min_records");
        long bytes = JsonBody.wholeNumber(policy.path("max_bytes"), pointer + "/max_bytes");
        long records = least.isMissingNode() ? 0 : JsonBody.wholeNumber(least, pointer + "/min_records");
        return legal(() -> RetentionPolicy.size(bytes, records), pointer);
    }

    /**
     * The field {@code partition_config} of a request; null if it has none.
     *
     * @throws TrueNowException {@code INVALID_VALUE} with a pointer
     */
    static @Nullable Partitioning partitioning(JsonNode body) {
        JsonNode config = object(body, PARTITIONING);
        if (config == null) {
            return null;
        }
        String pointer = "/" + PARTITIONING;
        String key = JsonBody.optionalText(config, "key_field");
        Partitioning.By by =
                switch (config.path("partition_by").asString("time").toLowerCase(Locale.ROOT)) {
                    case "time" -> Partitioning.By.TIME;
                    case "key" -> Partitioning.By.KEY;
                    default ->
                        throw JsonBody.invalid("Files are parted by time or key.", pointer + "/partition_by", null);
                };
        Partitioning.Granularity granularity =
                switch (config.path("granularity").asString("hourly").toLowerCase(Locale.ROOT)) {
                    case "hourly" -> Partitioning.Granularity.HOURLY;
                    case "daily" -> Partitioning.Granularity.DAILY;
                    default ->
                        throw JsonBody.invalid("A granularity is hourly or daily.", pointer + "/granularity", null);
                };
        return legal(() -> new Partitioning(by, granularity, key), pointer + "/key_field");
    }

    private static @Nullable JsonNode object(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            throw JsonBody.invalid(field + " is no object", "/" + field, null);
        }
        return value;
    }

    private static <T> T legal(Supplier<T> made, String pointer) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw JsonBody.invalid(String.valueOf(e.getMessage()), pointer, null);
        }
    }

    /** Writes a stream. */
    static void write(JsonGenerator out, TableDescriptor table) {
        TableOptions options = table.options();
        out.writeStartObject();
        out.writeStringProperty("stream_id", table.streamId());
        out.writeStringProperty("name", table.ref().table());
        out.writeStringProperty("namespace", table.ref().namespace());
        if (!options.description().isEmpty()) {
            JsonAnswer.writeText(out, "description", options.description());
        }
        if (options.schemaId() == null) {
            out.writeNullProperty("schema_id");
        } else {
            out.writeStringProperty("schema_id", options.schemaId());
        }
        out.writeStringProperty("status", table.state().text());
        write(out, options.retention());
        write(out, options.partitioning());
        out.writeStringProperty("created_at", TimeText.toIso(table.history().createdMicros()));
        out.writeStringProperty("updated_at", TimeText.toIso(table.history().updatedMicros()));
        out.writeStringProperty("created_by", table.history().createdBy());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, @Nullable RetentionPolicy policy) {
        if (policy == null) {
            out.writeNullProperty(RETENTION);
            return;
        }
        out.writeName(RETENTION);
        out.writeStartObject();
        if (policy.kind() == RetentionPolicy.Kind.TIME) {
            out.writeStringProperty("type", "time");
            out.writeNumberProperty("retention_days", policy.days());
            out.writeNumberProperty("duration_days", policy.days());
        } else {
            out.writeStringProperty("type", "size");
            out.writeNumberProperty("max_bytes", policy.maxBytes());
            out.writeNumberProperty("min_records", policy.minRecords());
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Partitioning partitioning) {
        out.writeName(PARTITIONING);
        out.writeStartObject();
        out.writeStringProperty("partition_by", partitioning.by().name().toLowerCase(Locale.ROOT));
        out.writeStringProperty("granularity", partitioning.granularity().name().toLowerCase(Locale.ROOT));
        JsonAnswer.writeText(out, "key_field", partitioning.keyField());
        out.writeEndObject();
    }
}
