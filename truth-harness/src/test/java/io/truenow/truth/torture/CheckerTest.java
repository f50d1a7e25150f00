package io.truenow.truth.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger and a server that lies about it: every lie must be named, and the truth must not. */
class CheckerTest {

    private static final Contents CONTENTS = new Contents(7, 1_700_000_000_000_000L);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Findings findings = new Findings();
    private final PlantedServed served = new PlantedServed();
    private Ledger ledger;
    private Checker checker;

    @BeforeEach
    void fillTwoRounds(@TempDir Path folder) {
        ledger = new Ledger(folder.resolve("ledger.txt"));
        checker =
                new Checker(ledger, CONTENTS, findings, new BookReads(new MonotonicReads(findings), findings), AT_ONCE);
        for (int round = 1; round <= 2; round++) {
            for (int number = 0; number < 10; number++) {
                acknowledged("t" + number % 2, round, number);
            }
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void theTruthIsNoViolation() throws SQLException {
        check();
        checker.checkAll(served);

        assertThat(findings.sentences()).isEmpty();
        assertThat(checker.present()).isEqualTo(60);
        assertThat(checker.recovered()).isZero();
        assertThat(ledger.acknowledged()).isEqualTo(60);
    }

    @Test
    void whatIsMissingIsUnseenAfterARestartAndLostAtTheEnd() throws SQLException {
        ServedRow gone = served.table("t0").remove(4);

        check();
        assertOnly(Violation.UNSEEN, gone.id());

        checker.checkAll(served);
        assertThat(findings.count(Violation.LOST)).isEqualTo(1);
        assertThat(findings.sentences().getLast()).startsWith("lost [t0 " + gone.id() + "]");
    }

    @Test
    void aRowThatWasSeenAndIsGoneIsStaleAndUnseen() throws SQLException {
        check();
        ServedRow gone = served.table("t1").removeLast();

        check();

        assertThat(findings.count(Violation.STALE)).isEqualTo(1);
        assertThat(findings.count(Violation.UNSEEN)).isEqualTo(1);
        assertThat(findings.sentences()).anyMatch(s -> s.contains(gone.id()));
    }

    @Test
    void aTableThatVanishesIsNoticed() throws SQLException {
        check();
        served.tables.remove("t1");

        check();

        assertThat(findings.count(Violation.UNSEEN)).isEqualTo(30);
    }

    @Test
    void aDuplicateIsNamed() throws SQLException {
        ServedRow row = served.table("t0").getFirst();
        served.table("t0").add(row);

        check();

        assertThat(findings.count(Violation.DUPLICATED)).isEqualTo(1);
        assertThat(findings.sentences().getFirst()).startsWith("duplicated [t0 " + row.id() + "]");
    }

    @Test
    void aDuplicateThatComesLaterIsNamed() throws SQLException {
        check();
        served.table("t0").add(served.table("t0").getFirst());

        check();

        assertThat(findings.count(Violation.DUPLICATED)).isEqualTo(1);
    }

    @Test
    void aPhantomIsNamed() throws SQLException {
        EventId never = new EventId(0, 1, 77, 0);
        served.table("t0").add(row(never, 0));

        check();

        assertThat(findings.sentences().getFirst()).startsWith("phantom [t0 " + never.text() + "]");
    }

    @Test
    void rowsOfARoundOfNobodysArePhantoms() throws SQLException {
        served.table("t0").add(row(new EventId(0, 9, 0, 0), 0));

        check();

        assertOnly(Violation.PHANTOM, "t0 round 9");
    }

    @Test
    void aCorruptedRowIsNamed() throws SQLException {
        ServedRow good = served.table("t0").removeFirst();
        served.table("t0")
                .addFirst(new ServedRow(
                        good.id(),
                        good.timeMicros(),
                        good.client(),
                        good.round(),
                        good.label(),
                        good.version(),
                        good.amount() + 1,
                        good.price()));

        check();

        assertThat(findings.sentences().getFirst()).startsWith("corrupted [t0 " + good.id() + "]");
    }

    @Test
    void aSumThatIsNotTheRowsIsCorrupted() throws SQLException {
        served.priceLie = 0.01;

        check();

        assertThat(findings.count(Violation.CORRUPTED)).isEqualTo(4);
        assertThat(findings.total()).isEqualTo(4);
    }

    @Test
    void aDistinctCountThatIsNotTheRowsIsCorrupted() throws SQLException {
        served.distinctLie = 29L;

        checker.checkAll(served);

        assertThat(findings.count(Violation.CORRUPTED)).isEqualTo(2);
    }

    @Test
    void booksThatDoNotBalanceAreNamed() throws SQLException {
        served.loggedLie = 1;

        check();

        assertThat(findings.count(Violation.UNBALANCED)).isEqualTo(2);
        assertThat(findings.total()).isEqualTo(2);
    }

    @Test
    void aWatermarkThatGoesBackIsStale() throws SQLException {
        served.watermarkMicros = 10;
        check();
        served.watermarkMicros = 9;

        check();

        assertThat(findings.count(Violation.STALE)).isEqualTo(2);
        assertThat(findings.total()).isEqualTo(2);
    }

    @Test
    void unknownEventsMayComeLate() throws SQLException {
        SentRequest unknown = ledger.open("t0", 5, 1, 0, 2);
        unknown.sending(0);
        unknown.lose();
        ledger.settle(unknown);
        check();
        assertThat(checker.recovered()).isZero();
        served.table("t0").add(row(unknown.id(0), 0));
        served.table("t0").add(row(unknown.id(1), 0));

        check();
        checker.checkAll(served);

        assertThat(findings.sentences()).isEmpty();
        assertThat(checker.recovered()).isEqualTo(2);
    }

    @Test
    void aTableOfWhichNothingWasLoggedNeedNotBeThere() throws SQLException {
        SentRequest unknown = ledger.open("made_2", 5, 2, 0, 1);
        unknown.sending(0);
        unknown.lose();
        ledger.settle(unknown);

        check();
        checker.checkAll(served);

        assertThat(findings.sentences()).isEmpty();
    }

    private void check() throws SQLException {
        checker.check(served, 3, AT_ONCE);
    }

    private void assertOnly(Violation kind, String thing) {
        assertThat(findings.count(kind)).isEqualTo(1);
        assertThat(findings.total()).isEqualTo(1);
        assertThat(findings.sentences().getFirst()).contains(kind.word(), thing);
    }

    private void acknowledged(String table, int round, int number) {
        SentRequest request = ledger.open(table, 0, round, number, 3);
        request.sending(0);
        ledger.acknowledge(request);
        ledger.settle(request);
        for (int i = 0; i < 3; i++) {
            served.table(table).add(row(request.id(i), 0));
        }
    }

    private static ServedRow row(EventId id, int version) {
        return AuditTest.row(id, version);
    }
}
