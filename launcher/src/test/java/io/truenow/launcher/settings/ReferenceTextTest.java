package io.truenow.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferenceTextTest {

    @Test
    void theCommittedReferenceIsWhatTheTableSays() throws IOException {
        Path file = Path.of("..", "docs", "configuration.md");

        assertThat(Files.readString(file))
                .as("make it anew: ./truenow config reference > docs/configuration.md")
                .isEqualTo(ReferenceText.markdown());
    }

    @Test
    void everyRowIsWhole() {
        SettingTable.rows().forEach(row -> {
            assertThat(row.variable()).matches("[A-Z][A-Z0-9_]+");
            if (row.key() != null) {
                assertThat(row.key()).matches("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*");
            }
            assertThat(row.sentence())
                    .as(row.variable())
                    .isNotBlank()
                    .doesNotEndWith(".")
                    .doesNotContain("|");
            assertThat(row.type().phrase()).as(row.variable()).isNotBlank().doesNotContain("|");
            Optional<?> usual = row.usual().apply(new Machine(8L << 30));
            assertThat(usual.isPresent())
                    .as(row.variable())
                    .isEqualTo(!row.usualText().isEmpty());
        });
    }

    @Test
    void theNearestWordIsTheOneThatWasMeant() {
        assertThat(SettingTable.nearestVariable("HOTTIER_MEMORY")).isEqualTo("HOT_TIER_MEMORY_GB");
        assertThat(SettingTable.nearestKey("gateway.batch.size")).isEqualTo("gateway.batch.max_size");
    }
}
