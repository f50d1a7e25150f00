package io.truenow.command.port;

import org.jspecify.annotations.Nullable;

/**
 * The facts of the control plane, chained by hashes: each link is over the stored bytes of a fact and over the link before it, so a fact that is
 * changed, taken out or put in does not fit. Thread-safe.
 */
public interface AuditLog {

    /**
     * What a look at the whole chain found.
     *
     * @param facts that are chained
     * @param waiting facts that are stored and not chained yet
     * @param head number of the last link; 0 before the first
     * @param headHash hash of the last link, hexadecimal; to be noted elsewhere, since who can write the whole store can write a chain that fits
     * @param brokenLink number of the first link that does not fit; null if all do
     * @param problem what is wrong there, in a sentence; null if nothing is
     */
    record Verification(
            long facts,
            long waiting,
            long head,
            String headHash,
            @Nullable Long brokenLink,
            @Nullable String problem) {}

    /**
     * Reads every fact and every link again.
     *
     * @param noted number and hash of a link that was noted earlier, as {@code number:hash}; null for none
     * @throws io.truenow.events.error.TrueNowException {@code CATALOG_UNAVAILABLE}; {@code INVALID_VALUE} if the note has no such form
     */
    Verification verify(@Nullable String noted);
}
