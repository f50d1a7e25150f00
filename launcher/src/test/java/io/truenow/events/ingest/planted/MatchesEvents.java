package io.truenow.events.ingest.planted;

import java.util.regex.Pattern;

/** Planted: a regular expression where events pass. */
public final class MatchesEvents {
    Pattern pattern = Pattern.compile("a*");
}
