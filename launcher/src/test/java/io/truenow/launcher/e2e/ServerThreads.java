package io.truenow.launcher.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stacks of all threads of a running server, virtual ones included, seen from outside. */
final class ServerThreads {

    private ServerThreads() {}

    /** A dump as text. */
    static String of(Product product) throws IOException {
        Path file = product.workFolder().resolve("threads.txt");
        Jcmd.run(product, "Thread.dump_to_file", "-overwrite", file.toString());
        return Files.readString(file);
    }
}
