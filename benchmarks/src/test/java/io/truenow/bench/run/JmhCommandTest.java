package io.truenow.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class JmhCommandTest {

    @Test
    void whatThePatternIsNotGoesToJmh() {
        JmhCommand command = new JmhCommand();
        new CommandLine(command).parseArgs("ScanBenchmark", "-f", "1", "-wi", "3", "-prof", "gc");
        assertThat(command.words()).containsExactly("ScanBenchmark", "-f", "1", "-wi", "3", "-prof", "gc");
    }

    @Test
    void withoutAPatternAllRun() {
        JmhCommand command = new JmhCommand();
        new CommandLine(command).parseArgs();
        assertThat(command.words()).containsExactly(".*");
    }
}
