package io.truenow.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.catalog.ChangeTenantState;
import io.truenow.events.catalog.CreateTenant;
import io.truenow.events.catalog.TenantCreated;
import io.truenow.events.catalog.TenantDescriptor;
import io.truenow.events.catalog.TenantState;
import io.truenow.events.catalog.TenantStateChanged;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.MicroClock;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Given facts of a tenant, when a command, then facts or a refusal. */
class TenantAggregateTest {

    private static final long NOW = 1_795_132_800_000_000L;

    private final FixtureConfiguration<TenantAggregate> fixture = fixture();

    private static FixtureConfiguration<TenantAggregate> fixture() {
        MicroClock clock = () -> NOW;
        return new AggregateTestFixture<>(TenantAggregate.class).registerInjectableResource(clock);
    }

    private static Matcher<TrueNowException> refusal(ErrorCode code) {
        return new CustomTypeSafeMatcher<>("a refusal with " + code) {
            @Override
            protected boolean matchesSafely(TrueNowException item) {
                return item.code() == code;
            }
        };
    }

    private static CreateTenant create(String name) {
        return new CreateTenant(CreateTenant.keyOf(name), name, "me");
    }

    private static TenantCreated created() {
        return new TenantCreated("acme", "me", NOW);
    }

    private static TenantStateChanged changed(TenantState from, TenantState to) {
        return new TenantStateChanged("acme", from, to, "me", NOW);
    }

    private static ChangeTenantState become(TenantState state) {
        return new ChangeTenantState(CreateTenant.keyOf("acme"), state, "me");
    }

    @Test
    void aTenantIsMadeOnce() {
        fixture.givenNoPriorActivity()
                .when(create("acme"))
                .expectEvents(created())
                .expectResultMessagePayload(new TenantDescriptor("acme", TenantState.ACTIVE, "me", NOW, NOW, 1));
        fixture()
                .given(created())
                .when(create("acme"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.ALREADY_EXISTS));
    }

    @Test
    void theFirstTenantIsThereAlready() {
        fixture.givenNoPriorActivity()
                .when(create("default"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.ALREADY_EXISTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "", "sys", "1st", "a/b", "métier"})
    void aNameIsLegal(String name) {
        fixture.givenNoPriorActivity()
                .when(create(name))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_NAME));
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({"ACTIVE,SUSPENDED,true", "SUSPENDED,ACTIVE,true", "ACTIVE,ACTIVE,false", "SUSPENDED,SUSPENDED,false"})
    void aStateFollowsAnother(TenantState from, TenantState to, boolean may) {
        assertThat(from.canBecome(to)).isEqualTo(may);
        var when = fixture.given(created(), changed(TenantState.ACTIVE, from)).when(become(to));
        if (may) {
            when.expectEvents(changed(from, to))
                    .expectResultMessagePayload(new TenantDescriptor("acme", to, "me", NOW, NOW, 3));
        } else {
            when.expectNoEvents().expectException(refusal(ErrorCode.INVALID_VALUE));
        }
    }
}
