package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What drives a browser and what checks accessibility; npm brings both into the build folder. */
final class BrowserModules {

    private static final List<String> MODULES = List.of("puppeteer-core@24.43.1", "axe-core@4.14.1");

    private BrowserModules() {}

    /** The folder that has them. */
    static Path installed() throws IOException {
        Path folder = Files.createDirectories(Product.home().resolve("launcher/target/e2e-modules"));
        Files.writeString(folder.resolve("package.json"), "{\"private\":true}");
        List<String> install = new ArrayList<>(List.of("npm", "install", "--no-save", "--no-audit", "--no-fund"));
        install.addAll(MODULES);
        Ran npm = Ran.run(folder, Map.of(), Duration.ofMinutes(3), install);
        assertThat(npm.exitCode()).as("%s", npm).isZero();
        return folder;
    }
}
