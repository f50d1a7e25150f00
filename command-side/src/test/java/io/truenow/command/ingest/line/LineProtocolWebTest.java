package io.truenow.command.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.ingest.GatewayPort;
import io.truenow.command.port.DataPlaneLog.Append;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.LogMark;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The line protocol's routes as Telegraf and other clients see them, over a real Tomcat. */
class LineProtocolWebTest {

    private static final String LINE = "cpu,host=a v=1 1795132700000000000\n";

    private final GatewayPort port = new GatewayPort(LineProtocolConfiguration.class);

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void pingSaysThatTheServerIsThereAndWhatItSpeaks() {
        for (String method : new String[] {"GET", "HEAD"}) {
            HttpResponse<String> response = port.send(method, "/ping", new byte[0]);

            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(response.headers().firstValue("X-Influxdb-Version")).hasValue("1.8-truenow");
        }
    }

    @Test
    void linesOfBothVersionsAreDurableWhenItAnswersWithNothing() {
        HttpResponse<String> first = port.post("/write?db=telegraf&rp=x&u=&p=&precision=s", "cpu v=1 1795132700");
        HttpResponse<String> second = port.post("/api/v2/write?org=o&bucket=b%2Fautogen&precision=ns", LINE);

        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(first.body()).isEmpty();
        assertThat(first.headers().firstValue(LogMark.HEADER))
                .hasValueSatisfying(
                        mark -> assertThat(LogMark.parse(mark).isEmpty()).isFalse());
        assertThat(second.statusCode()).isEqualTo(204);
        assertThat(port.gateway().tables()).containsExactlyInAnyOrder("telegraf.cpu", "b.cpu");
        assertThat(port.gateway().ids()).hasSize(2);
    }

    @Test
    void anEmptyBodyAndOneOfCommentsHoldNothingToRefuse() {
        assertThat(port.post("/write?db=d", "").statusCode()).isEqualTo(204);
        assertThat(port.post("/write?db=d", "# nothing\n\n").statusCode()).isEqualTo(204);
    }

    @Test
    void goodLinesAreKeptAndBadOnesNamedWithTheirNumbers() {
        String body = LINE + "cpu v=oops\n# note\ncpu,host=b v=2 1795132700000000000\ncpu v=1 1795132700\n";
        HttpResponse<String> first = port.post("/write?db=d", body);
        HttpResponse<String> second = port.post("/api/v2/write?bucket=d", body);

        assertThat(first.statusCode()).isEqualTo(400);
        String error = JsonOf.text(first, "error");
        assertThat(error)
                .startsWith("partial write: line 2: The value [oops]")
                .contains("line 5: The time [1795132700] looks like seconds", "precision=s")
                .endsWith("dropped=2");
        assertThat(second.statusCode()).isEqualTo(400);
        JsonNode json = JsonOf.of(second);
        assertThat(json.get("code").stringValue()).isEqualTo("invalid");
        assertThat(json.get("message").stringValue()).isEqualTo(error);
        assertThat(json.get("line").intValue()).isEqualTo(2);
        assertThat(port.gateway().ids()).hasSize(4);
    }

    @Test
    void onlyTheFirstBadLinesAreWorded() {
        HttpResponse<String> response = port.post("/write?db=d", "bad\n".repeat(50));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JsonOf.text(response, "error"))
                .startsWith("unable to parse: line 1: ")
                .contains("line 20: ")
                .doesNotContain("line 21: ")
                .endsWith("And 30 more. dropped=50");
    }

    @Test
    void theSameRequestHasTheSameIdsAgain() {
        port.post("/write?db=d", LINE + "cpu,host=b v=2 1795132700000000000");
        port.post("/write?db=d&precision=us", "cpu,host=a v=1 1795132700000000\ncpu,host=b v=2 1795132700000000");

        assertThat(port.gateway().ids()).hasSize(4);
        assertThat(port.gateway().ids().subList(0, 2))
                .isEqualTo(port.gateway().ids().subList(2, 4));
    }

    @Test
    void gzipIsUnpacked() {
        byte[] packed = GatewayPort.gzip(LINE.getBytes(StandardCharsets.UTF_8));

        assertThat(port.send("POST", "/write?db=d", packed, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(204);
        assertThat(port.gateway().ids()).hasSize(1);
    }

    @Test
    void whatIsMissingOrWrongInTheAddressIsNamed() {
        assertThat(JsonOf.text(port.post("/write", LINE), "error")).contains("database is required");
        assertThat(JsonOf.text(port.post("/api/v2/write?bucket=", LINE), "message"))
                .contains("bucket is required");
        assertThat(JsonOf.text(port.post("/write?db=d&precision=fortnight", LINE), "error"))
                .contains("precision");
        assertThat(JsonOf.text(port.post("/write?db=1d", LINE), "error")).contains("[1d] is not legal");
        assertThat(JsonOf.text(port.post("/write?db=sys", LINE), "error")).contains("[sys] is not legal");
        assertThat(port.gateway().ids()).isEmpty();
    }

    @Test
    void aPresentedCredentialIsCheckedAndWrong() {
        assertThat(port.post("/write?db=d&u=joe&p=secret", LINE).statusCode()).isEqualTo(401);
        assertThat(port.post("/query?q=CREATE+DATABASE+d&u=joe", "").statusCode())
                .isEqualTo(401);
        assertThat(port.gateway().ids()).isEmpty();
    }

    @Test
    void whatPassesLaterIsToBeSentAgain() {
        Map<ErrorCode, Integer> statuses =
                Map.of(ErrorCode.STORAGE_FULL, 507, ErrorCode.LAG_LIMIT, 503, ErrorCode.LOG_UNAVAILABLE, 503);
        port.post("/write?db=d", LINE);
        statuses.forEach((code, status) -> {
            port.gateway().refuse(new TrueNowException(code, "No."));
            HttpResponse<String> response = port.post("/api/v2/write?bucket=d", LINE);
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(JsonOf.text(response, "code")).isEqualTo("unavailable");
        });
    }

    @Test
    void aLogThatFailsOnTheWaySaysUpToWhichLineAllIsDurable() {
        port.gateway().logAnswers(n -> n < 2 ? new Append.Durable(0, n) : new Append.Unknown("The broker is gone."));
        HttpResponse<String> response = port.post("/write?db=d", LINE.repeat(20_000));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(JsonOf.text(response, "error")).contains("The broker is gone", "Up to line 16384");
    }

    @Test
    void aLineThatIsTooLongAsksForSmallerParts() {
        HttpResponse<String> response = port.post("/write?db=d", LINE + "cpu t=\"" + "x".repeat(2 << 20) + "\"");

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void createDatabaseMakesTheNamespaceWhereverTheStatementStands() {
        HttpResponse<String> inAddress = port.post("/query?q=CREATE%20DATABASE%20%22telegraf%22", "");
        HttpResponse<String> inForm = port.send(
                "POST",
                "/query",
                "q=create+database+metrics%3B".getBytes(StandardCharsets.US_ASCII),
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(inAddress.statusCode()).isEqualTo(200);
        assertThat(inAddress.body()).isEqualTo("{\"results\":[{\"statement_id\":0}]}");
        assertThat(inForm.body()).isEqualTo("{\"results\":[{\"statement_id\":0}]}");
        assertThat(port.gateway().namespaces()).containsExactly("metrics", "telegraf");
        assertThat(port.post("/query?q=CREATE%20DATABASE%20%22telegraf%22", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void otherStatementsAreRefusedInOneSentence() {
        for (String statement : new String[] {
            "SHOW+DATABASES",
            "SELECT+*+FROM+cpu",
            "DROP+DATABASE+d",
            "CREATE+DATABASE",
            "CREATE+DATABASE+a+WITH+DURATION+1d",
            "CREATE+DATABASE+%22a",
            "CREATEDATABASE+a",
            ""
        }) {
            HttpResponse<String> response = port.post("/query?q=" + statement, "");
            assertThat(response.statusCode()).as(statement).isEqualTo(400);
            assertThat(JsonOf.text(response, "error")).as(statement).contains("CREATE DATABASE");
        }
        assertThat(port.send("GET", "/query?q=CREATE+DATABASE+d", new byte[0]).statusCode())
                .isEqualTo(400);
        assertThat(port.gateway().namespaces()).isEmpty();
    }
}
