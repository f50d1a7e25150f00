package io.truenow.command.config;

import static io.truenow.events.config.ServerConfiguration.ID;

import io.truenow.events.config.ChangeConfiguration;
import io.truenow.events.config.CommitConfiguration;
import io.truenow.events.config.ConfigurationCommitted;
import io.truenow.events.config.ConfigurationProposed;
import io.truenow.events.config.ConfigurationRolledBack;
import io.truenow.events.config.ProposeConfiguration;
import io.truenow.events.config.RollBackConfiguration;
import io.truenow.events.config.ServerConfiguration;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.MicroClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given facts of the configuration, when a command, then facts or a refusal. */
class ConfigurationAggregateTest {

    private static final long NOW = 1_795_132_800_000_000L;
    private static final String DAYS = "retention.default_days";
    private static final String BATCH = "ingestion.max_batch_size";

    private final FixtureConfiguration<ConfigurationAggregate> fixture = fixture();

    private static FixtureConfiguration<ConfigurationAggregate> fixture() {
        MicroClock clock = () -> NOW;
        return new AggregateTestFixture<>(ConfigurationAggregate.class).registerInjectableResource(clock);
    }

    private static Matcher<TrueNowException> refusal(ErrorCode code, @Nullable String pointer) {
        return new CustomTypeSafeMatcher<>("a refusal with " + code + " at " + pointer) {
            @Override
            protected boolean matchesSafely(TrueNowException item) {
                return item.code() == code && Objects.equals(item.pointer(), pointer);
            }
        };
    }

    private static Map<String, @Nullable Long> days(@Nullable Long days) {
        return Collections.singletonMap(DAYS, days);
    }

    private static ConfigurationProposed proposed(long epoch, long base, Map<String, @Nullable Long> changes) {
        return new ConfigurationProposed(ID, epoch, base, changes, "me", NOW);
    }

    private static ConfigurationCommitted committed(long epoch, Map<String, Long> values) {
        return new ConfigurationCommitted(ID, epoch, values, "me", NOW);
    }

    private static CommitConfiguration commit(long epoch, boolean force) {
        return new CommitConfiguration(ID, epoch, force, null, "me");
    }

    @Test
    void aProposalHasTheNextNumberAndChangesNothing() {
        fixture.givenNoPriorActivity()
                .when(new ProposeConfiguration(ID, days(30L), null, "me"))
                .expectEvents(proposed(2, 1, days(30L)))
                .expectResultMessagePayload(ServerConfiguration.USUAL.with(proposed(2, 1, days(30L))));
        fixture()
                .given(proposed(2, 1, days(30L)))
                .when(new ProposeConfiguration(ID, days(40L), 1L, "me"))
                .expectEvents(proposed(3, 1, days(40L)));
    }

    @Test
    void aChangeIsAProposalAndItsCommit() {
        fixture.given(proposed(2, 1, days(30L)), committed(2, Map.of(DAYS, 30L)))
                .when(new ChangeConfiguration(ID, Map.of(BATCH, 5L), 2L, "me"))
                .expectEvents(proposed(3, 2, Map.of(BATCH, 5L)), committed(3, Map.of(DAYS, 30L, BATCH, 5L)));
    }

    @Test
    void nullGivesAKeyItsUsualValue() {
        fixture.given(proposed(2, 1, days(30L)), committed(2, Map.of(DAYS, 30L)))
                .when(new ChangeConfiguration(ID, days(null), null, "me"))
                .expectEvents(proposed(3, 2, days(null)), committed(3, Map.of()));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "retention.default_days,0",
        "retention.default_days,3651",
        "ingestion.max_batch_size,0",
        "ingestion.max_batch_size,100001",
        "ingestion.max_record_size_bytes,1023",
        "ingestion.max_record_size_bytes,2097153",
        "query.default_limit,100",
        "moon/phase~now,1"
    })
    void aKeyExistsAndItsValueIsWithinItsBounds(String key, long value) {
        String pointer = "/" + key.replace("~", "~0").replace("/", "~1");
        Map<String, @Nullable Long> changes = new TreeMap<>(Map.of(BATCH, 7L));
        changes.put(key, value);
        for (Object command : List.of(
                new ProposeConfiguration(ID, changes, null, "me"), new ChangeConfiguration(ID, changes, null, "me"))) {
            fixture()
                    .givenNoPriorActivity()
                    .when(command)
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.INVALID_VALUE, pointer));
        }
    }

    private static Map<String, @Nullable Long> changes(String key, long value) {
        return Map.of(key, value);
    }

    @Test
    void theBoundsThemselvesAreTaken() {
        for (Map<String, @Nullable Long> edge : List.of(
                changes(DAYS, 1),
                changes(DAYS, 3_650),
                changes(BATCH, 1),
                changes(BATCH, 100_000),
                changes("ingestion.max_record_size_bytes", 1_024),
                changes("ingestion.max_record_size_bytes", 2_097_152))) {
            fixture()
                    .givenNoPriorActivity()
                    .when(new ProposeConfiguration(ID, edge, null, "me"))
                    .expectEvents(proposed(2, 1, edge));
        }
    }

    @Test
    void nothingIsNoChange() {
        fixture.givenNoPriorActivity()
                .when(new ChangeConfiguration(ID, Map.of(), null, "me"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_VALUE, ""));
    }

    @Test
    void anotherEpochThanExpectedIsRefused() {
        Object[] given = {proposed(2, 1, days(30L)), committed(2, Map.of(DAYS, 30L)), proposed(3, 2, days(31L))};
        for (Object command : List.of(
                new ProposeConfiguration(ID, days(1L), 1L, "me"),
                new ChangeConfiguration(ID, days(1L), 3L, "me"),
                new CommitConfiguration(ID, 3, true, 1L, "me"),
                new RollBackConfiguration(ID, 3L, "me"))) {
            fixture()
                    .given(given)
                    .when(command)
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.CHANGED_MEANWHILE, null));
        }
    }

    @Test
    void aProposalIsCommittedOnce() {
        fixture.given(proposed(2, 1, days(30L))).when(commit(2, false)).expectEvents(committed(2, Map.of(DAYS, 30L)));
        fixture()
                .given(proposed(2, 1, days(30L)), committed(2, Map.of(DAYS, 30L)))
                .when(commit(2, true))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_VALUE, null));
        fixture()
                .given(proposed(2, 1, days(30L)))
                .when(commit(3, true))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.NOT_FOUND, null));
        fixture()
                .givenNoPriorActivity()
                .when(commit(1, true))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.NOT_FOUND, null));
    }

    @Test
    void whatAnotherCommitOvertookIsCommittedByForceAsAnEpochOfItsOwn() {
        Object[] given = {proposed(2, 1, days(30L)), proposed(3, 1, Map.of(BATCH, 5L)), committed(3, Map.of(BATCH, 5L))
        };
        fixture.given(given)
                .when(commit(2, false))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.CHANGED_MEANWHILE, null));
        fixture()
                .given(given)
                .when(commit(2, true))
                .expectEvents(proposed(4, 3, days(30L)), committed(4, Map.of(BATCH, 5L, DAYS, 30L)));
    }

    @Test
    void aRollBackRestoresWhatWasBeforeInANewEpoch() {
        Object[] given = {
            proposed(2, 1, days(30L)),
            committed(2, Map.of(DAYS, 30L)),
            proposed(3, 2, days(60L)),
            committed(3, Map.of(DAYS, 60L)),
            proposed(4, 3, days(90L))
        };
        ConfigurationRolledBack back = new ConfigurationRolledBack(ID, 5, 2, Map.of(DAYS, 30L), "me", NOW);
        fixture.given(given).when(new RollBackConfiguration(ID, 3L, "me")).expectEvents(back);
        List<Object> rolledBack = new ArrayList<>(List.of(given));
        rolledBack.add(back);
        fixture()
                .given(rolledBack)
                .when(new RollBackConfiguration(ID, null, "me"))
                .expectEvents(new ConfigurationRolledBack(ID, 6, 3, Map.of(DAYS, 60L), "me", NOW));
        fixture()
                .given(rolledBack)
                .when(commit(4, false))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.CHANGED_MEANWHILE, null));
    }

    @Test
    void aRollBackOfTheFirstChangeRestoresTheUsualValues() {
        fixture.given(proposed(2, 1, days(30L)), committed(2, Map.of(DAYS, 30L)))
                .when(new RollBackConfiguration(ID, null, "me"))
                .expectEvents(new ConfigurationRolledBack(ID, 3, 1, Map.of(), "me", NOW));
        fixture()
                .givenNoPriorActivity()
                .when(new RollBackConfiguration(ID, null, "me"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_VALUE, null));
        fixture()
                .given(proposed(2, 1, days(30L)))
                .when(new RollBackConfiguration(ID, null, "me"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_VALUE, null));
    }

    @Test
    void theOldestOfTooManyProposalsIsForgotten() {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i <= ServerConfiguration.MAX_PROPOSALS; i++) {
            many.add(proposed(2 + i, 1, days(30L)));
        }
        fixture.given(many).when(commit(2, true)).expectNoEvents().expectException(refusal(ErrorCode.NOT_FOUND, null));
        fixture().given(many).when(commit(3, false)).expectEvents(committed(3, Map.of(DAYS, 30L)));
    }
}
