package io.truenow.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements of {@code sql/twin.sql} over seeded random events, with our rules on and off. */
class TwinTest {

    private static final Shop SHOP = new Shop(20261120);
    private static final SqlEngine ON = SHOP.engine(SqlSettings.DEFAULT);
    private static final SqlEngine OFF = SHOP.engine(SqlSettings.DEFAULT.withPushDown(false));

    static Stream<String> statements() throws IOException {
        try (InputStream in = Objects.requireNonNull(TwinTest.class.getResourceAsStream("/sql/twin.sql"))) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.stream().filter(line -> !line.isBlank() && !line.startsWith("--"));
        }
    }

    @ParameterizedTest
    @MethodSource("statements")
    void answersAreTheSameWithAndWithoutPushDown(String sql) {
        List<String> on = rounded(Shop.rows(ON, sql), sql);
        List<String> off = rounded(Shop.rows(OFF, sql), sql);
        assertThat(on).isEqualTo(off);
    }

    private static List<String> rounded(List<List<@Nullable Object>> rows, String sql) {
        List<String> texts = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            List<String> values = new ArrayList<>();
            for (Object value : row) {
                values.add(value instanceof Double d ? String.format(Locale.ROOT, "%.9e", d) : String.valueOf(value));
            }
            texts.add(String.join("|", values));
        }
        if (!sql.toLowerCase(Locale.ROOT).contains("order by")) {
            texts.sort(null);
        }
        return texts;
    }
}
