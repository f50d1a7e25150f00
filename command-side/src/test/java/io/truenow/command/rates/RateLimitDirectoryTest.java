package io.truenow.command.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.command.limit.IngestLimits;
import io.truenow.command.limit.LimitLevel;
import io.truenow.command.limit.LimitSettings;
import io.truenow.command.limit.RateLimitedException;
import io.truenow.command.limit.port.LimitRate;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.limit.LimitSubject;
import io.truenow.events.limit.RateLimitCleared;
import io.truenow.events.limit.RateLimitSet;
import org.junit.jupiter.api.Test;

/** The rates that hold, by the control plane or the settings. */
class RateLimitDirectoryTest {

    private static final Principal ANN = new Principal("shop", "ann", Role.WRITER);
    private static final Principal BOB = new Principal("shop", "bob", Role.WRITER);
    private static final LimitSubject SHOP = LimitSubject.tenant("shop");

    private final RateLimitDirectory rates =
            new RateLimitDirectory(new LimitSettings(0, 100, 0, 1, LimitSettings.USUAL_BUCKETS));

    private static RateLimitSet set(LimitSubject subject, int perSecond) {
        return new RateLimitSet(subject.limitId(), subject, perSecond, 1, "me", 0);
    }

    private static RateLimitCleared cleared(LimitSubject subject) {
        return new RateLimitCleared(subject.limitId(), subject, "me", 0);
    }

    @Test
    void whatWasSetOverridesTheSettingsUntilItIsCleared() {
        assertThat(rates.of(LimitLevel.TENANT, ANN)).isEqualTo(new LimitRate(100, 1));
        assertThat(rates.of(LimitLevel.KEY, ANN)).isEqualTo(LimitRate.NONE);

        rates.on(set(SHOP, 7), 0);
        rates.on(set(LimitSubject.key("shop", "ann"), 5), 0);
        rates.on(set(LimitSubject.SERVER, 9), 0);

        assertThat(rates.of(LimitLevel.TENANT, BOB).perSecond()).isEqualTo(7);
        assertThat(rates.of(LimitLevel.KEY, ANN).perSecond()).isEqualTo(5);
        assertThat(rates.of(LimitLevel.KEY, BOB)).isEqualTo(LimitRate.NONE);
        assertThat(rates.of(LimitLevel.GLOBAL, BOB).perSecond()).isEqualTo(9);
        rates.on(cleared(SHOP), 1);
        assertThat(rates.of(LimitLevel.TENANT, ANN).perSecond()).isEqualTo(100);
    }

    @Test
    void aFactThatIsKnownChangesNothing() {
        rates.on(set(SHOP, 7), 0);
        rates.on(set(SHOP, 8), 1);
        rates.on(set(SHOP, 7), 0);

        assertThat(rates.find(SHOP).perSecond()).isEqualTo(8);
        assertThat(rates.find(SHOP).version()).isEqualTo(2);
    }

    @Test
    void aNewRateHoldsForTheNextEventAndGivesNoBurst() {
        IngestLimits limits = new IngestLimits(rates, 10, () -> 0, null);
        limits.take(ANN, 60);
        rates.on(set(SHOP, 1_000), 0);

        assertThat(limits.largestRequest(ANN)).isEqualTo(1_000);
        assertThatThrownBy(() -> limits.take(ANN, 41)).isInstanceOf(RateLimitedException.class);
        limits.take(ANN, 40);
        rates.on(set(SHOP, 10), 1);
        assertThatThrownBy(() -> limits.take(ANN, 1))
                .isInstanceOf(RateLimitedException.class)
                .hasMessageContaining("[10] events a second");
    }

    @Test
    void limitsAreOffUntilAnyIsSet() {
        RateLimitDirectory none = new RateLimitDirectory(LimitSettings.OFF);
        assertThat(none.isOn()).isFalse();
        none.on(set(SHOP, 7), 0);
        assertThat(none.isOn()).isTrue();
        none.on(cleared(SHOP), 1);
        assertThat(none.isOn()).isFalse();
        none.on(set(SHOP, 7), 2);
        none.reset();
        assertThat(none.isOn()).isFalse();
    }
}
