package io.truenow.command.ingest.line;

import java.util.Arrays;

/**
 * One line, taken apart: measurement, tags, fields, time. Names and texts stand unescaped in one array, one after the other; the
 * spans of a pair say where. Reused from line to line, so that no object is made per event. Not thread-safe.
 */
final class Point {

    /** What a field holds. */
    enum Kind {
        NUMBER,
        TEXT,
        TRUE,
        FALSE
    }

    /** Pairs of name and value, in the order of the line; value spans are empty for numbers and booleans. */
    static final class Pairs {
        private int[] spans = new int[4 * 16];
        private int size;

        int size() {
            return size;
        }

        int nameFrom(int pair) {
            return spans[4 * pair];
        }

        int nameLength(int pair) {
            return spans[4 * pair + 1] - spans[4 * pair];
        }

        int valueFrom(int pair) {
            return spans[4 * pair + 2];
        }

        int valueLength(int pair) {
            return spans[4 * pair + 3] - spans[4 * pair + 2];
        }

        private void add(int nameFrom, int nameTo, int valueFrom, int valueTo) {
            if (spans.length == 4 * size) {
                spans = Arrays.copyOf(spans, spans.length * 2);
            }
            spans[4 * size] = nameFrom;
            spans[4 * size + 1] = nameTo;
            spans[4 * size + 2] = valueFrom;
            spans[4 * size++ + 3] = valueTo;
        }
    }

    private byte[] text = new byte[1024];
    private int end;
    private int measurementLength;
    private final Pairs tags = new Pairs();
    private final Pairs fields = new Pairs();
    private Kind[] kinds = new Kind[16];
    private double[] numbers = new double[16];
    private boolean timed;
    private long time;

    /** A line begins that has at most so many bytes. */
    void begin(int maxBytes) {
        if (text.length < maxBytes) {
            text = new byte[Math.max(maxBytes, text.length * 2)];
        }
        end = 0;
        tags.size = 0;
        fields.size = 0;
        timed = false;
        time = 0;
    }

    /** Appends a byte of a name or text. */
    void append(byte b) {
        text[end++] = b;
    }

    /** Appends bytes of a name or text. */
    void append(byte[] bytes, int from, int length) {
        System.arraycopy(bytes, from, text, end, length);
        end += length;
    }

    /** End of what was appended. */
    int end() {
        return end;
    }

    /** What was appended so far is the measurement. */
    void endMeasurement() {
        measurementLength = end;
    }

    void addTag(int nameFrom, int nameTo) {
        tags.add(nameFrom, nameTo, nameTo, end);
    }

    void addText(int nameFrom, int nameTo) {
        addField(nameFrom, nameTo, Kind.TEXT, 0);
    }

    void addBoolean(int nameFrom, int nameTo, boolean value) {
        addField(nameFrom, nameTo, value ? Kind.TRUE : Kind.FALSE, 0);
    }

    void addNumber(int nameFrom, int nameTo, double value) {
        addField(nameFrom, nameTo, Kind.NUMBER, value);
    }

    private void addField(int nameFrom, int nameTo, Kind kind, double number) {
        if (kinds.length == fields.size) {
            kinds = Arrays.copyOf(kinds, kinds.length * 2);
            numbers = Arrays.copyOf(numbers, numbers.length * 2);
        }
        kinds[fields.size] = kind;
        numbers[fields.size] = number;
        fields.add(nameFrom, nameTo, nameTo, end);
    }

    void time(long value) {
        timed = true;
        time = value;
    }

    /** Holds all names and texts. */
    byte[] text() {
        return text;
    }

    /** Bytes of the measurement, which stands at the front. */
    int measurementLength() {
        return measurementLength;
    }

    Pairs tags() {
        return tags;
    }

    Pairs fields() {
        return fields;
    }

    Kind kind(int field) {
        return kinds[field];
    }

    /** Value of a field that is a number. */
    double number(int field) {
        return numbers[field];
    }

    /** Whether the line brings a time. */
    boolean timed() {
        return timed;
    }

    /** The line's time, in its own unit. */
    long time() {
        return time;
    }
}
