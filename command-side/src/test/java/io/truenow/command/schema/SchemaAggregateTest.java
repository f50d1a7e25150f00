package io.truenow.command.schema;

import io.truenow.command.control.IdSource;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.schema.AddSchemaVersion;
import io.truenow.events.schema.CompatibilityMode;
import io.truenow.events.schema.CreateSchema;
import io.truenow.events.schema.DeleteSchema;
import io.truenow.events.schema.DeprecateSchemaVersion;
import io.truenow.events.schema.RegisteredVersion;
import io.truenow.events.schema.SchemaCreated;
import io.truenow.events.schema.SchemaDeleted;
import io.truenow.events.schema.SchemaDescriptor;
import io.truenow.events.schema.SchemaVersionAdded;
import io.truenow.events.schema.SchemaVersionDeprecated;
import io.truenow.events.schema.SchemaVersionDescriptor;
import io.truenow.events.schema.VersionStatus;
import io.truenow.events.time.MicroClock;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Given facts of a schema, when a command, then facts or a refusal. */
class SchemaAggregateTest {

    private static final long NOW = 1_795_132_800_000_000L;
    private static final UUID ID = new UUID(0, 7);
    private static final String KEY = CreateSchema.keyOf("default", "web", "user_events");
    private static final String SCHEMA = "sch_" + ID;
    private static final String VERSION = "sv_" + ID;
    private static final String FIRST =
            "{\"type\":\"object\",\"required\":[\"id\"],\"properties\":{\"id\":{\"type\":\"string\"}}}";
    private static final String WIDER =
            "{\"type\":\"object\",\"required\":[\"id\"],\"properties\":{\"id\":{\"type\":\"string\"},\"more\":{\"type\":\"integer\"}}}";
    private static final String NARROWER = "{\"type\":\"object\",\"required\":[\"id\",\"more\"],"
            + "\"properties\":{\"id\":{\"type\":\"string\"},\"more\":{\"type\":\"integer\"}}}";

    private final FixtureConfiguration<SchemaAggregate> fixture = fixture();

    private static FixtureConfiguration<SchemaAggregate> fixture() {
        MicroClock clock = () -> NOW;
        IdSource ids = () -> ID;
        return new AggregateTestFixture<>(SchemaAggregate.class)
                .registerInjectableResource(clock)
                .registerInjectableResource(ids);
    }

    private static Matcher<TrueNowException> refusal(ErrorCode code, String part) {
        return new CustomTypeSafeMatcher<>(code + " with [" + part + "]") {
            @Override
            protected boolean matchesSafely(TrueNowException e) {
                return e.code() == code && String.valueOf(e.getMessage()).contains(part);
            }
        };
    }

    private static CreateSchema create(String definition) {
        return new CreateSchema(KEY, "default", "web", "user_events", "about", definition, "me");
    }

    private static AddSchemaVersion add(String definition, CompatibilityMode mode) {
        return new AddSchemaVersion(KEY, SCHEMA, definition, mode, "you");
    }

    private static SchemaCreated created() {
        return new SchemaCreated(KEY, SCHEMA, "default", "web", "user_events", "about", "me", NOW);
    }

    private static SchemaVersionAdded added(int version, String definition, CompatibilityMode mode, String by) {
        return new SchemaVersionAdded(
                KEY,
                SCHEMA,
                "default",
                VERSION,
                version,
                definition,
                SchemaDefinition.parse(definition).fingerprint(),
                mode,
                by,
                NOW);
    }

    private static RegisteredVersion registered(SchemaVersionAdded fact) {
        return new RegisteredVersion(SchemaDescriptor.of(created()), SchemaVersionDescriptor.of(fact));
    }

    private static SchemaVersionAdded first() {
        return added(1, FIRST, CompatibilityMode.BACKWARD, "me");
    }

    private static SchemaVersionDeprecated deprecated(int version) {
        return new SchemaVersionDeprecated(KEY, SCHEMA, "default", VERSION, version, "you", NOW);
    }

    @Test
    void aSchemaBeginsWithItsFirstVersion() {
        fixture.givenNoPriorActivity()
                .when(create(FIRST))
                .expectEvents(created(), first())
                .expectResultMessagePayload(registered(first()));
    }

    @Test
    void aNameHasOneSchema() {
        fixture.given(created(), first())
                .when(create(WIDER))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.ALREADY_EXISTS, "user_events"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sys", "1st", "a b", "", "métrique"})
    void aNameIsLegal(String name) {
        fixture.givenNoPriorActivity()
                .when(new CreateSchema(
                        CreateSchema.keyOf("default", "web", name), "default", "web", name, "", FIRST, "me"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_NAME, "schema"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "{\"type\":\"thing\"}", "{\"required\":\"id\"}", "{\"properties\":[]}"})
    void whatIsNoSchemaIsRefused(String definition) {
        fixture.givenNoPriorActivity()
                .when(create(definition))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_VALUE, ""));
        fixture()
                .given(created(), first())
                .when(add(definition, CompatibilityMode.NONE))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_VALUE, ""));
    }

    @Test
    void aVersionFollows() {
        SchemaVersionAdded second = added(2, WIDER, CompatibilityMode.BACKWARD, "you");
        fixture.given(created(), first())
                .when(add(WIDER, CompatibilityMode.BACKWARD))
                .expectEvents(second)
                .expectResultMessagePayload(registered(second));
    }

    @Test
    void theSameDefinitionIsTheSameVersionHoweverItIsWritten() {
        String sameInOtherOrder =
                "{ \"properties\": {\"id\": {\"type\": \"string\"}},\n \"required\": [\"id\"], \"type\": \"object\" }";
        fixture.given(created(), first(), added(2, WIDER, CompatibilityMode.BACKWARD, "me"))
                .when(add(sameInOtherOrder, CompatibilityMode.BACKWARD))
                .expectNoEvents()
                .expectResultMessagePayload(registered(first()));
    }

    @Test
    void whatIsNotCompatibleIsRefusedUnlessNothingIsAskedOfIt() {
        fixture.given(created(), first())
                .when(add(NARROWER, CompatibilityMode.BACKWARD))
                .expectNoEvents()
                .expectException(
                        refusal(ErrorCode.INVALID_VALUE, "backward incompatible: new required field \"more\" added"));
        fixture()
                .given(created(), first())
                .when(add(NARROWER, CompatibilityMode.NONE))
                .expectEvents(added(2, NARROWER, CompatibilityMode.NONE, "you"));
    }

    @Test
    void theNewestActiveVersionIsTheOneToBeCompatibleWith() {
        fixture.given(created(), first(), added(2, NARROWER, CompatibilityMode.NONE, "me"))
                .when(add(
                        "{\"type\":\"object\",\"required\":[\"id\",\"more\"],\"properties\":"
                                + "{\"id\":{\"type\":\"string\"},\"more\":{\"type\":\"number\"}}}",
                        CompatibilityMode.BACKWARD))
                .expectSuccessfulHandlerExecution();
        fixture()
                .given(created(), first(), added(2, NARROWER, CompatibilityMode.NONE, "me"), deprecated(2))
                .when(add(
                        "{\"type\":\"object\",\"required\":[\"id\",\"more\"],\"properties\":"
                                + "{\"id\":{\"type\":\"string\"},\"more\":{\"type\":\"number\"}}}",
                        CompatibilityMode.BACKWARD))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_VALUE, "new required field"));
    }

    @Test
    void aSchemaKeepsAnActiveVersion() {
        fixture.given(created(), first())
                .when(new DeprecateSchemaVersion(KEY, SCHEMA, 1, "you"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.INVALID_VALUE, "active version"));
        fixture()
                .given(created(), first(), added(2, WIDER, CompatibilityMode.BACKWARD, "me"))
                .when(new DeprecateSchemaVersion(KEY, SCHEMA, 1, "you"))
                .expectEvents(deprecated(1))
                .expectResultMessagePayload(new RegisteredVersion(
                        SchemaDescriptor.of(created()),
                        SchemaVersionDescriptor.of(first()).with(VersionStatus.DEPRECATED)));
        fixture()
                .given(created(), first(), added(2, WIDER, CompatibilityMode.BACKWARD, "me"), deprecated(1))
                .when(new DeprecateSchemaVersion(KEY, SCHEMA, 1, "you"))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
        fixture()
                .given(created(), first())
                .when(new DeprecateSchemaVersion(KEY, SCHEMA, 3, "you"))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.NOT_FOUND, "version"));
    }

    @Test
    void aDeletedSchemaLeavesItsNameFree() {
        SchemaDeleted deleted = new SchemaDeleted(KEY, SCHEMA, "default", "you", NOW);
        fixture.given(created(), first())
                .when(new DeleteSchema(KEY, SCHEMA, "you"))
                .expectEvents(deleted);
        fixture()
                .given(created(), first(), deleted)
                .when(add(WIDER, CompatibilityMode.BACKWARD))
                .expectNoEvents()
                .expectException(refusal(ErrorCode.NOT_FOUND, "schema not found"));
        fixture().given(created(), first(), deleted).when(create(FIRST)).expectEvents(created(), first());
    }
}
