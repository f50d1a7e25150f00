package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Jcmd.run(product, "GC.run");
        Matcher used = HEAP_USED.matcher(Jcmd.run(product, "GC.heap_info"));
        assertThat(used.find()).as("heap of the server").isTrue();
        long resident = Files.readAllLines(Path.of("/proc/" + product.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
        return new ServerMemory(Long.parseLong(used.group(1)) << 10, resident);
    }
}
