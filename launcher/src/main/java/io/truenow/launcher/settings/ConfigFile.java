package io.truenow.launcher.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML file of settings, flattened: each key with its text and its line.
 *
 * @param entries what it sets, in the order of the file
 * @param problems what is wrong with it, one sentence each, beginning with file and line
 */
record ConfigFile(List<Entry> entries, List<String> problems) {

    /** Sections may stand in sections so deep; deeper is wrong anyway. */
    private static final int MAX_DEPTH = 8;

    /** Largest file, in characters. */
    private static final int MAX_CHARACTERS = 1 << 20;

    /**
     * One value.
     *
     * @param key full key, as in {@code truenow.yaml}
     * @param text the value; a list has commas between
     * @param place file and line, such as {@code config/gateway.yaml:3}
     */
    record Entry(String key, String text, String place) {}

    /**
     * Reads a file.
     *
     * @param section what the keys of this file stand under, such as {@code gateway}; empty for a file of all keys
     */
    static ConfigFile read(Path file, String section) {
        Reading reading = new Reading(file);
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_CHARACTERS);
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Node root = new Yaml(new SafeConstructor(limits)).compose(text);
            if (root instanceof MappingNode top) {
                reading.section(section, top, 0);
            } else if (root != null && !isNull(root)) {
                reading.problems.add(reading.place(root) + ": the file is to hold keys and values.");
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            reading.problems.add(file + ":" + line + ": this is no YAML: " + e.getProblem() + ".");
        } catch (MalformedInputException e) {
            reading.problems.add(file + ":1: this is no UTF-8.");
        } catch (YAMLException | IOException e) {
            reading.problems.add(file + ":1: the file cannot be read: " + e.getMessage());
        }
        return new ConfigFile(List.copyOf(reading.entries), List.copyOf(reading.problems));
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    /** What is known of the file while its nodes are walked. */
    private static final class Reading {

        private final Path file;
        private final List<Entry> entries = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();

        Reading(Path file) {
            this.file = file;
        }

        void section(String prefix, MappingNode node, int depth) {
            if (depth > MAX_DEPTH) {
                problems.add(place(node) + ": sections are nested too deep.");
                return;
            }
            for (NodeTuple pair : node.getValue()) {
                if (pair.getKeyNode() instanceof ScalarNode name) {
                    entry(prefix.isEmpty() ? name.getValue() : prefix + "." + name.getValue(), pair, depth);
                } else {
                    problems.add(place(pair.getKeyNode()) + ": a key is to be a word.");
                }
            }
        }

        private void entry(String key, NodeTuple pair, int depth) {
            Node value = pair.getValueNode();
            String place = place(pair.getKeyNode());
            if (SettingTable.ofKey(key).isEmpty()) {
                if (SettingTable.isSection(key) && (value instanceof MappingNode || isNull(value))) {
                    if (value instanceof MappingNode below) {
                        section(key, below, depth + 1);
                    }
                } else {
                    problems.add(place + ": there is no key [" + key + "]; the nearest is ["
                            + SettingTable.nearestKey(key) + "].");
                }
                return;
            }
            if (!seen.add(key)) {
                problems.add(place + ": the key [" + key + "] stands there twice.");
            }
            String text = text(value);
            if (text == null) {
                problems.add(place + ": the key [" + key + "] is to have one value.");
            } else if (!text.isBlank()) {
                entries.add(new Entry(key, text.strip(), place));
            }
        }

        private static @Nullable String text(Node node) {
            if (node instanceof ScalarNode scalar) {
                return isNull(node) ? "" : scalar.getValue();
            }
            if (node instanceof SequenceNode list
                    && list.getValue().stream().allMatch(item -> item instanceof ScalarNode)) {
                return String.join(
                        ",",
                        list.getValue().stream()
                                .map(item -> ((ScalarNode) item).getValue())
                                .toList());
            }
            return null;
        }

        String place(Node node) {
            return file + ":" + (node.getStartMark().getLine() + 1);
        }
    }
}
