package io.truenow.sql.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.sql.exec.SqlSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** {@code docs/jdbc.md} says what is so. */
class JdbcPageTest {

    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path PAGE = MODULE.resolveSibling("docs").resolve("jdbc.md");
    private static final Path EXAMPLE = MODULE.resolve("src/test/java/io/truenow/sql/driver/JdbcPageExample.java");

    @Test
    void thePagesProgramIsTheOneThatRunsHere() throws IOException, SQLException {
        List<String> source = Files.readAllLines(EXAMPLE);
        List<String> program = source
                .subList(source.indexOf("        // the page") + 1, source.indexOf("        // end of the page"))
                .stream()
                .map(line -> line.substring(8))
                .toList();
        // The formatter of sources breaks long lines; the page does not.
        assertThat(block(Files.readString(PAGE), "java").replaceAll("\\s+", ""))
                .isEqualTo(String.join("", program).replaceAll("\\s+", ""));

        List<String> shown = new ArrayList<>();
        try (DriverServer server = new DriverServer(DriverServer.USUAL, SqlSettings.DEFAULT)) {
            JdbcPageExample.run(server.url("/production"), shown::add);
        }
        assertThat(shown).hasSize(5).anyMatch(line -> line.startsWith("us-east: "));
    }

    private static String block(String page, String language) {
        int from = page.indexOf("```" + language + "\n") + language.length() + 4;
        return page.substring(from, page.indexOf("```", from));
    }

    @Test
    void thePageListsTheDriversProperties() throws IOException, SQLException {
        List<String> lines = new ArrayList<>();
        for (DriverPropertyInfo property : DriverManager.getDriver("jdbc:truenow://localhost")
                .getPropertyInfo("jdbc:truenow://localhost", new Properties())) {
            String usual = property.value == null ? "" : "`" + property.value + "`";
            lines.add("| `" + property.name + "` | " + usual + " | " + property.description + " |");
        }
        assertThat(lines).hasSize(15);
        List<String> page = Files.readAllLines(PAGE);
        int table = page.indexOf("| name | if not given | what |");
        assertThat(page.subList(table + 2, table + 2 + lines.size())).isEqualTo(lines);
    }

    @Test
    void unknownPropertiesAreRefusedByName() {
        Map<String, String> said = Map.of(
                "?colour=red",
                "[colour]",
                "?tls=perhaps",
                "[perhaps]",
                "?queryTimeout=-1",
                "[-1]",
                "?timeZone=Mars",
                "[Mars]");
        said.forEach((more, bracket) -> assertThatThrownBy(
                        () -> DriverManager.getConnection("jdbc:truenow://localhost:1" + more))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(bracket));
    }
}
