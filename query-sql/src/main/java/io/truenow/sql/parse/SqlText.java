package io.truenow.sql.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Prepares a statement for Calcite's parser: names that the grammar would take for a keyword are quoted, a trailing semicolon is cut
 * off, {@code EXPLAIN} is noted and cut off. Strings, quoted names and comments are never touched. Positions of errors in the
 * prepared text can be mapped back.
 *
 * <p>{@link WordRules} knows those names; a type is expected after {@code ::}, or {@code AS} inside {@code CAST(…)}. One pass, linear.
 */
public final class SqlText {

    /** How a statement wants to be explained. */
    public enum Explain {
        /** Not at all: run it. */
        NO,
        /** {@code EXPLAIN} or {@code EXPLAIN PLAN FOR}. */
        PLAN,
        /** {@code EXPLAIN PLAN WITHOUT IMPLEMENTATION FOR}: before anything is pushed into the hot tier. */
        LOGICAL,
        /** {@code EXPLAIN ANALYZE}. */
        ANALYZE
    }

    private static final Set<String> WRITERS = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");
    private static final Set<String> CASTS = Set.of("CAST", "TRY_CAST", "SAFE_CAST");

    private static final Set<String> OPERATORS =
            Set.of("AND", "OR", "NOT", "CASE", "WHEN", "JOIN", "UNION", "EXCEPT", "INTERSECT");
    private static final String SIGNS = "+-*/=<>|%";

    private record Token(int start, int end, char kind) {}

    private final String original;
    private final String text;
    private final Explain explain;
    private final List<int[]> edits = new ArrayList<>();
    private final int depth;
    private final int operators;

    /** Prepares a statement. */
    public SqlText(String sql) {
        this.original = sql;
        List<Token> tokens = tokens(sql);
        int first = 0;
        Explain mode = Explain.NO;
        if (word(tokens, 0).equals("EXPLAIN")) {
            first = 1;
            mode = Explain.PLAN;
            if (word(tokens, 1).equals("PLAN") && word(tokens, 2).equals("FOR")) {
                first = 3;
            } else if (word(tokens, 1).equals("PLAN")
                    && word(tokens, 2).equals("WITHOUT")
                    && word(tokens, 3).equals("IMPLEMENTATION")
                    && word(tokens, 4).equals("FOR")) {
                first = 5;
                mode = Explain.LOGICAL;
            } else if (word(tokens, 1).equals("ANALYZE")) {
                first = 2;
                mode = Explain.ANALYZE;
            }
        }
        this.explain = mode;
        this.text = rewrite(tokens, first);
        int open = 0;
        int deepest = 0;
        int found = 0;
        for (int i = 0; i < tokens.size(); i++) {
            char kind = tokens.get(i).kind();
            open += kind == '(' ? 1 : kind == ')' ? -1 : 0;
            deepest = Math.max(deepest, open);
            found += SIGNS.indexOf(kind) >= 0 || kind == 'w' && OPERATORS.contains(word(tokens, i)) ? 1 : 0;
        }
        this.depth = deepest;
        this.operators = found;
    }

    /** Most parentheses that are open at once. */
    public int depth() {
        return depth;
    }

    /** Signs and words that join expressions, as far as they can be told without a parser. */
    public int operators() {
        return operators;
    }

    /** What goes to the parser. */
    public String text() {
        return text;
    }

    /** Whether the plan is wanted instead of the answer. */
    public Explain explain() {
        return explain;
    }

    /** Line and column, both from 1, in the original of a line and column in {@link #text()}. */
    public int[] originalPosition(int line, int column) {
        int offset = offset(text, line, column);
        int shift = 0;
        for (int[] edit : edits) {
            if (edit[0] < offset) {
                shift += edit[1];
            }
        }
        int wanted = Math.max(0, Math.min(original.length(), offset - shift));
        int foundLine = 1;
        int lineStart = 0;
        for (int i = 0; i < wanted; i++) {
            if (original.charAt(i) == '\n') {
                foundLine++;
                lineStart = i + 1;
            }
        }
        return new int[] {foundLine, wanted - lineStart + 1};
    }

    private static int offset(String text, int line, int column) {
        int at = 0;
        for (int i = 1; i < line; i++) {
            int next = text.indexOf('\n', at);
            if (next < 0) {
                break;
            }
            at = next + 1;
        }
        return at + column - 1;
    }

    private String rewrite(List<Token> tokens, int first) {
        int end = tokens.isEmpty() ? 0 : tokens.size();
        while (end > first && tokens.get(end - 1).kind() == ';') {
            end--;
        }
        StringBuilder out = new StringBuilder(original.length() + 16);
        int copied = first < tokens.size() ? tokens.get(first).start() : original.length();
        if (first > 0) {
            edits.add(new int[] {-1, -copied});
        }
        int from = copied;
        // What does not read is refused, by the name of what it is, so its own words stay keywords.
        boolean reads = !WRITERS.contains(word(tokens, first));
        List<Boolean> casts = new ArrayList<>();
        for (int i = first; i < end; i++) {
            Token token = tokens.get(i);
            if (token.kind() == '(') {
                casts.add(i > 0 && CASTS.contains(word(tokens, i - 1)));
            } else if (token.kind() == ')' && !casts.isEmpty()) {
                casts.removeLast();
            } else if (reads
                    && token.kind() == 'w'
                    && isName(tokens, i, first, end, !casts.isEmpty() && casts.getLast())) {
                out.append(original, from, token.start()).append('"');
                edits.add(new int[] {out.length() - 1, 1});
                out.append(original, token.start(), token.end()).append('"');
                edits.add(new int[] {out.length() - 1, 1});
                from = token.end();
            }
        }
        int last = end > first ? tokens.get(end - 1).end() : from;
        return out.append(original, from, Math.max(from, last)).toString();
    }

    private boolean isName(List<Token> tokens, int i, int first, int end, boolean inCast) {
        char before = i > first ? tokens.get(i - 1).kind() : ' ';
        char after = i + 1 < end ? tokens.get(i + 1).kind() : ' ';
        return WordRules.isName(
                word(tokens, i),
                new WordRules.Place(
                        i == first,
                        before == ':' || inCast && word(tokens, i - 1).equals("AS"),
                        word(tokens, i - 1),
                        before,
                        word(tokens, i + 1),
                        after,
                        word(tokens, i + 2)));
    }

    private String word(List<Token> tokens, int i) {
        if (i < 0 || i >= tokens.size() || tokens.get(i).kind() != 'w') {
            return "";
        }
        return original.substring(tokens.get(i).start(), tokens.get(i).end()).toUpperCase(Locale.ROOT);
    }

    /** Kinds: {@code w} word, {@code '} string, {@code "} quoted name, else the character itself. */
    private static List<Token> tokens(String sql) {
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            int start = i;
            if (Character.isWhitespace(c)) {
                i++;
            } else if (c == '-' && sql.startsWith("--", i) || c == '/' && sql.startsWith("//", i)) {
                int newline = sql.indexOf('\n', i);
                i = newline < 0 ? sql.length() : newline;
            } else if (c == '/' && sql.startsWith("/*", i)) {
                int close = sql.indexOf("*/", i + 2);
                i = close < 0 ? sql.length() : close + 2;
            } else if (c == '\'' || c == '"') {
                i = quoted(sql, i, c);
                tokens.add(new Token(start, i, c));
            } else if (Character.isJavaIdentifierStart(c)) {
                while (i < sql.length() && Character.isJavaIdentifierPart(sql.charAt(i))) {
                    i++;
                }
                tokens.add(new Token(start, i, 'w'));
            } else {
                i++;
                tokens.add(new Token(start, i, c));
            }
        }
        return tokens;
    }

    private static int quoted(String sql, int start, char quote) {
        int i = start + 1;
        while (i < sql.length()) {
            if (sql.charAt(i) == quote) {
                if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
            i++;
        }
        return sql.length();
    }
}
