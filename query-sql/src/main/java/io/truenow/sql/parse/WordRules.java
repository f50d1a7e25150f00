package io.truenow.sql.parse;

import java.util.Map;
import java.util.Set;

/**
 * Says which words are names although the grammar knows them as keywords: those that our SQL, which only reads, has no use for, and those
 * whose use as a keyword shows in what stands beside them. Without state.
 */
final class WordRules {

    /**
     * A word and its neighbours. Words are in capitals; what is not a word is empty.
     *
     * @param starts whether a statement may start here
     * @param typeExpected whether a type stands here
     * @param before word before
     * @param beforeKind kind of the token before; a blank for none
     * @param after word after
     * @param afterKind kind of the token after; a blank for none
     * @param afterNext word after that
     */
    record Place(
            boolean starts,
            boolean typeExpected,
            String before,
            char beforeKind,
            String after,
            char afterKind,
            String afterNext) {

        private boolean beforeNumber() {
            return Character.isDigit(afterKind) || afterKind == '?';
        }
    }

    private interface Rule {
        boolean isName(Place place);
    }

    private static final Rule ALWAYS = place -> true;
    private static final Rule NOT_FIRST = place -> !place.starts();
    private static final Rule NO_CALL = place -> place.afterKind() != '(';
    private static final Rule NO_TYPE =
            place -> place.afterKind() != '\'' && NO_CALL.isName(place) && !place.typeExpected();
    private static final Rule NO_TIME_TYPE = place -> NO_TYPE.isName(place)
            && !(place.after().equals("WITH") && place.afterNext().endsWith("TIME"))
            && !place.after().equals("WITHOUT");
    private static final Set<String> FRAME = Set.of("BETWEEN", "UNBOUNDED", "CURRENT", "INTERVAL", "ONLY");
    private static final Set<String> BEFORE_VALUES =
            Set.of("SELECT", "WHERE", "AND", "OR", "NOT", "ON", "HAVING", "WHEN");
    private static final Rule NO_FRAME = place -> BEFORE_VALUES.contains(place.before())
            || !FRAME.contains(place.after())
                    && !place.beforeNumber()
                    && !Character.isDigit(place.beforeKind())
                    && place.beforeKind() != '?';

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("DEFAULT", ALWAYS),
            Map.entry("USER", ALWAYS),
            Map.entry("STREAM", ALWAYS),
            Map.entry("NEW", ALWAYS),
            Map.entry("FRIDAY", ALWAYS),
            Map.entry("ORDINAL", ALWAYS),
            Map.entry("CALL", NOT_FIRST),
            Map.entry("DELETE", NOT_FIRST),
            Map.entry("DESCRIBE", NOT_FIRST),
            Map.entry("DROP", NOT_FIRST),
            Map.entry("GRANT", NOT_FIRST),
            Map.entry("INSERT", NOT_FIRST),
            Map.entry("MERGE", NOT_FIRST),
            Map.entry("SET", NOT_FIRST),
            Map.entry("UPDATE", NOT_FIRST),
            Map.entry("CURSOR", NO_CALL),
            Map.entry("PATTERN", NO_CALL),
            Map.entry(
                    "GROUPING", place -> NO_CALL.isName(place) && !place.after().equals("SETS")),
            Map.entry("DATE", NO_TIME_TYPE),
            Map.entry("TIME", NO_TIME_TYPE),
            Map.entry("TIMESTAMP", NO_TIME_TYPE),
            Map.entry("UUID", NO_TYPE),
            Map.entry(
                    "INTERVAL",
                    place -> "'-+?".indexOf(place.afterKind()) < 0 && !place.beforeNumber() && !place.typeExpected()),
            Map.entry("CURRENT", place -> !place.after().equals("ROW")),
            Map.entry(
                    "NEXT",
                    place -> !place.before().equals("FETCH") && !place.after().equals("VALUE")),
            Map.entry("OFFSET", place -> !place.beforeNumber()),
            Map.entry("PARTITION", place -> !place.after().equals("BY")),
            Map.entry("WINDOW", place -> !place.afterNext().equals("AS")),
            Map.entry("RANGE", NO_FRAME),
            Map.entry("ROWS", NO_FRAME));

    private WordRules() {}

    /** Whether a word, in capitals, is a name in its place. */
    static boolean isName(String word, Place place) {
        Rule rule = RULES.get(word);
        return rule != null && rule.isName(place);
    }
}
