package io.truenow.command.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.ingest.DecodedEvents;
import io.truenow.command.ingest.IngestSettings;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines become exactly the events that the corpus says, and what their ids depend on. */
class LineProtocolTest {

    static Stream<CorpusCase> corpus() throws IOException {
        return CorpusCase.all().stream();
    }

    private static List<String> ids(String lines, String precision) throws IOException {
        DecodedEvents decoded = Lines.decode(lines.getBytes(StandardCharsets.UTF_8), precision);
        assertThat(decoded.rejections()).isEmpty();
        return Event.ids(decoded);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void decodesTheCaseOfTheCorpus(CorpusCase given) throws IOException {
        DecodedEvents decoded = Lines.decode(given.body(), given.precision());

        assertThat(Event.of(decoded)).isEqualTo(given.events(Lines.NOW));
        assertThat(decoded.rejections().stream()
                        .map(r -> r.index() + 1 + " " + r.code())
                        .toList())
                .isEqualTo(given.refused().stream()
                        .map(r -> r.line() + " " + r.code())
                        .toList());
        for (int i = 0; i < given.refused().size(); i++) {
            assertThat(decoded.rejections().get(i).message())
                    .contains(given.refused().get(i).text());
        }
        assertThat(decoded.received())
                .isEqualTo(given.events().size() + given.refused().size());
        assertThat(decoded.rejected()).isEqualTo(given.refused().size());
    }

    @Test
    void theLastLineNeedsNoLineFeed() throws IOException {
        DecodedEvents decoded = Lines.decode("m v=1\nm v=2".getBytes(StandardCharsets.UTF_8), "ns");

        assertThat(Event.of(decoded)).hasSize(2);
    }

    @Test
    void theSamePointHasTheSameIdInAnyOrderSpellingAndPrecision() throws IOException {
        String first = ids("m,a=1,b=2 v=1,w=\"x\" 1795132700000000000", "ns").getFirst();

        assertThat(ids("m,b=2,a=1 w=\"x\",v=1.0e0  1795132700000000", "us")).containsExactly(first);
        assertThat(ids("# again\n  m,a=1,b=2   v=1i,w=\"x\" 1795132700 \r\n", "s"))
                .containsExactly(first);
        assertThat(first).hasSize(22);
    }

    @Test
    void anythingThatDiffersMakesAnotherId() throws IOException {
        String lines = """
                m,a=1 v=1 1795132700000000000
                m,a=1 v=1 1795132700000000001
                m,a=1 v=2 1795132700000000000
                m,a=2 v=1 1795132700000000000
                m,b=1 v=1 1795132700000000000
                m,a=1 w=1 1795132700000000000
                m a="1",v=1 1795132700000000000
                m,a=1 v="1" 1795132700000000000
                m,a=1 v=t 1795132700000000000
                m,a=1 v="true" 1795132700000000000
                m,a=1 v=f 1795132700000000000
                m v=1 1795132700000000000
                n,a=1 v=1 1795132700000000000
                m,a=1v v=1 1795132700000000000
                m,a=1 v=1,w=1 1795132700000000000
                """;

        assertThat(ids(lines, "ns")).doesNotHaveDuplicates().hasSize(15);
    }

    @Test
    void linesWithoutATimeNeverCountAsOne() throws IOException {
        byte[] body = "m v=1\nm v=1\n".getBytes(StandardCharsets.UTF_8);
        List<String> ids = new ArrayList<>();
        for (String request : List.of("r-1", "r-2")) {
            List<DecodedEvents> blocks =
                    Lines.decode(new ByteArrayInputStream(body), "ns", IngestSettings.defaults(), request);
            ids.addAll(Event.ids(blocks.getFirst()));
        }

        assertThat(ids).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void refusesWhatIsBeyondItsLimits() throws IOException {
        IngestSettings settings = new IngestSettings(
                IngestSettings.Body.DEFAULT,
                new IngestSettings.Event(4, 32, 100, 1024, 600_000_000L, 3, 2),
                IngestSettings.Group.DEFAULT,
                1,
                1,
                1000);
        String lines = """
                a t="12345"
                a,x=1,y=2 v=1,w=2
                a,x=1 v=1
                a y=1
                a z=1
                b v=1
                c v=1
                """;
        DecodedEvents decoded = Lines.decode(
                        new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), "ns", settings, "r")
                .getFirst();

        assertThat(decoded.rejections())
                .extracting(Rejection::index, Rejection::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0, ErrorCode.TOO_LARGE),
                        org.assertj.core.groups.Tuple.tuple(1, ErrorCode.COLUMN_LIMIT),
                        org.assertj.core.groups.Tuple.tuple(4, ErrorCode.COLUMN_LIMIT),
                        org.assertj.core.groups.Tuple.tuple(6, ErrorCode.TOO_LARGE));
        assertThat(Event.of(decoded)).hasSize(3);
    }
}
