package io.truenow.admin.query;

/** Text of statements as a person types it. */
final class Statements {

    private Statements() {}

    /** The statement without blanks and semicolons at its end; its beginning stays, so that places in it stay right. */
    static String withoutEnd(String text) {
        int end = text.length();
        while (end > 0 && (Character.isWhitespace(text.charAt(end - 1)) || text.charAt(end - 1) == ';')) {
            end--;
        }
        return text.substring(0, end);
    }
}
