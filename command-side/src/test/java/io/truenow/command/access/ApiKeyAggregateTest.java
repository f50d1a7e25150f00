package io.truenow.command.access;

import io.truenow.events.access.ApiKeyCreated;
import io.truenow.events.access.ApiKeyRevoked;
import io.truenow.events.access.ApiKeyRotated;
import io.truenow.events.access.ApiKeySigningDemanded;
import io.truenow.events.access.CreateApiKey;
import io.truenow.events.access.Grant;
import io.truenow.events.access.KeySecret;
import io.truenow.events.access.RevokeApiKey;
import io.truenow.events.access.Role;
import io.truenow.events.access.RotateApiKey;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.MicroClock;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Given facts, when a command, then facts or a refusal. */
class ApiKeyAggregateTest {

    private static final long NOW = 1_795_132_800_000_000L;
    private static final long HOUR = 3_600_000_000L;
    private static final String ID = "key_1";
    private static final List<Grant> GRANTS = List.of(new Grant("shop", "orders", Set.of(Grant.Action.READ)));

    private final FixtureConfiguration<ApiKeyAggregate> fixture = fixture();

    private static FixtureConfiguration<ApiKeyAggregate> fixture() {
        MicroClock clock = () -> NOW;
        return new AggregateTestFixture<>(ApiKeyAggregate.class).registerInjectableResource(clock);
    }

    private static KeySecret secret(int number) {
        return new KeySecret("handle" + number, "hash" + number);
    }

    private static CreateApiKey create(@Nullable Long expiresMicros) {
        return new CreateApiKey(ID, "default", "producer", Role.WRITER, GRANTS, secret(0), expiresMicros, false, "me");
    }

    private static ApiKeyCreated created(@Nullable Long expiresMicros, long atMicros) {
        return new ApiKeyCreated(
                ID, "default", "producer", Role.WRITER, GRANTS, secret(0), expiresMicros, "me", atMicros);
    }

    private static Matcher<TrueNowException> refusal(ErrorCode code) {
        return new CustomTypeSafeMatcher<>("a refusal with " + code) {
            @Override
            protected boolean matchesSafely(TrueNowException item) {
                return item.code() == code;
            }
        };
    }

    @Test
    void aKeyIsMade() {
        fixture.givenNoPriorActivity()
                .when(create(NOW + HOUR))
                .expectEvents(created(NOW + HOUR, NOW))
                .expectResultMessagePayload(ApiKeyDescriptor.of(created(NOW + HOUR, NOW)));
    }

    @Test
    void aKeyThatSignsIsSaidToDoSo() {
        fixture.givenNoPriorActivity()
                .when(new CreateApiKey(ID, "default", "producer", Role.WRITER, GRANTS, secret(0), null, true, "me"))
                .expectSuccessfulHandlerExecution()
                .expectEvents(created(null, NOW), new ApiKeySigningDemanded(ID, "default", "me", NOW));
    }

    @Test
    void aKeyThatWouldHaveExpiredIsNotMade() {
        fixture.givenNoPriorActivity()
                .when(create(NOW))
                .expectException(refusal(ErrorCode.INVALID_VALUE))
                .expectNoEvents();
    }

    @Test
    void aRotationSaysUntilWhenTheEarlierTextIsTaken() {
        fixture.given(created(null, 1))
                .when(new RotateApiKey(ID, "default", secret(1), HOUR, "me"))
                .expectEvents(new ApiKeyRotated(ID, "default", secret(1), NOW + HOUR, "me", NOW));
    }

    @Test
    void aRotationWithoutOverlapEndsEveryEarlierTextAtOnce() {
        ApiKeyRotated first = new ApiKeyRotated(ID, "default", secret(1), NOW + 9 * HOUR, "me", 2);
        ApiKeyRotated second = new ApiKeyRotated(ID, "default", secret(2), NOW, "me", NOW);
        fixture.given(created(null, 1), first)
                .when(new RotateApiKey(ID, "default", secret(2), 0, "me"))
                .expectEvents(second)
                .expectResultMessagePayload(
                        ApiKeyDescriptor.of(created(null, 1)).with(first).with(second));
    }

    @Test
    void aKeyOfAnotherTenantIsNotFound() {
        fixture.given(created(null, 1))
                .when(new RotateApiKey(ID, "other", secret(1), HOUR, "them"))
                .expectException(refusal(ErrorCode.NOT_FOUND))
                .expectNoEvents();
        fixture()
                .given(created(null, 1))
                .when(new RevokeApiKey(ID, "other", "them"))
                .expectException(refusal(ErrorCode.NOT_FOUND))
                .expectNoEvents();
    }

    @Test
    void aKeyThatWasNeverMadeIsNotThere() {
        fixture.givenNoPriorActivity()
                .when(new RevokeApiKey(ID, "default", "me"))
                .expectException(AggregateNotFoundException.class);
    }

    @Test
    void anExpiredKeyIsNotRotated() {
        fixture.given(created(NOW, 1))
                .when(new RotateApiKey(ID, "default", secret(1), HOUR, "me"))
                .expectException(refusal(ErrorCode.INVALID_VALUE))
                .expectNoEvents();
    }

    @Test
    void aRevokedKeyIsNotRotated() {
        fixture.given(created(null, 1), new ApiKeyRevoked(ID, "default", "me", 2))
                .when(new RotateApiKey(ID, "default", secret(1), HOUR, "me"))
                .expectException(refusal(ErrorCode.NOT_FOUND))
                .expectNoEvents();
    }

    @Test
    void anOverlapIsFromNothingTo30Days() {
        for (long overlap : new long[] {-1, 30 * 24 * HOUR + 1, Long.MAX_VALUE}) {
            fixture()
                    .given(created(null, 1))
                    .when(new RotateApiKey(ID, "default", secret(1), overlap, "me"))
                    .expectException(refusal(ErrorCode.INVALID_VALUE))
                    .expectNoEvents();
        }
    }

    @Test
    void aKeyHasEightTextsAtATimeUnlessTheyEnd() {
        List<Object> facts = new java.util.ArrayList<>(List.of(created(null, 1)));
        IntStream.rangeClosed(1, 7)
                .forEach(i -> facts.add(new ApiKeyRotated(ID, "default", secret(i), NOW + HOUR, "me", 1 + i)));
        fixture.given(facts)
                .when(new RotateApiKey(ID, "default", secret(8), HOUR, "me"))
                .expectException(refusal(ErrorCode.INVALID_VALUE))
                .expectNoEvents();
        fixture()
                .given(facts)
                .when(new RotateApiKey(ID, "default", secret(8), 0, "me"))
                .expectEvents(new ApiKeyRotated(ID, "default", secret(8), NOW, "me", NOW));
    }

    @Test
    void aKeyIsRevokedOnce() {
        fixture.given(created(null, 1))
                .when(new RevokeApiKey(ID, "default", "me"))
                .expectEvents(new ApiKeyRevoked(ID, "default", "me", NOW));
        fixture()
                .given(created(null, 1), new ApiKeyRevoked(ID, "default", "me", 2))
                .when(new RevokeApiKey(ID, "default", "me"))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }
}
