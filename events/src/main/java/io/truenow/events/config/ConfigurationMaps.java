package io.truenow.events.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Maps of keys in one order, so that a fact is always written in the same text. */
final class ConfigurationMaps {

    private ConfigurationMaps() {}

    /** An immutable copy, by key. */
    static <V extends @Nullable Object> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
