package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Diagnostic commands of the JDK to a running server. */
final class Jcmd {

    private Jcmd() {}

    /** What a command prints. */
    static String run(Product product, String... words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(Long.toString(product.pid()));
        command.addAll(List.of(words));
        Ran ran = Ran.run(Product.home(), Map.of(), Duration.ofSeconds(60), command);
        assertThat(ran.exitCode()).as("%s: %s", command, ran.err()).isZero();
        return ran.out();
    }
}
