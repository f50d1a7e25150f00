package io.truenow.command.access;

import io.truenow.command.catalog.CatalogCache;
import io.truenow.events.access.Grant;
import io.truenow.events.access.Grant.Action;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.Names;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The field {@code stream_permissions} of API keys: a list of stream ids, each with the actions of the role, or of objects that name a stream
 * or a namespace and table, with actions. A stream is a table; its id is {@code str_} and the table's id. Thread-safe.
 */
final class StreamPermissions {

    private static final String FIELD = "stream_permissions";
    private static final String STREAM_PREFIX = TableDescriptor.STREAM_PREFIX;

    private final CatalogCache catalog;

    StreamPermissions(CatalogCache catalog) {
        this.catalog = catalog;
    }

    /**
     * The grants of a request.
     *
     * @throws TrueNowException {@code INVALID_VALUE} with a pointer; {@code NOT_FOUND} if a stream is not there
     */
    List<Grant> read(String tenant, Role role, JsonNode body) {
        JsonNode list = body.path(FIELD);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw invalid("", "The permissions on streams are a list.");
        }
        List<Grant> grants = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            grants.add(grant(tenant, role, list.get(i), "/" + i));
        }
        return grants;
    }

    private Grant grant(String tenant, Role role, JsonNode entry, String place) {
        if (entry.isString()) {
            return stream(tenant, entry.stringValue(), usual(role), place);
        }
        if (!entry.isObject()) {
            throw invalid(place, "A permission is the id of a stream or an object.");
        }
        Set<Action> actions = actions(entry.path("actions"), role, place);
        JsonNode id = entry.has("stream_id") ? entry.path("stream_id") : entry.path("resource_id");
        if (id.isString()) {
            return stream(tenant, id.stringValue(), actions, place);
        }
        String namespace = name(entry, "namespace", place);
        if (namespace == null) {
            throw invalid(place, "A permission names a \"stream_id\", or a \"namespace\" and perhaps a \"table\".");
        }
        String table = name(entry, "table", place);
        return new Grant(namespace, table == null ? Grant.ANY : table, actions);
    }

    private static @Nullable String name(JsonNode entry, String field, String place) {
        JsonNode value = entry.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || !value.stringValue().equals(Grant.ANY) && !Names.isLegal(value.stringValue())) {
            throw invalid(place + "/" + field, "This is no legal name and not \"*\".");
        }
        return value.stringValue();
    }

    private Grant stream(String tenant, String id, Set<Action> actions, String place) {
        if (id.equals(Grant.ANY)) {
            return new Grant(Grant.ANY, Grant.ANY, actions);
        }
        UUID tableId = uuid(id.startsWith(STREAM_PREFIX) ? id.substring(STREAM_PREFIX.length()) : id, place);
        TableDescriptor table = catalog.table(tenant, tableId);
        if (table != null) {
            return new Grant(table.ref().namespace(), table.ref().table(), actions);
        }
        throw new TrueNowException(ErrorCode.NOT_FOUND, "stream not found", "/" + FIELD + place, null, null);
    }

    private static UUID uuid(String text, String place) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw invalid(place, "This is no id of a stream: those are str_ and a UUID.");
        }
    }

    private static Set<Action> usual(Role role) {
        if (role == Role.READER) {
            return EnumSet.of(Action.READ);
        }
        return role == Role.WRITER ? EnumSet.of(Action.READ, Action.WRITE) : EnumSet.allOf(Action.class);
    }

    private static Set<Action> actions(JsonNode list, Role role, String place) {
        if (list.isMissingNode() || list.isNull()) {
            return usual(role);
        }
        Set<Action> actions = EnumSet.noneOf(Action.class);
        for (JsonNode entry : list) {
            actions.add(action(entry, place));
        }
        if (!list.isArray() || actions.isEmpty()) {
            throw invalid(place + "/actions", "The actions are a list of read, write and admin, not empty.");
        }
        return actions;
    }

    private static Action action(JsonNode entry, String place) {
        String text = entry.isString() ? entry.stringValue().toUpperCase(Locale.ROOT) : "";
        return switch (text) {
            case "READ" -> Action.READ;
            case "WRITE" -> Action.WRITE;
            case "ADMIN" -> Action.ADMIN;
            default -> throw invalid(place + "/actions", "An action is read, write or admin.");
        };
    }

    private static TrueNowException invalid(String place, String message) {
        return new TrueNowException(ErrorCode.INVALID_VALUE, message, "/" + FIELD + place, null, null);
    }

    /** Writes grants as the field. */
    void write(JsonGenerator out, String tenant, List<Grant> grants) {
        out.writeName(FIELD);
        out.writeStartArray();
        for (Grant grant : grants) {
            out.writeStartObject();
            String id = id(tenant, grant);
            if (id != null) {
                out.writeStringProperty("stream_id", id);
            }
            out.writeStringProperty("namespace", grant.namespace());
            out.writeStringProperty("table", grant.table());
            out.writeName("actions");
            out.writeStartArray();
            grant.actions().forEach(action -> out.writeString(action.name().toLowerCase(Locale.ROOT)));
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** The id of the one stream of a grant; null if it is for more than one, or for none that is there. */
    private @Nullable String id(String tenant, Grant grant) {
        if (grant.namespace().equals(Grant.ANY) || grant.table().equals(Grant.ANY)) {
            return grant.namespace().equals(grant.table()) ? Grant.ANY : null;
        }
        TableDescriptor table = catalog.table(new TableRef(tenant, grant.namespace(), grant.table()));
        return table == null ? null : table.streamId();
    }
}
