package io.truenow.command.schema;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** JSON pointers (RFC 6901) as text. */
public final class Pointers {

    private Pointers() {}

    /** A name as it stands between two slashes. */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** A name as it stands between two slashes, cut if it is long; half surrogates become question marks. */
    public static String token(String name) {
        String shown = name.length() > 200 ? name.substring(0, 200) + "…" : name;
        byte[] wellFormed = shown.getBytes(StandardCharsets.UTF_8);
        return escaped(new String(wellFormed, StandardCharsets.UTF_8));
    }

    /** A name as it was before it was escaped. */
    public static String plain(String escaped) {
        return escaped.replace("~1", "/").replace("~0", "~");
    }

    /** The pointer that the part of a reference after {@code #} means, or null: it is one, or stands for one by name. */
    static @Nullable String ofFragment(String fragment, Map<String, String> anchors) {
        String decoded;
        try {
            decoded = URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
        return decoded.isEmpty() || decoded.startsWith("/") ? decoded : anchors.get(decoded);
    }

    /** What a pointer names, or null if there is nothing. */
    static @Nullable JsonNode find(JsonNode root, String pointer) {
        JsonNode at = root;
        if (pointer.isEmpty()) {
            return at;
        }
        for (String escaped : pointer.substring(1).split("/", -1)) {
            String name = plain(escaped);
            if (at.isObject()) {
                at = at.path(name);
            } else if (at.isArray() && name.matches("0|[1-9][0-9]{0,8}")) {
                at = at.path(Integer.parseInt(name));
            } else {
                return null;
            }
        }
        return at.isMissingNode() ? null : at;
    }
}
