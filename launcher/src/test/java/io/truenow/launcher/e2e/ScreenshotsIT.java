package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Drives the console in headless Chromium: home, SQL and explorer, empty and after a load, light and dark, with no fault in the browser's
 * console and none that axe finds. Over the real data set it makes journeys, too: tabs, completion, history, chart, plan, files, links,
 * curls that give the figures of the screens, a narrow window, and the keyboard alone. The pictures stay in
 * {@code launcher/target/screenshots}.
 */
class ScreenshotsIT {

    /** Looks at more pairs of changes than it could within its time, and finds none. */
    private static final String PAIRS_WITHOUT_ANSWER = "SELECT COUNT(*) FROM git.changes a JOIN git.changes b"
            + " ON a.repo = b.repo WHERE a.additions * b.deletions < 0";

    private static final Path BUILD = Product.home().resolve("launcher/target");

    @Test
    void screensAreGoodWithoutAndWithEventsInBothThemes() throws IOException {
        for (String tool : List.of("chromium", "node", "npm")) {
            Shared.requireTool(tool);
        }
        Path data = Shared.file("data/git-changes.ndjson.gz");
        Path modules = BrowserModules.installed();
        Path pictures = BUILD.resolve("screenshots");
        try (Product product = Product.start("screenshots")) {
            drive(product, modules, pictures.resolve("empty"), "--expect=empty", "--themes=light");
            Ran ingest = product.truenow("ingest", data.toString());
            assertThat(ingest.exitCode()).as("%s", ingest).isZero();
            drive(
                    product,
                    modules,
                    pictures.resolve("data"),
                    "--expect=data",
                    "--sql=SELECT repo, COUNT(*) AS changes, SUM(additions) AS added FROM git.changes GROUP BY repo ORDER BY repo",
                    "--slow=" + PAIRS_WITHOUT_ANSWER);
        }
        assertThat(pictures.resolve("empty/home-light.png")).exists();
        assertThat(pictures.resolve("data/home-light.png")).exists();
        assertThat(pictures.resolve("data/explorer-column-dark.png")).exists();
    }

    private static void drive(Product product, Path modules, Path pictures, String... flags) throws IOException {
        Files.createDirectories(pictures);
        List<String> command = new ArrayList<>(List.of(
                "node",
                Product.home().resolve("admin-ui/src/test/e2e/screenshots.mjs").toString(),
                "http://127.0.0.1:" + product.port(8080),
                pictures.toString()));
        command.addAll(List.of(flags));
        Ran browser = Ran.run(pictures, Map.of("E2E_MODULES", modules.toString()), Duration.ofMinutes(6), command);
        assertThat(browser.exitCode()).as("faults of the browser:\n%s", browser).isZero();
    }
}
