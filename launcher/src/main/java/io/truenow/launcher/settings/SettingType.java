package io.truenow.launcher.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text of a setting may be, and what it becomes. Thread-safe.
 *
 * @param phrase completes "is to be …", with unit and range
 * @param parser the value of a text; {@link IllegalArgumentException} if it has none
 */
public record SettingType<T>(String phrase, Function<String, T> parser) {

    private static final double GIB = 1L << 30;
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,9}) *(s|m|h)?");
    private static final Map<String, Integer> FACTOR = Map.of("s", 1, "m", 60, "h", 3600);
    private static final Pattern HOST_PORT =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}]):[0-9]{1,5}");

    /** A whole number of something, both ends allowed. */
    public static SettingType<Integer> whole(int smallest, int largest, String unit) {
        String of = unit.isEmpty() ? "" : " of " + unit;
        return new SettingType<>(
                "a whole number" + of + " from " + smallest + " to " + largest,
                text -> within(Integer.parseInt(text), smallest, largest));
    }

    private static int within(int number, int smallest, int largest) {
        require(number >= smallest && number <= largest);
        return number;
    }

    /** A number with or without a fraction, both ends allowed. */
    public static SettingType<Double> number(int smallest, int largest) {
        return new SettingType<>("a number from " + smallest + " to " + largest, text -> {
            double number = Double.parseDouble(text);
            require(number >= smallest && number <= largest);
            return number;
        });
    }

    /** A size in GiB with or without a fraction; the value is in bytes. */
    public static SettingType<Long> gibibytes() {
        return new SettingType<>("a number of GiB from 0.01 to 65536", text -> {
            double number = Double.parseDouble(text);
            require(number >= 0.01 && number <= 65_536);
            return (long) (number * GIB);
        });
    }

    /** A time such as {@code 60}, {@code 60s}, {@code 5m} or {@code 1h}; the value is in seconds. */
    public static SettingType<Integer> seconds(int smallest, int largest) {
        return new SettingType<>(
                "a number of seconds from " + smallest + " to " + largest + ", such as 60, 60s, 5m or 1h", text -> {
                    Matcher parts = SECONDS.matcher(text.toLowerCase(Locale.ROOT));
                    require(parts.matches());
                    long seconds = Long.parseLong(parts.group(1))
                            * (parts.group(2) == null ? 1 : FACTOR.getOrDefault(parts.group(2), 1));
                    require(seconds >= smallest && seconds <= largest);
                    return (int) seconds;
                });
    }

    /** {@code true} or {@code false}. */
    public static SettingType<Boolean> flag() {
        return new SettingType<>("true or false", text -> {
            require(text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
            return Boolean.valueOf(text);
        });
    }

    /** One of some words, in lower case. */
    public static SettingType<String> oneOf(List<String> words) {
        return new SettingType<>("one of " + words, text -> {
            String lower = text.toLowerCase(Locale.ROOT);
            require(words.contains(lower));
            return lower;
        });
    }

    /** Any text. */
    public static SettingType<String> text(String phrase) {
        return text(phrase, anything -> true);
    }

    /** A text of some form. */
    public static SettingType<String> text(String phrase, Predicate<String> form) {
        return new SettingType<>(phrase, text -> {
            require(form.test(text));
            return text;
        });
    }

    /** Words of some form with commas between, in lower case, at most so many. */
    public static SettingType<Set<String>> words(String phrase, Pattern form, int most) {
        return new SettingType<>(phrase + ", at most " + most, text -> {
            Set<String> words = new TreeSet<>();
            for (String word : text.split(",", -1)) {
                require(form.matcher(word.strip()).matches());
                words.add(word.strip().toLowerCase(Locale.ROOT));
            }
            require(words.size() <= most);
            return Set.copyOf(words);
        });
    }

    /** One or more addresses {@code host:port} with commas between, as they were written. */
    public static SettingType<String> addresses() {
        return text("host:port, or several with commas between", text -> {
            for (String address : text.split(",", -1)) {
                if (!HOST_PORT.matcher(address.strip()).matches()) {
                    return false;
                }
            }
            return true;
        });
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }
}
