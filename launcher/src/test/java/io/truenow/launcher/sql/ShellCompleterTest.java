package io.truenow.launcher.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.launcher.sql.ShellCompleter.TableColumn;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class ShellCompleterTest {

    private final AtomicInteger asked = new AtomicInteger();
    private List<TableColumn> catalog = List.of(
            new TableColumn("shop", "orders", "amount", "DOUBLE"),
            new TableColumn("shop", "orders", "web-app", "VARCHAR"),
            new TableColumn("git", "changes", "amount", "DOUBLE"));

    private List<Candidate> offered(ShellCompleter completer, String line) throws Exception {
        List<Candidate> candidates = new ArrayList<>();
        try (DumbTerminal terminal = new DumbTerminal(InputStream.nullInputStream(), OutputStream.nullOutputStream())) {
            LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
            completer.complete(reader, new DefaultParser().parse(line, line.length()), candidates);
        }
        return candidates;
    }

    private ShellCompleter completer() {
        return new ShellCompleter(() -> {
            asked.incrementAndGet();
            return catalog;
        });
    }

    @Test
    void tablesColumnsAndWordsAreOfferedOnce() throws Exception {
        List<Candidate> offered = offered(completer(), "SELECT ");

        assertThat(offered.stream().map(Candidate::value))
                .contains("shop.orders", "git.changes", "amount", "\"web-app\"", "SELECT", "GROUP BY")
                .doesNotHaveDuplicates();
    }

    @Test
    void columnsOfANamedTableStandApart() throws Exception {
        List<Candidate> offered = offered(completer(), "SELECT amo FROM shop.orders WHERE ");

        assertThat(offered)
                .filteredOn(candidate -> candidate.value().equals("amount"))
                .singleElement()
                .satisfies(candidate -> assertThat(candidate.group()).isEqualTo("columns"));
    }

    @Test
    void theCatalogueIsNotAskedForEachKey() throws Exception {
        ShellCompleter completer = completer();

        offered(completer, "SELECT ");
        catalog = List.of();
        offered(completer, "SELECT a");

        assertThat(asked).hasValue(1);
    }

    @Test
    void aBackslashOffersTheShellsOwnCommands() throws Exception {
        assertThat(offered(completer(), "\\").stream().map(Candidate::value))
                .containsExactly("\\d", "\\o", "\\?", "\\q");
        assertThat(asked).hasValue(0);
    }
}
