package io.truenow.launcher.settings;

import java.util.Collection;

/** Finds the word that was meant: the one with the least Levenshtein distance (V. I. Levenshtein, 1966). */
final class Spelling {

    private Spelling() {}

    /** The word that a wrong one is most like; the first of equals. Cost: lengths multiplied, for each word. */
    static String nearest(String wrong, Collection<String> words) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String word : words) {
            int distance = distance(wrong, word);
            if (distance < least) {
                least = distance;
                best = word;
            }
        }
        return best;
    }

    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(above[j - 1] + change, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
