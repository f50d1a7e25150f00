package io.truenow.sql.exec;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.parse.SqlText;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what planner and generated code throw into errors that a caller can use. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** Longest part of another's message; it may hold the whole statement. */
    private static final int LONGEST = 500;

    private Failures() {}

    static TrueNowException planning(Throwable thrown, @Nullable SqlText text) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof TrueNowException known) {
                return known;
            }
            if (t instanceof StackOverflowError) {
                return tooDeep(thrown);
            }
            if (t instanceof SqlParseException parse) {
                SqlParserPos pos = parse.getPos();
                return at(
                        firstLine(parse),
                        text,
                        pos == null ? 0 : pos.getLineNum(),
                        pos == null ? 0 : pos.getColumnNum(),
                        thrown);
            }
            if (t instanceof CalciteContextException context) {
                Throwable cause = context.getCause();
                return at(
                        firstLine(cause == null ? context : cause),
                        text,
                        context.getPosLine(),
                        context.getPosColumn(),
                        thrown);
            }
        }
        LOG.warn("A statement could not be planned.", thrown);
        return new StatementException(
                ErrorCode.INVALID_QUERY, "The statement cannot be planned: " + firstLine(thrown), 0, 0, thrown);
    }

    /** A scan that stops knows only that it should; whether the statement was cancelled or out of time, the statement knows. */
    static TrueNowException running(Throwable thrown, RunningStatement statement) {
        TrueNowException known = running(thrown);
        // Whatever breaks while a statement is being stopped breaks because of that.
        if (known.code() == ErrorCode.CANCELLED || statement.isCancelled()) {
            try {
                statement.checkAlive();
            } catch (TrueNowException exact) {
                return exact;
            }
        }
        return known;
    }

    private static TrueNowException tooDeep(Throwable thrown) {
        return new StatementException(ErrorCode.TOO_COMPLEX, "The statement is nested too deeply.", 0, 0, thrown);
    }

    private static TrueNowException running(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof TrueNowException known) {
                return known;
            }
            if (t instanceof OutOfMemoryError) {
                return new StatementException(
                        ErrorCode.MEMORY_LIMIT, "The statement needs more memory than there is.", 0, 0, thrown);
            }
        }
        if (thrown instanceof StackOverflowError) {
            return tooDeep(thrown);
        }
        StatementException value = ValueFailures.of(thrown);
        if (value != null) {
            return value;
        }
        LOG.warn("A statement failed.", thrown);
        return new StatementException(
                ErrorCode.INVALID_QUERY, "The statement failed: " + firstLine(thrown), 0, 0, thrown);
    }

    private static StatementException at(
            String message, @Nullable SqlText text, int line, int column, Throwable cause) {
        String state = MissingNames.state(message);
        ErrorCode code = MissingNames.TABLE.equals(state) ? ErrorCode.UNKNOWN_TABLE : ErrorCode.INVALID_QUERY;
        if (text == null || line <= 0) {
            return new StatementException(code, state, message, 0, 0, cause);
        }
        int[] at = text.originalPosition(line, column);
        String plain = message.replaceAll(" at line \\d+, column \\d+", "");
        String sentence = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
        return new StatementException(
                code, state, sentence + " (line " + at[0] + ", column " + at[1] + ").", at[0], at[1], cause);
    }

    private static String firstLine(Throwable thrown) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        int newline = message.indexOf('\n');
        String line = newline < 0 ? message : message.substring(0, newline);
        return line.length() > LONGEST ? line.substring(0, LONGEST) + " …" : line;
    }
}
