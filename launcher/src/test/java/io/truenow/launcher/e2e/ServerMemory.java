package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of a running server, seen from outside.
 *
 * @param liveBytes of the heap, right after a full collection
 * @param residentBytes of the process
 */
record ServerMemory(long liveBytes, long residentBytes) {

    private static final Pattern HEAP_USED = Pattern.compile("garbage-first heap.* used (\\d+)K");

    /** Collects all garbage of a server and looks at what is left. */
    static ServerMemory of(Product product) throws IOException {
        jcmd(product, "GC.run");
        Matcher used = HEAP_USED.matcher(jcmd(product, "GC.heap_info"));
        assertThat(used.find()).as("heap of the server").isTrue();
        long resident = Files.readAllLines(Path.of("/proc/" + product.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
        return new ServerMemory(Long.parseLong(used.group(1)) << 10, resident);
    }

    private static String jcmd(Product product, String command) {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Ran ran = Ran.run(
                Product.home(), Map.of(), Duration.ofSeconds(60), List.of(tool, Long.toString(product.pid()), command));
        assertThat(ran.exitCode()).as("%s: %s", command, ran.err()).isZero();
        return ran.out();
    }
}
