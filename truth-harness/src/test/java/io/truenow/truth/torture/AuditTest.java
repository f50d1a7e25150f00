package io.truenow.truth.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checker that cannot fail is a defect: each kind of lie is planted and must be named. */
class AuditTest {

    private static final Contents CONTENTS = new Contents(7, 1_700_000_000_000_000L);

    private final Findings findings = new Findings();
    private final List<SentRequest> sent = new ArrayList<>();

    @Test
    void rowsAsSentAreNoViolation() {
        SentRequest request = acknowledged(0, 3);

        Audit.Result result = serve(rows(request));

        assertThat(findings.total()).isZero();
        assertThat(result.missed()).isZero();
        assertThat(result.totals().count()).isEqualTo(3);
        assertThat(result.totals().amount()).isEqualTo(amount(request, 0) + amount(request, 1) + amount(request, 2));
    }

    @Test
    void anAcknowledgedEventThatIsNotThereIsMissing() {
        SentRequest request = acknowledged(0, 3);
        List<ServedRow> rows = rows(request);
        rows.remove(1);

        Audit.Result result = serve(rows);

        assertThat(result.missing()).containsExactly(request.id(1));
        assertThat(result.missed()).isEqualTo(1);
    }

    @Test
    void aRowTwiceIsDuplicated() {
        List<ServedRow> rows = rows(acknowledged(0, 3));
        rows.add(rows.get(2));

        Audit.Result result = serve(rows);

        assertOnly(Violation.DUPLICATED);
        assertThat(result.totals().count()).isEqualTo(3);
    }

    @Test
    void aRowThatNobodySentIsAPhantom() {
        List<ServedRow> rows = rows(acknowledged(0, 1));
        rows.add(row(new EventId(5, 1, 99, 0), 0));
        rows.add(new ServedRow("foreign", 1, "5", "1", "L1", "0", 1, 1));

        serve(rows);

        assertThat(findings.count(Violation.PHANTOM)).isEqualTo(2);
        assertThat(findings.total()).isEqualTo(2);
    }

    @Test
    void aRowOfARefusedRequestIsAPhantom() {
        SentRequest refused = request(0, 1);
        refused.sending(0);

        serve(rows(refused));

        assertOnly(Violation.PHANTOM);
    }

    @Test
    void aRefusedEventOfAGoodRequestIsAPhantom() {
        SentRequest request = acknowledged(0, 2);
        List<ServedRow> rows = rows(request);
        rows.add(row(request.id(2), 0));

        serve(rows);

        assertOnly(Violation.PHANTOM);
    }

    @Test
    void aRowOfAnotherRoundOrTableIsAPhantom() {
        SentRequest elsewhere = new SentRequest("t1", 3, 1, 0, 1);
        elsewhere.sending(0);
        elsewhere.acknowledge();
        sent.add(elsewhere);
        SentRequest later = new SentRequest("t0", 3, 2, 0, 1);
        later.sending(0);
        later.acknowledge();
        sent.add(later);

        serve(List.of(row(elsewhere.id(0), 0), row(later.id(0), 0)));

        assertThat(findings.count(Violation.PHANTOM)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeMicros", "client", "round", "label", "version", "amount", "price"})
    void eachColumnIsCompared(String column) {
        ServedRow r = row(acknowledged(0, 1).id(0), 0);

        serve(List.of(new ServedRow(
                r.id(),
                r.timeMicros() + (column.equals("timeMicros") ? 1 : 0),
                column.equals("client") ? "9" : r.client(),
                column.equals("round") ? "2" : r.round(),
                column.equals("label") ? null : r.label(),
                column.equals("version") ? "1" : r.version(),
                column.equals("amount") ? r.amount() + 1 : r.amount(),
                column.equals("price") ? Math.nextUp(r.price()) : r.price())));

        assertOnly(Violation.CORRUPTED);
    }

    @Test
    void aRowMixedFromTwoContentsIsCorrupted() {
        SentRequest request = request(0, 1);
        request.sending(0);
        request.sending(1);
        request.acknowledge();
        ServedRow first = row(request.id(0), 0);
        ServedRow second = row(request.id(0), 1);

        serve(List.of(new ServedRow(
                first.id(),
                first.timeMicros(),
                first.client(),
                first.round(),
                first.label(),
                first.version(),
                first.amount(),
                second.price())));

        assertOnly(Violation.CORRUPTED);
    }

    @Test
    void whatWasSentAfterTheAcknowledgementMustNotWin() {
        SentRequest request = acknowledged(0, 1);
        request.sending(1);

        serve(List.of(row(request.id(0), 1)));

        assertOnly(Violation.CORRUPTED);
    }

    @Test
    void eitherContentMayWinWhereBothWereSentBefore() {
        SentRequest request = request(0, 1);
        request.sending(0);
        request.lose();
        request.sending(1);
        request.acknowledge();

        Audit.Result result = serve(List.of(row(request.id(0), 1)));

        assertThat(findings.total()).isZero();
        assertThat(result.totals().amount())
                .isEqualTo(CONTENTS.of(request.id(0), 1).amount());
    }

    @Test
    void anUnknownEventMayBeThereOrNotAndCountsAsRecovered() {
        SentRequest there = request(0, 2);
        there.sending(0);
        there.lose();
        SentRequest away = request(1, 2);
        away.sending(0);
        away.lose();

        Audit.Result result = serve(rows(there));

        assertThat(findings.total()).isZero();
        assertThat(result.missed()).isZero();
        assertThat(result.recovered()).isEqualTo(2);
    }

    private SentRequest request(int number, int events) {
        SentRequest request = new SentRequest("t0", 3, 1, number, events);
        sent.add(request);
        return request;
    }

    private SentRequest acknowledged(int number, int events) {
        SentRequest request = request(number, events);
        request.sending(0);
        request.acknowledge();
        return request;
    }

    private static long amount(SentRequest request, int index) {
        return CONTENTS.of(request.id(index), 0).amount();
    }

    private static List<ServedRow> rows(SentRequest request) {
        List<ServedRow> rows = new ArrayList<>();
        for (int i = 0; i < request.events(); i++) {
            rows.add(row(request.id(i), 0));
        }
        return rows;
    }

    static ServedRow row(EventId id, int version) {
        EventContent content = CONTENTS.of(id, version);
        return new ServedRow(
                id.text(),
                content.timeMicros(),
                Integer.toString(id.client()),
                Integer.toString(id.round()),
                content.label(),
                Integer.toString(version),
                content.amount(),
                content.price().doubleValue());
    }

    private Audit.Result serve(List<ServedRow> rows) {
        Audit audit = new Audit("t0", 1, sent, CONTENTS, findings);
        rows.forEach(audit::row);
        return audit.result();
    }

    private void assertOnly(Violation kind) {
        assertThat(findings.count(kind)).isEqualTo(1);
        assertThat(findings.total()).isEqualTo(1);
    }
}
