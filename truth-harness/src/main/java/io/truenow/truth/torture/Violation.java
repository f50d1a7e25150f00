package io.truenow.truth.torture;

import java.util.Locale;

/** What may be wrong with an answer, in Jepsen's words. */
enum Violation {
    /** Acknowledged and not there. */
    LOST,
    /** There more than once. */
    DUPLICATED,
    /** There, and never sent or surely refused. */
    PHANTOM,
    /** There, with values that were not sent under its id, or a sum that is not the rows'. */
    CORRUPTED,
    /** Acknowledged, the server ready, and not visible within the bound. */
    UNSEEN,
    /** A count or a watermark that went back. */
    STALE,
    /** The books of a table: logged is not stored + duplicates + conflicting. */
    UNBALANCED,
    /** Taken, although the server had answered that the table is paused, the key revoked, or so much too much. */
    TRESPASSED,
    /** A status that a good request must not get. */
    MISANSWERED,
    /** Not taken, or not taken again within the bound, although nothing stood in the way any more. */
    LATE,
    /** Could not be looked at. */
    UNCHECKED;

    /** The word. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
