package io.truenow.bench.side;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Time that a process or its threads took of the cores, user and system, as Linux counts it in hundredths of a second. */
public final class CoreTime {

    private static final double TICKS = 100.0;
    private static final int USER = 11;
    private static final int SYSTEM = 12;

    private CoreTime() {}

    /** Seconds since the start of a process. */
    public static double seconds(long pid) {
        return seconds(read(Path.of("/proc/" + pid + "/stat")));
    }

    /** Seconds of each thread that lives, by its id and name. */
    public static Map<Thread, Double> threads(long pid) {
        Map<Thread, Double> seconds = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            tasks.forEach(task -> {
                String stat = read(task.resolve("stat"));
                if (!stat.isEmpty()) {
                    String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
                    int id = Integer.parseInt(task.getFileName().toString());
                    seconds.put(new Thread(id, name), seconds(stat));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seconds;
    }

    /** A thread; its name is cut to 15 characters by the system. */
    public record Thread(int id, String name) implements Comparable<Thread> {
        @Override
        public int compareTo(Thread other) {
            return Integer.compare(id, other.id);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException gone) {
            return "";
        } catch (IOException e) {
            return "";
        }
    }

    private static double seconds(String stat) {
        if (stat.isEmpty()) {
            return 0;
        }
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(words[USER]) + Long.parseLong(words[SYSTEM])) / TICKS;
    }
}
