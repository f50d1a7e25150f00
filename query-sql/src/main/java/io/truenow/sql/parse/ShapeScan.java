package io.truenow.sql.parse;

import io.truenow.sql.parse.StatementShape.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the literals of a query without a parser, in one pass, linear in its text. Not thread-safe. */
final class ShapeScan {

    /** Stands before the kind of a literal that was taken out, and in no query that has a shape. */
    static final char MARK = '\u0001';

    private static final int MAX_DIGITS = 30;
    private static final int INT_DIGITS = 9;
    private static final int LONG_DIGITS = 18;
    private static final int DATE_CHARACTERS = 10;
    private static final int TIME_CHARACTERS = 19;
    private static final int MICRO_DIGITS = 6;
    private static final int[] MONTH_DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final String[] STARTS = {"SELECT", "WITH", "VALUES"};
    private static final String[] KEEPERS = {"INTERVAL", "DATE", "TIME", "ZONE", "DATETIME", "UESCAPE"};

    private final String sql;
    private final StringBuilder out;
    private int[] literals = new int[24];
    private int count;
    private int at;
    private int wordStart = -1;
    private int wordEnd = -1;
    private boolean afterText;

    ShapeScan(String sql) {
        this.sql = sql;
        this.out = new StringBuilder(sql.length() + 8);
    }

    @Nullable
    StatementShape run() {
        if (!begins() || sql.indexOf(MARK) >= 0) {
            return null;
        }
        while (at < sql.length()) {
            if (!token()) {
                return null;
            }
        }
        if (out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
        return new StatementShape(sql, out.toString(), literals, count);
    }

    private boolean begins() {
        int first = 0;
        while (first < sql.length() && (sql.charAt(first) == '(' || sql.charAt(first) <= ' ')) {
            first++;
        }
        for (String word : STARTS) {
            if (sql.regionMatches(true, first, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }

    /** Takes one token; false if the query has no shape. */
    private boolean token() {
        char c = sql.charAt(at);
        if (isPlainWord(c) || c > 127 && Character.isJavaIdentifierStart(c)) {
            word();
            return true;
        }
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r' && sql.startsWith("\r\n", at)) {
            blank();
            at++;
            return true;
        }
        if (c >= '0' && c <= '9') {
            return number();
        }
        if (c == '\'') {
            return text();
        }
        if (c == '"') {
            return quotedName();
        }
        if (c == '/' || c == '-') {
            if (sql.startsWith("--", at) || sql.startsWith("//", at) || sql.startsWith("/*", at)) {
                return comment();
            }
        } else if (c < ' ' || c > 126 || c == '`' || c == '\\') {
            return false;
        }
        out.append(c);
        at++;
        noWord();
        // ".5" is one token of the grammar, and what follows "t." is a name.
        while (c == '.' && at < sql.length() && isDigit(sql.charAt(at))) {
            out.append(sql.charAt(at++));
        }
        return true;
    }

    private void noWord() {
        wordStart = -1;
        afterText = false;
    }

    private static boolean isPlainWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isPart(char c) {
        return isPlainWord(c) || isDigit(c) || c > 127 && Character.isJavaIdentifierPart(c);
    }

    private void blank() {
        int length = out.length();
        if (length > 0 && out.charAt(length - 1) != ' ') {
            out.append(' ');
        }
    }

    private void word() {
        wordStart = at;
        while (at < sql.length() && isPart(sql.charAt(at))) {
            at++;
        }
        wordEnd = at;
        afterText = false;
        out.append(sql, wordStart, wordEnd);
    }

    private boolean isWord(String word) {
        return wordStart >= 0
                && wordEnd - wordStart == word.length()
                && sql.regionMatches(true, wordStart, word, 0, word.length());
    }

    private boolean keeps() {
        if (wordStart < 0) {
            return false;
        }
        // A word right before a quote says how the text is written: N'…', X'…', U&'…'.
        if (wordEnd == at && sql.charAt(at) == '\'') {
            return true;
        }
        for (String word : KEEPERS) {
            if (isWord(word)) {
                return true;
            }
        }
        return false;
    }

    private boolean number() {
        int start = at;
        boolean kept = keeps();
        int digits = digits();
        Kind kind = Kind.LONG;
        if (at + 1 < sql.length() && sql.charAt(at) == '.' && isDigit(sql.charAt(at + 1))) {
            at++;
            digits += digits();
            kind = Kind.DECIMAL;
        }
        if (at < sql.length() && (sql.charAt(at) == 'e' || sql.charAt(at) == 'E')) {
            at++;
            if (at < sql.length() && (sql.charAt(at) == '+' || sql.charAt(at) == '-')) {
                at++;
            }
            if (digits() == 0) {
                return false;
            }
            kind = Kind.DOUBLE;
        }
        if (at < sql.length() && (isPart(sql.charAt(at)) || "._'\"".indexOf(sql.charAt(at)) >= 0)) {
            return false;
        }
        boolean padded = kind == Kind.LONG && digits > 1 && sql.charAt(start) == '0';
        if (kept || padded || digits > MAX_DIGITS) {
            out.append(sql, start, at);
            noWord();
            return true;
        }
        noWord();
        return taken(start, kind == Kind.LONG ? whole(start, digits) : kind);
    }

    private int digits() {
        int start = at;
        while (at < sql.length() && isDigit(sql.charAt(at))) {
            at++;
        }
        return at - start;
    }

    private Kind whole(int start, int digits) {
        if (digits <= INT_DIGITS) {
            return Kind.INT;
        }
        if (digits > LONG_DIGITS) {
            return digits > LONG_DIGITS + 1 || isAbove(start, Long.MAX_VALUE) ? Kind.DECIMAL : Kind.LONG;
        }
        return isAbove(start, Integer.MAX_VALUE) ? Kind.LONG : Kind.INT;
    }

    private boolean isAbove(int start, long limit) {
        String most = Long.toString(limit);
        return at - start > most.length()
                || at - start == most.length() && sql.substring(start, at).compareTo(most) > 0;
    }

    private boolean text() {
        boolean kept = keeps();
        boolean time = isWord("TIMESTAMP");
        if (afterText || wordStart < 0 && out.length() > 0 && out.charAt(out.length() - 1) == '&') {
            return false;
        }
        int start = at++;
        while (true) {
            int close = sql.indexOf('\'', at);
            if (close < 0) {
                return false;
            }
            at = close + 1;
            if (at < sql.length() && sql.charAt(at) == '\'') {
                at++;
            } else {
                break;
            }
        }
        int word = wordStart;
        noWord();
        afterText = true;
        if (kept || time && !isTime(start + 1, at - 1)) {
            out.append(sql, start, at);
            return true;
        }
        if (!time) {
            return taken(start, Kind.TEXT);
        }
        out.setLength(out.length() - (out.charAt(out.length() - 1) == ' ' ? 1 : 0) - "TIMESTAMP".length());
        return taken(word, Kind.TIMESTAMP);
    }

    private boolean taken(int start, Kind kind) {
        if (count == StatementShape.MAX_LITERALS) {
            return false;
        }
        if (3 * count == literals.length) {
            literals = Arrays.copyOf(literals, 2 * literals.length);
        }
        literals[3 * count] = start;
        literals[3 * count + 1] = at;
        literals[3 * count + 2] = kind.ordinal();
        count++;
        out.append(MARK).append((char) ('A' + kind.ordinal()));
        return true;
    }

    private boolean quotedName() {
        int start = at++;
        while (true) {
            int close = sql.indexOf('"', at);
            if (close < 0) {
                return false;
            }
            at = close + 1;
            if (at < sql.length() && sql.charAt(at) == '"') {
                at++;
            } else {
                break;
            }
        }
        noWord();
        out.append(sql, start, at);
        return true;
    }

    private boolean comment() {
        // Hints look like comments and are none.
        if (sql.startsWith("/*+", at)) {
            return false;
        }
        boolean line = !sql.startsWith("/*", at);
        int end = line ? sql.indexOf('\n', at) : sql.indexOf("*/", at + 2);
        if (end < 0 && !line) {
            return false;
        }
        at = end < 0 ? sql.length() : line ? end : end + 2;
        blank();
        return true;
    }

    /** Whether the text between is a time that there is: {@code 2026-11-27 13:05:00}, with up to six digits of fraction. */
    private boolean isTime(int start, int end) {
        int length = end - start;
        if (length < TIME_CHARACTERS
                || sql.charAt(start + 4) != '-'
                || sql.charAt(start + 7) != '-'
                || sql.charAt(start + DATE_CHARACTERS) != ' '
                || sql.charAt(start + 13) != ':'
                || sql.charAt(start + 16) != ':'
                || length > TIME_CHARACTERS
                        && (sql.charAt(start + TIME_CHARACTERS) != '.'
                                || length < TIME_CHARACTERS + 2
                                || length > TIME_CHARACTERS + 1 + MICRO_DIGITS)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            boolean sign = i == 4 || i == 7 || i == DATE_CHARACTERS || i == 13 || i == 16 || i == TIME_CHARACTERS;
            if (!sign && !isDigit(sql.charAt(start + i))) {
                return false;
            }
        }
        int month = two(start + 5);
        int day = two(start + 8);
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= MONTH_DAYS[month - 1]
                && (month != 2 || day < 29 || isLeap(100 * two(start) + two(start + 2)))
                && two(start + 11) < 24
                && two(start + 14) < 60
                && two(start + 17) < 60;
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private int two(int index) {
        return 10 * (sql.charAt(index) - '0') + sql.charAt(index + 1) - '0';
    }
}
