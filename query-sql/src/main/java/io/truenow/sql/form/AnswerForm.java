package io.truenow.sql.form;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The forms of an answer, the usual one first, and which of them a request wants (RFC 9110, section 12.5.1). */
public enum AnswerForm {
    /** One document. */
    JSON("application/json"),
    /** An object a line. */
    NDJSON("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"),
    /** RFC 4180, with a line of names. */
    CSV("text/csv"),
    /** A stream of record batches in Arrow's IPC format. */
    ARROW("application/vnd.apache.arrow.stream");

    private final String mediaType;
    private final List<String> alsoKnownAs;

    AnswerForm(String mediaType, String... alsoKnownAs) {
        this.mediaType = mediaType;
        this.alsoKnownAs = List.of(alsoKnownAs);
    }

    /** Its media type, as an answer names it. */
    public String mediaType() {
        return mediaType;
    }

    /** Media types of all forms, in one line. */
    public static String all() {
        return Arrays.stream(values()).map(AnswerForm::mediaType).collect(Collectors.joining(", "));
    }

    /** A range of media types, and how much it is wanted: from 0 (not at all) to 1,000. */
    private record Range(String type, int quality) {

        /** How exactly the range means a form: 3 by its name, 2 by the first half of it, 1 by {@code *}{@code /*}, 0 not. */
        int meaning(AnswerForm form) {
            if (type.equals(form.mediaType) || form.alsoKnownAs.contains(type)) {
                return 3;
            }
            String half = form.mediaType.substring(0, form.mediaType.indexOf('/'));
            return type.equals(half + "/*") ? 2 : type.equals("*/*") ? 1 : 0;
        }
    }

    /**
     * The form that is wanted most; of several that are wanted alike the one that is named most exactly, then the first here.
     *
     * @param accept values of the header {@code Accept}; without any, JSON
     * @throws TrueNowException {@link ErrorCode#NOT_ACCEPTABLE} with the list of forms, if none of them is wanted
     */
    public static AnswerForm of(List<String> accept) {
        List<Range> ranges = new ArrayList<>();
        for (String header : accept) {
            for (String part : header.split(",")) {
                if (!part.isBlank()) {
                    ranges.add(range(part));
                }
            }
        }
        if (ranges.isEmpty()) {
            return JSON;
        }
        AnswerForm best = null;
        int most = 0;
        for (AnswerForm form : values()) {
            int wanted = wanted(ranges, form);
            if (wanted > most) {
                most = wanted;
                best = form;
            }
        }
        if (best == null) {
            throw new TrueNowException(
                    ErrorCode.NOT_ACCEPTABLE,
                    "There is no answer in the form [" + String.join(", ", accept) + "].",
                    null,
                    "The forms are " + all() + ".",
                    null);
        }
        return best;
    }

    /** Ten times the quality, and how exactly it was said; 0 if the form is not wanted. */
    private static int wanted(List<Range> ranges, AnswerForm form) {
        int exact = 0;
        int quality = 0;
        for (Range range : ranges) {
            int meaning = range.meaning(form);
            if (meaning > exact || meaning == exact && meaning > 0 && range.quality > quality) {
                exact = meaning;
                quality = range.quality;
            }
        }
        return quality == 0 ? 0 : quality * 10 + exact;
    }

    private static Range range(String text) {
        String[] parts = text.split(";");
        int quality = 1_000;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                quality = quality(parameter.substring(2).strip());
            }
        }
        return new Range(parts[0].strip().toLowerCase(Locale.ROOT), quality);
    }

    private static int quality(String text) {
        try {
            double value = Double.parseDouble(text);
            return value >= 0 && value <= 1 ? (int) Math.round(value * 1_000) : 0;
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    /** A writer of this form. */
    public RowWriter writer(OutputStream out) {
        return switch (this) {
            case JSON -> new JsonRows(out);
            case NDJSON -> new NdjsonRows(out);
            case CSV -> new CsvRows(out);
            case ARROW -> new ArrowRows(out);
        };
    }
}
