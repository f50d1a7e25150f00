package io.truenow.admin.port;

import io.truenow.events.access.Principal;
import io.truenow.events.schema.CompatibilityMode;
import io.truenow.events.schema.SchemaDescriptor;
import io.truenow.events.schema.VersionStatus;
import java.util.List;

/**
 * The schemas of the caller's tenant, as far as its grants reach. Every method throws {@link io.truenow.events.error.TrueNowException} for what is
 * refused, by the same rules as the routes. Thread-safe; may wait.
 */
public interface SchemaControl {

    /** A version without its definition, which may be large. */
    record Version(
            int version,
            VersionStatus status,
            CompatibilityMode mode,
            String fingerprint,
            String createdBy,
            long createdMicros) {}

    /** A remark on a place of a definition, which is a JSON pointer. */
    record Remark(String pointer, String text) {}

    /**
     * How a definition stands to the newest active version.
     *
     * @param problems empty if it is compatible
     */
    record Comparison(int version, List<Remark> problems, List<Remark> changes) {

        /** Copies both. */
        public Comparison {
            problems = List.copyOf(problems);
            changes = List.copyOf(changes);
        }
    }

    /** The schemas that the caller sees, newest first, at most so many. */
    List<SchemaDescriptor> schemas(Principal caller, int most);

    /** One schema. */
    SchemaDescriptor schema(Principal caller, String id);

    /** Its versions, newest first, at most so many. */
    List<Version> versions(Principal caller, String id, int most);

    /** The definition of a version. */
    String definition(Principal caller, String id, int version);

    /** What changed from one version to another. */
    List<Remark> difference(Principal caller, String id, int older, int newer);

    /** Compares a definition with the newest active version; nothing is kept. */
    Comparison compare(Principal caller, String id, String definition, CompatibilityMode mode);

    /** Makes a schema with its first version. */
    SchemaDescriptor create(Principal caller, String namespace, String name, String description, String definition);

    /** Adds a version, or finds the one that is equal; its number. */
    int add(Principal caller, String id, String definition, CompatibilityMode mode);

    /** Takes a version out of use. */
    void deprecate(Principal caller, String id, int version);
}
