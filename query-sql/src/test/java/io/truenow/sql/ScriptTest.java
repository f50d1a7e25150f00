package io.truenow.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs {@code sql/*.script}: a line that begins with {@code >} is a statement, the lines below it are its rows, or, after {@code !}, a part of
 * its error. Each is run with our rules on and off.
 */
class ScriptTest {

    private static final Shop SHOP = new Shop(3);
    private static final SqlEngine ON = SHOP.engine(SqlSettings.DEFAULT);
    private static final SqlEngine OFF = SHOP.engine(SqlSettings.DEFAULT.withPushDown(false));

    static Stream<Arguments> statements() throws IOException {
        List<Arguments> statements = new ArrayList<>();
        for (String script : List.of("names", "types", "time", "windows", "constants")) {
            try (InputStream in =
                    Objects.requireNonNull(ScriptTest.class.getResourceAsStream("/sql/" + script + ".script"))) {
                List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).startsWith("> ")) {
                        int end = i + 1;
                        while (end < lines.size() && !lines.get(end).isBlank()) {
                            end++;
                        }
                        statements.add(Arguments.of(lines.get(i).substring(2), lines.subList(i + 1, end)));
                    }
                }
            }
        }
        return statements.stream();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void theScriptsAnswersAreGiven(String sql, List<String> expected) {
        for (SqlEngine engine : List.of(ON, OFF)) {
            if (!expected.isEmpty() && expected.getFirst().startsWith("! ")) {
                assertThatThrownBy(() -> Shop.rows(engine, sql))
                        .hasMessageContaining(expected.getFirst().substring(2));
            } else {
                assertThat(Shop.rows(engine, sql).stream()
                                .map(row -> String.join(
                                        "|", row.stream().map(String::valueOf).toList())))
                        .isEqualTo(expected);
            }
        }
    }
}
