package io.truenow.sql.exec;

import io.truenow.events.error.ErrorCode;
import java.time.DateTimeException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteException;
import org.jspecify.annotations.Nullable;

/** Recognises failures that come from a value and not from the statement: SQL's data exceptions, class 22, and 21000. Without state. */
final class ValueFailures {

    private static final Pattern NOT_A_NUMBER = Pattern.compile("(?:For input string: )?\"(.*)\".*", Pattern.DOTALL);

    /** Beginnings of the runtime's messages; the first that fits counts. */
    private static final Map<Pattern, String> STATES = Map.ofEntries(
            Map.entry(Pattern.compile("more than one (value|row)", Pattern.CASE_INSENSITIVE), "21000"),
            Map.entry(Pattern.compile("^Substring error"), "22011"),
            Map.entry(Pattern.compile("^Trim error"), "22027"),
            Map.entry(Pattern.compile("^Invalid escape character"), "22019"),
            Map.entry(Pattern.compile("^Invalid escape sequence"), "22025"),
            Map.entry(Pattern.compile("^Invalid regular expression"), "2201B"),
            Map.entry(Pattern.compile("out of (the )?range|[Oo]verflow"), "22003"),
            Map.entry(Pattern.compile("^Invalid (DATE|TIME|TIMESTAMP|datetime)"), "22007"),
            Map.entry(Pattern.compile("^Invalid (boolean|BOOLEAN|character|INTERVAL)|[Cc]annot convert"), "22018"));

    private ValueFailures() {}

    /** The error that a caller can use; null if the failure is of another kind. */
    static @Nullable StatementException of(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            String message = t.getMessage() == null ? "" : t.getMessage();
            StatementException found =
                    switch (t) {
                        case NumberFormatException number -> failure("22018", notANumber(message), number);
                        case ArithmeticException arithmetic -> arithmetic(message, arithmetic);
                        case DateTimeException time -> failure("22007", "A text is not a time: " + message, time);
                        case CalciteException runtime -> known(message, runtime);
                        case IllegalStateException state -> known(message, state);
                        case IllegalArgumentException argument -> known(message, argument);
                        default -> null;
                    };
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static StatementException arithmetic(String message, ArithmeticException thrown) {
        boolean zero = message.contains("by zero") || message.startsWith("Division undefined");
        return zero
                ? failure("22012", "A value is divided by zero.", thrown)
                : failure("22003", "A number is outside of what its type can hold: " + message, thrown);
    }

    private static @Nullable StatementException known(String message, RuntimeException thrown) {
        for (Map.Entry<Pattern, String> state : STATES.entrySet()) {
            if (state.getKey().matcher(message).find()) {
                return failure(
                        state.getValue(),
                        state.getValue().equals("21000")
                                ? "A sub-query that stands for one value has more than one row."
                                : message,
                        thrown);
            }
        }
        return null;
    }

    private static String notANumber(String message) {
        Matcher quoted = NOT_A_NUMBER.matcher(message);
        return quoted.matches() ? "The text [" + quoted.group(1) + "] is not a number." : "A text is not a number.";
    }

    private static StatementException failure(String state, String message, Throwable thrown) {
        return new StatementException(ErrorCode.INVALID_VALUE, state, shortened(message), 0, 0, thrown);
    }

    private static String shortened(String message) {
        String line = message.lines().findFirst().orElse("");
        String cut = line.length() > 500 ? line.substring(0, 500) + " …" : line;
        return cut.endsWith(".") ? cut : cut + ".";
    }
}
