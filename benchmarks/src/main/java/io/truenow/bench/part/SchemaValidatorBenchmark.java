package io.truenow.bench.part;

import io.truenow.command.schema.SchemaDefinition;
import io.truenow.command.schema.SchemaValidator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events of ten fields held against a schema that says something of each, in events a second on one core.
 *
 * <p>{@code ./truenow bench jmh SchemaValidatorBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SchemaValidatorBenchmark {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    static final String DEFINITION = """
            {"type":"object","required":["order_id","at","amount"],"additionalProperties":false,"properties":{
              "order_id":{"type":"string","minLength":1,"maxLength":64},"at":{"type":"string","format":"date-time"},
              "country":{"type":"string","enum":["de","fr","us","jp"]},"email":{"type":"string","format":"email"},
              "sku":{"type":"string","pattern":"^[A-Z]{2}-[0-9]{4}$"},"amount":{"type":"number","minimum":0},
              "quantity":{"type":"integer","minimum":1,"maximum":1000},"gift":{"type":"boolean"},
              "note":{"type":["string","null"],"maxLength":200},"discount":{"type":"number","exclusiveMaximum":1}}}
            """;
    private static final String EVENT = """
            {"order_id":"o-1029384756","at":"2026-11-20T10:11:12.345Z","country":"de","email":"someone@example.org",
             "sku":"AB-1234","amount":19.99,"quantity":3,"gift":false,"note":null,"discount":0.05}
            """;
    /** The same without formats and expressions. */
    private static final String PLAIN = DEFINITION
            .replace(",\"format\":\"date-time\"", "")
            .replace(",\"format\":\"email\"", "")
            .replace(",\"pattern\":\"^[A-Z]{2}-[0-9]{4}$\"", "");

    private SchemaValidator validator = compiled("{}");
    private SchemaValidator plain = compiled("{}");
    private byte[] bytes = new byte[0];
    private JsonNode event = MAPPER.createObjectNode();

    /** Compiles the definitions and makes the event. */
    @Setup
    public void prepare() {
        validator = compiled(DEFINITION);
        plain = compiled(PLAIN);
        bytes = EVENT.getBytes(StandardCharsets.UTF_8);
        event = MAPPER.readTree(bytes);
        if (!validator.validate(event, 1).isEmpty()) {
            throw new IllegalStateException("the event is not valid");
        }
    }

    /** A tree that is there, without formats and expressions. */
    @Benchmark
    public List<SchemaValidator.Problem> treeWithoutFormats() {
        return plain.validate(event, 1);
    }

    /** A tree that is there. */
    @Benchmark
    public List<SchemaValidator.Problem> tree() {
        return validator.validate(event, 1);
    }

    /** Bytes to a tree, and the tree. */
    @Benchmark
    public List<SchemaValidator.Problem> bytes() {
        return validator.validate(MAPPER.readTree(bytes), 1);
    }

    /** Bytes to a tree alone. */
    @Benchmark
    public JsonNode parseOnly() {
        return MAPPER.readTree(bytes);
    }

    private static SchemaValidator compiled(String definition) {
        return SchemaValidator.compile(SchemaDefinition.parse(definition));
    }
}
