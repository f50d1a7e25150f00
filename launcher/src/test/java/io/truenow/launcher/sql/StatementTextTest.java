package io.truenow.launcher.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementTextTest {

    @Test
    void semicolonsEndStatements() {
        StatementText text = new StatementText("SELECT 1; SELECT 2;\n;  SELECT 3 ");

        assertThat(text.statements()).containsExactly("SELECT 1", "SELECT 2");
        assertThat(text.rest()).isEqualTo("SELECT 3");
        assertThat(text.all()).containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
    }

    @Test
    void notInQuotesAndComments() {
        String whole = "SELECT ';', \"a;b\", 'it''s;' /* no; */ -- no;\nFROM t";

        assertThat(new StatementText(whole + ";").statements()).containsExactly(whole);
    }

    @Test
    void anOpenQuoteGoesOn() {
        assertThat(new StatementText("SELECT 'a;").statements()).isEmpty();
        assertThat(new StatementText("SELECT 'a;").rest()).isEqualTo("SELECT 'a;");
        assertThat(new StatementText("SELECT /* a;").statements()).isEmpty();
    }

    @Test
    void nothingIsNoStatement() {
        assertThat(new StatementText(" ;; \n").all()).isEmpty();
        assertThat(new StatementText("").all()).isEmpty();
    }
}
