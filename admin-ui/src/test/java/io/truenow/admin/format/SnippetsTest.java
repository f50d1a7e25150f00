package io.truenow.admin.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.admin.port.Endpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SnippetsTest {

    private final Snippets snippets = new Snippets("box.example", Endpoints.documented(1_000));

    @Test
    void commandsCarryTheCallersHostAndTheMovedPorts() {
        assertThat(snippets.firstEvent()).contains("http://box.example:9088/v1/ingest");
        assertThat(snippets.stats()).isEqualTo("curl http://box.example:9081/v1/stats");
        assertThat(snippets.jdbcUrl())
                .isEqualTo("jdbc:avatica:remote:url=http://box.example:9765;serialization=protobuf");
    }

    @Test
    void aShellHandsTheStatementOnUnchanged() throws IOException, InterruptedException {
        String sql = "SELECT 'it''s', \"a b\" FROM \"my-ns\".t WHERE x = '$HOME `id`'";
        assertThat(argumentsOf(snippets.commandLine(sql))).isEqualTo("sql\n" + sql + "\n");
    }

    @Test
    void aShellHandsTheStatementToTheSqlDoorAsJson() throws IOException, InterruptedException {
        String sql = "SELECT 'it''s \\ $HOME'\n\tFROM \"my-ns\".t";
        assertThat(argumentsOf(snippets.sqlQuery(sql).replace("curl ", "./truenow ")))
                .contains("http://box.example:9081/v1/sql")
                .endsWith("-d\n{\"sql\":\"SELECT 'it''s \\\\ $HOME'\\n\\tFROM \\\"my-ns\\\".t\"}\n");
    }

    @Test
    void aShellFillsTheTimeIntoTheFirstEvent() throws IOException, InterruptedException {
        String command = snippets.firstEvent().replace("curl ", "./truenow ");
        assertThat(argumentsOf(command))
                .containsPattern("\"event_time\":\\d{16},")
                .endsWith("\"metrics\":{\"amount\":99.99}}\n");
    }

    @Test
    void aShellFillsTheTimeIntoTheCount() throws IOException, InterruptedException {
        String command = snippets.countQuery("my-ns", "t").replace("curl ", "./truenow ");
        assertThat(argumentsOf(command))
                .containsPattern("\"table\":\"t\",\"start_time\":0,\"end_time\":\\d{16},\"aggregate\":\"count\"}\n$");
    }

    /** What a program named {@code ./truenow} would get, one argument a line. */
    private static String argumentsOf(String command) throws IOException, InterruptedException {
        String script = command.replace("./truenow ", "printf '%s\\n' ");
        Process shell =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return output;
    }
}
