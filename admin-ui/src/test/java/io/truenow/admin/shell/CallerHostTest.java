package io.truenow.admin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerHostTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:8080,localhost",
        "box.example,box.example",
        "127.0.0.1:1,127.0.0.1",
        "[::1]:8080,[::1]",
        "[::1],[::1]",
        "a b;rm -rf,localhost",
        "$(id):80,localhost",
        ":8080,localhost"
    })
    void onlyAHostNameGetsIntoCommands(String header, String host) {
        assertThat(CallerHost.ofHeader(header)).isEqualTo(host);
    }
}
