package io.truenow.sql.logic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import net.hydromatic.sqllogictest.SltTestFile;
import org.junit.jupiter.api.Test;

/**
 * A sample of the public corpus: each {@code truenow.logic.file-step}-th file, each {@code truenow.logic.query-step}-th query in it; 1 and 1 for
 * all of it. {@code sql/logic-known.txt} lists the queries that are refused, by place, each with its reason. The list may only shrink: one that
 * is not refused any longer has to leave it. A wrong answer can never be on it.
 */
class SqlLogicTest {

    private static final int FILE_STEP = Integer.getInteger("truenow.logic.file-step", 41);
    private static final int QUERY_STEP = Integer.getInteger("truenow.logic.query-step", 257);

    @Test
    void theCorpusIsAnsweredAsItSays() throws IOException, URISyntaxException {
        LogicRun run = new LogicRun();
        List<String> files = files();
        for (int i = 0; i < files.size(); i += FILE_STEP) {
            run.file(files.get(i), QUERY_STEP);
        }
        Map<String, String> known = known();
        System.out.printf(
                Locale.ROOT,
                "sqllogictest: every %d. query of every %d. file: %d run, %d passed, %d wrong, %d refused (%d known), %d behind a change of rows%n",
                QUERY_STEP,
                FILE_STEP,
                run.run(),
                run.passed(),
                run.wrong().size(),
                run.failures().size(),
                run.failures().keySet().stream().filter(known::containsKey).count(),
                run.skipped());
        assertThat(run.wrong()).as("wrong answers").isEmpty();
        Map<String, String> fresh = new TreeMap<>(run.failures());
        fresh.keySet().removeAll(known.keySet());
        assertThat(fresh).as("refused, not in the list").isEmpty();
        assertThat(run.asked()).hasSizeGreaterThan(QUERY_STEP == 1 ? 100_000 : 100);
        TreeSet<String> mended = new TreeSet<>(known.keySet());
        mended.retainAll(run.asked());
        mended.removeAll(run.failures().keySet());
        assertThat(mended).as("answered now: take them out of the list").isEmpty();
    }

    private static List<String> files() throws IOException, URISyntaxException {
        Path jar = Path.of(SltTestFile.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarFile open = new JarFile(jar.toFile())) {
            return open.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("test/") && name.endsWith(".test"))
                    .map(name -> name.substring("test/".length()))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> known() throws IOException {
        try (InputStream in = Objects.requireNonNull(SqlLogicTest.class.getResourceAsStream("/sql/logic-known.txt"))) {
            Map<String, String> known = new TreeMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> known.put(line.split(" ", 2)[0], line.split(" ", 2)[1]));
            return known;
        }
    }
}
