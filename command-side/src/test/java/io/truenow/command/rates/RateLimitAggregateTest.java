package io.truenow.command.rates;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.limit.ClearRateLimit;
import io.truenow.events.limit.LimitSubject;
import io.truenow.events.limit.RateLimit;
import io.truenow.events.limit.RateLimitCleared;
import io.truenow.events.limit.RateLimitSet;
import io.truenow.events.limit.SetRateLimit;
import io.truenow.events.time.MicroClock;
import java.util.Objects;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given facts of a rate limit, when a command, then facts or a refusal. */
class RateLimitAggregateTest {

    private static final long NOW = 1_795_132_800_000_000L;
    private static final LimitSubject ACME = LimitSubject.tenant("acme");
    private static final String ID = "limit:tenant:acme";

    private final FixtureConfiguration<RateLimitAggregate> fixture = fixture();

    private static FixtureConfiguration<RateLimitAggregate> fixture() {
        MicroClock clock = () -> NOW;
        return new AggregateTestFixture<>(RateLimitAggregate.class).registerInjectableResource(clock);
    }

    private static Matcher<TrueNowException> refusal(ErrorCode code, @Nullable String pointer) {
        return new CustomTypeSafeMatcher<>("a refusal with " + code + " at " + pointer) {
            @Override
            protected boolean matchesSafely(TrueNowException item) {
                return item.code() == code && Objects.equals(item.pointer(), pointer);
            }
        };
    }

    private static SetRateLimit set(int perSecond, double burst, @Nullable Long version) {
        return new SetRateLimit(ID, ACME, perSecond, burst, version, "me");
    }

    private static RateLimitSet wasSet(int perSecond, double burst) {
        return new RateLimitSet(ID, ACME, perSecond, burst, "me", NOW);
    }

    private static RateLimitCleared wasCleared() {
        return new RateLimitCleared(ID, ACME, "me", NOW);
    }

    @Test
    void aRateIsSetAndSetAgain() {
        fixture.givenNoPriorActivity()
                .when(set(100, 1, 0L))
                .expectEvents(wasSet(100, 1))
                .expectResultMessagePayload(new RateLimit(ACME, 100, 1, 1, "me", NOW));
        fixture()
                .given(wasSet(100, 1))
                .when(set(100, 2.5, 1L))
                .expectEvents(wasSet(100, 2.5))
                .expectResultMessagePayload(new RateLimit(ACME, 100, 2.5, 2, "me", NOW));
    }

    @Test
    void theSameRateAgainIsNoFact() {
        fixture.given(wasSet(100, 1)).when(set(100, 1, null)).expectNoEvents();
    }

    @Test
    void aRateIsCleared() {
        fixture.given(wasSet(100, 2))
                .when(new ClearRateLimit(ID, 1L, "me"))
                .expectEvents(wasCleared())
                .expectResultMessagePayload(new RateLimit(ACME, 0, 1, 2, "me", NOW));
        fixture().given(wasSet(100, 2), wasCleared()).when(set(100, 2, 2L)).expectEvents(wasSet(100, 2));
    }

    @Test
    void whatIsNotSetCannotBeCleared() {
        fixture.given(wasSet(100, 2), wasCleared())
                .when(new ClearRateLimit(ID, null, "me"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.NOT_FOUND, null));
    }

    @Test
    void whoDoesNotKnowTheVersionIsRefused() {
        fixture.givenNoPriorActivity()
                .when(set(100, 1, 1L))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.CHANGED_MEANWHILE, null));
        fixture()
                .given(wasSet(100, 1), wasSet(200, 1))
                .when(new ClearRateLimit(ID, 1L, "me"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.CHANGED_MEANWHILE, null));
    }

    @ParameterizedTest
    @CsvSource({
        "0,1,/events_per_second",
        "-1,1,/events_per_second",
        "1000000001,1,/events_per_second",
        "5,0.5,/burst",
        "5,61,/burst",
        "5,NaN,/burst"
    })
    void aRateIsWithinItsBounds(int perSecond, double burst, String pointer) {
        fixture.givenNoPriorActivity()
                .when(set(perSecond, burst, null))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_VALUE, pointer));
    }
}
