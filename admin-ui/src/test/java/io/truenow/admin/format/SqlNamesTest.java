package io.truenow.admin.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlNamesTest {

    @Test
    void namesAndTextsCannotLeaveTheirQuotes() {
        assertThat(SqlNames.table("my-ns", "a\"b")).isEqualTo("\"my-ns\".\"a\"\"b\"");
        assertThat(SqlNames.literal("x' OR '1'='1")).isEqualTo("'x'' OR ''1''=''1'");
    }
}
