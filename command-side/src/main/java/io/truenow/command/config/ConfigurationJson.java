package io.truenow.command.config;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.events.config.ConfigurationEpoch;
import io.truenow.events.config.ConfigurationKey;
import io.truenow.events.time.TimeText;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The configuration in JSON. Thread-safe. */
final class ConfigurationJson {

    private ConfigurationJson() {}

    /** Writes every key with its value, by key. */
    static void writeValues(JsonGenerator out, Map<String, Long> set) {
        out.writeStartObject();
        Arrays.stream(ConfigurationKey.values())
                .sorted(Comparator.comparing(ConfigurationKey::text))
                .forEach(key -> out.writeNumberProperty(key.text(), key.in(set)));
        out.writeEndObject();
    }

    /** Writes the answer to a change. */
    static void writeUpdated(JsonGenerator out, int keys, ConfigurationEpoch epoch) {
        out.writeStartObject();
        out.writeNumberProperty("updated_keys", keys);
        writeTime(out, "updated_at", epoch.committedMicros());
        out.writeNumberProperty("epoch", epoch.epoch());
        out.writeEndObject();
    }

    /** Writes an epoch or proposal. */
    static void write(JsonGenerator out, ConfigurationEpoch one, ConfigurationEpoch.Status status) {
        out.writeStartObject();
        out.writeNumberProperty("epoch", one.epoch());
        out.writeStringProperty("status", status.name().toLowerCase(Locale.ROOT));
        out.writeNumberProperty("base_epoch", one.base());
        if (one.restores() != null) {
            out.writeNumberProperty("restores_epoch", one.restores());
        } else {
            out.writeName("changes");
            out.writeStartObject();
            one.changes().forEach((key, value) -> {
                if (value == null) {
                    out.writeNullProperty(key);
                } else {
                    out.writeNumberProperty(key, value);
                }
            });
            out.writeEndObject();
        }
        if (one.values() != null) {
            out.writeName("values");
            writeValues(out, one.values());
        }
        writeTime(out, "proposed_at", one.proposedMicros());
        JsonAnswer.writeText(out, "proposed_by", one.proposedBy());
        if (one.committedMicros() != null) {
            writeTime(out, "committed_at", one.committedMicros());
        }
        JsonAnswer.writeText(out, "committed_by", one.committedBy());
        out.writeEndObject();
    }

    private static void writeTime(JsonGenerator out, String name, @Nullable Long micros) {
        if (micros == null) {
            out.writeNullProperty(name);
        } else {
            out.writeStringProperty(name, TimeText.toIso(micros));
        }
    }
}
