package io.truenow.sql.http;

import java.time.Duration;

/**
 * Limits of answers that are fetched page by page.
 *
 * @param maxRows most rows of a page
 * @param maxOpen most answers that wait for their next page
 * @param maxOpenPerTenant most of them for one tenant
 * @param idle longest wait for the next page
 */
public record PageSettings(int maxRows, int maxOpen, int maxOpenPerTenant, Duration idle) {

    /** 10,000 rows, 64 answers, 32 for a tenant, five minutes. */
    public static final PageSettings DEFAULT = new PageSettings(10_000, 64, 32, Duration.ofMinutes(5));

    /** Positive limits only. */
    public PageSettings {
        if (maxRows <= 0 || maxOpen <= 0 || maxOpenPerTenant <= 0 || !idle.isPositive()) {
            throw new IllegalArgumentException("Each limit of pages is positive.");
        }
    }
}
