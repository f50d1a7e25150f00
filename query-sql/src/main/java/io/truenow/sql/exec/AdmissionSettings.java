package io.truenow.sql.exec;

import java.time.Duration;

/**
 * How many statements may work at once, and how the others wait.
 *
 * @param maxWorking most statements that work at once
 * @param maxTenantWorking most of them of one tenant
 * @param maxWaiting most statements that wait for their turn; one more is refused
 * @param maxWait longest wait
 */
public record AdmissionSettings(int maxWorking, int maxTenantWorking, int maxWaiting, Duration maxWait) {

    /** 64 at once, 48 of a tenant, 1,000 wait for at most 30 s. */
    public static final AdmissionSettings DEFAULT = new AdmissionSettings(64, 48, 1_000, Duration.ofSeconds(30));

    /** Positive limits only; nobody need be allowed to wait. */
    public AdmissionSettings {
        if (maxWorking <= 0 || maxTenantWorking <= 0 || maxWaiting < 0 || maxWait.isNegative()) {
            throw new IllegalArgumentException("Each limit of working statements is positive.");
        }
    }
}
