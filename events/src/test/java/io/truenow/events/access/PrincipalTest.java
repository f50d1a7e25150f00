package io.truenow.events.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.truenow.events.access.Grant.Action;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PrincipalTest {

    private static final TableRef ORDERS = new TableRef("default", "shop", "orders");
    private static final TableRef VISITS = new TableRef("default", "web", "visits");

    private static Principal with(Role role, Grant... grants) {
        return new Principal("default", "somebody", role, List.of(grants));
    }

    /** The contract's order: reader, writer, schema_admin, operator, admin. */
    @ParameterizedTest
    @CsvSource({"reader, 20, 1", "writer, 40, 2", "schema_admin, 60, 3", "operator, 80, 4", "admin, 100, 5"})
    void aRoleIncludesThoseBelowIt(String name, int rank, int included) {
        Role role = Role.named(name).orElseThrow();

        assertThat(role.rank()).isEqualTo(rank);
        assertThat(role.text()).isEqualTo(name);
        assertThat(EnumSet.allOf(Role.class).stream().filter(role::includes)).hasSize(included);
    }

    @Test
    void aRequestWithoutACallerIsNobodys() {
        assertThat(Principal.ofRequest(Principal.LOCAL)).isSameAs(Principal.LOCAL);

        for (Object attribute : new Object[] {null, "local"}) {
            assertThatExceptionOfType(TrueNowException.class)
                    .isThrownBy(() -> Principal.ofRequest(attribute))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
        }
    }

    @Test
    void anUnknownRoleIsNone() {
        assertThat(Role.named("root")).isEmpty();
        assertThat(Role.named("ADMIN")).contains(Role.ADMIN);
    }

    @Test
    void withoutGrantsATenantsTablesAreAllThere() {
        assertThat(with(Role.READER).mayRead(ORDERS)).isTrue();
        assertThat(with(Role.READER).mayWrite(ORDERS)).isFalse();
        assertThat(with(Role.WRITER).mayWrite(ORDERS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void noRoleReachesATableOfAnotherTenant(Role role) {
        TableRef theirs = new TableRef("other", "shop", "orders");
        Principal caller = with(role, new Grant("*", "*", EnumSet.allOf(Action.class)));

        assertThat(caller.mayRead(theirs)).isFalse();
        assertThat(caller.mayWrite(theirs)).isFalse();
    }

    @Test
    void grantsAreTheOnlyTablesOfARoleBelowAdministrator() {
        Principal caller = with(Role.WRITER, new Grant("shop", "orders", Set.of(Action.READ)));

        assertThat(caller.mayRead(ORDERS)).isTrue();
        assertThat(caller.mayWrite(ORDERS)).isFalse();
        assertThat(caller.mayRead(VISITS)).isFalse();
        assertThat(caller.seesNamespace("shop")).isTrue();
        assertThat(caller.seesNamespace("web")).isFalse();
        assertThat(with(Role.ADMIN, new Grant("shop", "orders", Set.of(Action.READ)))
                        .mayWrite(VISITS))
                .isTrue();
    }

    @Test
    void aGrantAddsNothingToARole() {
        Principal reader = with(Role.READER, new Grant("shop", "*", Set.of(Action.ADMIN)));

        assertThat(reader.mayRead(ORDERS)).isTrue();
        assertThat(reader.mayWrite(ORDERS)).isFalse();
    }

    @Test
    void theAdminActionStandsForAllOthers() {
        Principal writer = with(Role.WRITER, new Grant("*", "orders", Set.of(Action.ADMIN)));

        assertThat(writer.mayRead(ORDERS)).isTrue();
        assertThat(writer.mayWrite(ORDERS)).isTrue();
        assertThat(writer.mayWrite(VISITS)).isFalse();
    }

    @Test
    void aWriterOfOneNamespaceWritesIntoNoOther() {
        Principal writer = with(Role.WRITER, new Grant("shop", "*", Set.of(Action.WRITE)));

        writer.requireWriteInto("shop");
        assertThatExceptionOfType(TrueNowException.class)
                .isThrownBy(() -> writer.requireWriteInto("web"))
                .matches(e -> e.code() == ErrorCode.FORBIDDEN);
        assertThatExceptionOfType(TrueNowException.class)
                .isThrownBy(() -> writer.requireWrite(VISITS))
                .withMessage("The caller may not write into the table [web.visits].");
    }

    @Test
    void aRefusalSaysWhichRoleItTakes() {
        assertThatExceptionOfType(TrueNowException.class)
                .isThrownBy(() -> with(Role.READER).require(Permission.INGEST))
                .withMessage("The role [reader] may not do this; it takes [writer].");
    }

    @Test
    void onlyAnOperatorManagesWhatOthersRun() {
        Principal mine = new Principal("default", "me", Role.READER);
        Principal other = new Principal("default", "you", Role.READER);

        assertThat(mine.manages(mine)).isTrue();
        assertThat(mine.manages(other)).isFalse();
        assertThat(with(Role.OPERATOR).manages(other)).isTrue();
        assertThat(new Principal("other", "you", Role.ADMIN).manages(other)).isFalse();
    }

    @Test
    void aGrantAllowsSomething() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Grant("shop", "*", Set.of()));
    }
}
