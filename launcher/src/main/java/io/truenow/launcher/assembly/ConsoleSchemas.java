package io.truenow.launcher.assembly;

import io.truenow.admin.port.SchemaControl;
import io.truenow.command.schema.SchemaDefinition;
import io.truenow.command.schema.SchemaDiff;
import io.truenow.command.schema.Schemas;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.schema.CompatibilityMode;
import io.truenow.events.schema.SchemaDescriptor;
import io.truenow.events.schema.SchemaVersionDescriptor;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The console's people look after schemas by the rules of the routes. */
record ConsoleSchemas(Schemas schemas) implements SchemaControl {

    /** Numbers as they were typed, not as the nearest double. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Override
    public List<SchemaDescriptor> schemas(Principal caller, int most) {
        caller.require(Permission.READ_SCHEMAS);
        return schemas.list(caller).stream().limit(most).toList();
    }

    @Override
    public SchemaDescriptor schema(Principal caller, String id) {
        caller.require(Permission.READ_SCHEMAS);
        return schemas.require(caller, id);
    }

    @Override
    public List<Version> versions(Principal caller, String id, int most) {
        caller.require(Permission.READ_SCHEMAS);
        return schemas.versions(caller, id).reversed().stream()
                .limit(most)
                .map(version -> new Version(
                        version.version(),
                        version.status(),
                        version.mode(),
                        version.fingerprint(),
                        version.createdBy(),
                        version.createdMicros()))
                .toList();
    }

    @Override
    public String definition(Principal caller, String id, int version) {
        caller.require(Permission.READ_SCHEMAS);
        return version(caller, id, version).definition();
    }

    @Override
    public List<Remark> difference(Principal caller, String id, int older, int newer) {
        caller.require(Permission.READ_SCHEMAS);
        return remarks(SchemaDiff.between(
                SchemaDefinition.parse(version(caller, id, older).definition()),
                SchemaDefinition.parse(version(caller, id, newer).definition())));
    }

    @Override
    public Comparison compare(Principal caller, String id, String definition, CompatibilityMode mode) {
        caller.require(Permission.READ_SCHEMAS);
        Schemas.Comparison compared = schemas.compare(caller, id, definition, mode);
        return new Comparison(
                compared.version(),
                compared.problems().stream()
                        .map(problem -> new Remark(problem.pointer(), problem.message()))
                        .toList(),
                remarks(compared.changes()));
    }

    @Override
    public SchemaDescriptor create(
            Principal caller, String namespace, String name, String description, String definition) {
        caller.require(Permission.WRITE_SCHEMAS);
        ConsoleTables.requireDescription(description);
        return schemas.create(caller, namespace, name, description, compact(definition))
                .schema();
    }

    @Override
    public int add(Principal caller, String id, String definition, CompatibilityMode mode) {
        caller.require(Permission.WRITE_SCHEMAS);
        return schemas.addVersion(caller, id, compact(definition), mode)
                .version()
                .version();
    }

    @Override
    public void deprecate(Principal caller, String id, int version) {
        caller.require(Permission.MANAGE_SCHEMAS);
        schemas.deprecate(caller, id, version);
    }

    private SchemaVersionDescriptor version(Principal caller, String id, int number) {
        return schemas.versions(caller, id).stream()
                .filter(version -> version.version() == number)
                .findFirst()
                .orElseThrow(() -> new TrueNowException(ErrorCode.NOT_FOUND, "There is no version [" + number + "]."));
    }

    /** Without the spaces of who typed it, as the routes keep it. */
    private static String compact(String definition) {
        var unused = SchemaDefinition.parse(definition);
        return MAPPER.readTree(definition).toString();
    }

    private static List<Remark> remarks(List<SchemaDiff.Change> changes) {
        return changes.stream()
                .map(change -> new Remark(change.pointer(), change.what()))
                .toList();
    }
}
