package io.truenow.sql.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFormTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | JSON",
                "application/json | JSON",
                "Application/JSON; charset=utf-8 | JSON",
                "text/html, application/xhtml+xml, */*;q=0.8 | JSON",
                "application/x-ndjson | NDJSON",
                "application/jsonl | NDJSON",
                "text/csv | CSV",
                "application/vnd.apache.arrow.stream, application/json;q=0.1 | ARROW",
                "text/csv, */* | CSV",
                "text/* | CSV",
                "application/json;q=0.5, text/csv;q=0.9 | CSV",
                "text/csv;q=0, */* | JSON",
                "application/json;q=0, application/* | NDJSON",
                "text/csv;q=0.4, text/csv;q=0.6, application/json;q=0.5 | CSV",
                "application/json; q=0.001, text/csv; q=0.002 | CSV"
            })
    void whatIsWantedMostIsTaken(String accept, AnswerForm form) {
        assertThat(AnswerForm.of(List.of(accept))).isEqualTo(form);
        assertThat(AnswerForm.of(List.of(accept.split(","))))
                .as("one header a part")
                .isEqualTo(form);
    }

    @Test
    void whoWantsNothingInParticularGetsJson() {
        assertThat(AnswerForm.of(List.of())).isEqualTo(AnswerForm.JSON);
        assertThat(AnswerForm.of(List.of(" "))).isEqualTo(AnswerForm.JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/*", "*/*;q=0", "text/csv;q=much", "application/json;q=7"})
    void whatThereIsNotIsRefusedWithTheList(String accept) {
        assertThatThrownBy(() -> AnswerForm.of(List.of(accept))).isInstanceOfSatisfying(TrueNowException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.NOT_ACCEPTABLE);
            assertThat(e.hint()).contains("application/json", "application/x-ndjson", "text/csv");
        });
    }
}
