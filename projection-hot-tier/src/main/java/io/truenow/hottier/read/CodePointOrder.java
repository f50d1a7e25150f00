package io.truenow.hottier.read;

/** Order of text by code point. {@link String#compareTo} differs where surrogates meet U+E000 to U+FFFF. */
public final class CodePointOrder {

    private CodePointOrder() {}

    /** As a comparator's. */
    public static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean high = Character.isSurrogate(a);
                return high == Character.isSurrogate(b) ? Character.compare(a, b) : high ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
