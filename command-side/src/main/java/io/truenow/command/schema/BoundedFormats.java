package io.truenow.command.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The formats that draft-07 knows. Some of the library's are expressions that go deep into the stack or take long for long texts, so none is
 * asked about a text of more than {@value #MAX_LENGTH} characters: such a text has no format.
 */
final class BoundedFormats {

    /** Characters of a text that may have a format. */
    static final int MAX_LENGTH = 2_048;

    private static final Set<String> KNOWN = Set.of(
            "date",
            "date-time",
            "email",
            "hostname",
            "idn-email",
            "idn-hostname",
            "ipv4",
            "ipv6",
            "iri",
            "iri-reference",
            "json-pointer",
            "regex",
            "relative-json-pointer",
            "time",
            "uri",
            "uri-reference",
            "uri-template",
            "uuid");

    /** Of a label of a host's name. */
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    /** Of a variable of a template of addresses (RFC 6570). */
    private static final String VARIABLE =
            "([A-Za-z0-9_]|%[0-9A-Fa-f]{2})(\\.?([A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*(:[1-9][0-9]{0,3}|\\*)?";
    /** Those that the library tells by expressions that go deep into the stack; these do not. */
    private static final Map<String, Format> OURS = Map.of(
            "regex", new Expression(),
            "hostname", new Linear("hostname", LinearPattern.compile("^" + LABEL + "(\\." + LABEL + ")*$")),
            "json-pointer", new Linear("json-pointer", LinearPattern.compile("^(/([^/~]|~[01])*)*$")),
            "relative-json-pointer",
                    new Linear(
                            "relative-json-pointer", LinearPattern.compile("^(0|[1-9][0-9]*)(#|(/([^/~]|~[01])*)*)$")),
            "uri-template",
                    new Linear(
                            "uri-template",
                            LinearPattern.compile("^([^\\x00-\\x20\"'%<>\\\\^`{|}]|%[0-9A-Fa-f]{2}|\\{[+#./;?&=,!@|]?"
                                    + VARIABLE + "(," + VARIABLE + ")*\\})*$")));

    private BoundedFormats() {}

    /** Whether a text is held against the format of that name; others say nothing. */
    static boolean knows(String name) {
        return KNOWN.contains(name);
    }

    /** Puts bounds around the formats that are known and takes the others out. */
    static void replace(Map<String, Format> formats) {
        Map<String, Format> bounded = new LinkedHashMap<>();
        formats.forEach((name, format) -> {
            if (KNOWN.contains(name)) {
                bounded.put(name, OURS.containsKey(name) ? OURS.get(name) : new Bounded(format));
            }
        });
        formats.clear();
        formats.putAll(bounded);
    }

    private record Bounded(Format format) implements Format {
        @Override
        public String getName() {
            return format.getName();
        }

        @Override
        public String getMessageKey() {
            return format.getMessageKey();
        }

        @Override
        public boolean matches(ExecutionContext context, String text) {
            return text.length() <= MAX_LENGTH && format.matches(context, text);
        }
    }

    private record Linear(String name, LinearPattern pattern) implements Format {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getMessageKey() {
            return "format." + name;
        }

        @Override
        public boolean matches(ExecutionContext context, String text) {
            return text.length() <= MAX_LENGTH && pattern.found(text);
        }
    }

    /** A text that is an expression is compiled and never run; compiling does not unroll its repetitions. */
    private record Expression() implements Format {
        @Override
        public String getName() {
            return "regex";
        }

        @Override
        public String getMessageKey() {
            return "format.regex";
        }

        @Override
        public boolean matches(ExecutionContext context, String text) {
            if (text.length() > LinearPattern.MAX_LENGTH) {
                return false;
            }
            try {
                Pattern.compile(text);
                return true;
            } catch (PatternSyntaxException e) {
                return false;
            }
        }
    }
}
