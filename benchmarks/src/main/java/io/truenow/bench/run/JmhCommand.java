package io.truenow.bench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code truenow bench jmh}: the JMH benchmarks of the parts. */
@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        description = "Runs the JMH benchmarks whose names match; what else is given goes to JMH (-f 1 -wi 3 …).")
public final class JmhCommand implements Callable<Integer> {

    @Parameters(paramLabel = "REGEX", arity = "0..1", description = "Part of a benchmark's name (default: all).")
    private String pattern = ".*";

    @Unmatched
    private final List<String> rest = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        org.openjdk.jmh.Main.main(words());
        return 0;
    }

    /** What JMH is called with. */
    String[] words() {
        String[] words = new String[rest.size() + 1];
        words[0] = pattern;
        for (int i = 0; i < rest.size(); i++) {
            words[i + 1] = rest.get(i);
        }
        return words;
    }
}
