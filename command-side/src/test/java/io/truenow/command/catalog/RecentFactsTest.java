package io.truenow.command.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.RequestOrigin;
import io.truenow.events.catalog.TenantCreated;
import java.time.Instant;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.junit.jupiter.api.Test;

class RecentFactsTest {

    private final RecentFacts facts = new RecentFacts(3);

    private void handle(long position, String tenant) {
        facts.on(
                new GenericDomainEventMessage<>(
                        "Tenant",
                        tenant,
                        0,
                        new TenantCreated(tenant, "local", 7),
                        Map.of(),
                        "id of " + tenant,
                        Instant.now()),
                new GlobalSequenceTrackingToken(position));
    }

    @Test
    void theNewestFactsAreKeptEachOnceWhateverIsHandledAgain() {
        for (long position : new long[] {0, 1, 2, 3, 2, 3, 4}) {
            handle(position, "t" + position);
        }
        assertThat(facts.facts()).extracting(RecentFacts.Fact::position).containsExactly(2L, 3L, 4L);
        assertThat(facts.facts().getLast()).satisfies(fact -> {
            assertThat(fact.type()).isEqualTo("TenantCreated");
            assertThat(fact.aggregate()).isEqualTo("t4");
            assertThat(fact.sequence()).isZero();
            assertThat(fact.tenant()).isEqualTo("t4");
            assertThat(fact.address()).as("nobody noted it").isNull();
            assertThat(fact.payload()).isEqualTo("TenantCreated[tenant=t4, requestedBy=local, createdMicros=7]");
            assertThat(fact.timeMicros()).isGreaterThan(1_700_000_000_000_000L);
        });
        facts.reset();
        assertThat(facts.facts()).isEmpty();
    }

    @Test
    void twoFactsOfOneTrackingTokenAreBothKept() {
        handle(5, "one");
        handle(5, "late");
        assertThat(facts.facts()).extracting(RecentFacts.Fact::aggregate).containsExactlyInAnyOrder("one", "late");
    }

    @Test
    void aFactSaysFromWhereItsRequestCame() {
        facts.on(
                GenericEventMessage.asEventMessage("x").withMetaData(Map.of(RequestOrigin.ADDRESS, "10.0.0.7")),
                new GlobalSequenceTrackingToken(1));
        assertThat(facts.facts()).singleElement().satisfies(fact -> assertThat(fact.address())
                .isEqualTo("10.0.0.7"));
    }

    @Test
    void aFactOfNoAggregateAndNoTenantIsCutWhereItIsLong() {
        facts.on(GenericEventMessage.asEventMessage("x".repeat(10_000)), new GlobalSequenceTrackingToken(1));
        assertThat(facts.facts()).singleElement().satisfies(fact -> {
            assertThat(fact.aggregate()).isNull();
            assertThat(fact.tenant()).isNull();
            assertThat(fact.payload()).hasSize(2_049).endsWith("…");
        });
    }
}
