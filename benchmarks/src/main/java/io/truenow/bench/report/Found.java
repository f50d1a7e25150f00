package io.truenow.bench.report;

import io.truenow.bench.profile.Profile;
import io.truenow.bench.question.Growth;
import io.truenow.bench.question.Questioning.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a run has found so far. Not thread-safe. */
public final class Found {

    private final Map<String, String> circumstances = new LinkedHashMap<>();
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<Asked> questions = new ArrayList<>();
    private final List<Growth> growth = new ArrayList<>();
    private final List<Memory> memory = new ArrayList<>();
    private final List<Profile> profiles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * What an event takes in memory: R10.
     *
     * @param what which events
     * @param bytes by what it is for; empty if it was not taken
     * @param missing why it was not taken
     * @param target bytes to reach, dictionaries left out
     */
    public record Memory(String what, Map<String, Double> bytes, String missing, double target) {}

    /** States a circumstance: machine, version, setting. */
    public void circumstance(String name, String value) {
        circumstances.put(name, value);
    }

    /** Adds a line of the table. */
    public void add(Comparison comparison) {
        comparisons.add(comparison);
    }

    /** Adds the answers to the questions. */
    public void addQuestions(List<Asked> asked) {
        questions.addAll(asked);
    }

    /** Adds what longer histories cost. */
    public void addGrowth(List<Growth> found) {
        growth.addAll(found);
    }

    /** Adds what an event takes. */
    public void add(Memory figure) {
        memory.add(figure);
    }

    /** Adds a profile. */
    public void add(Profile profile) {
        profiles.add(profile);
    }

    /** Adds a sentence. */
    public void note(String sentence) {
        notes.add(sentence);
    }

    /** Machine, versions and settings, in the order in which they were stated. */
    public Map<String, String> circumstances() {
        return new LinkedHashMap<>(circumstances);
    }

    /** Lines of the table. */
    public List<Comparison> comparisons() {
        return List.copyOf(comparisons);
    }

    /** Answers to the questions. */
    public List<Asked> questions() {
        return List.copyOf(questions);
    }

    /** What longer histories cost. */
    public List<Growth> growth() {
        return List.copyOf(growth);
    }

    /** What events take. */
    public List<Memory> memory() {
        return List.copyOf(memory);
    }

    /** Profiles. */
    public List<Profile> profiles() {
        return List.copyOf(profiles);
    }

    /** Sentences. */
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
