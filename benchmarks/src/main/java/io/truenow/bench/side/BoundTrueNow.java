package io.truenow.bench.side;

import io.truenow.bench.replay.Load;
import io.truenow.bench.workload.Bodies;
import java.net.URI;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The product, each table of which is a stream bound to a schema that says something of every field of W1. Ends nothing. Not thread-safe. */
public final class BoundTrueNow implements Peer {

    private static final String DEFINITION = """
            {"type":"object","additionalProperties":false,
             "required":["region","product","customer_type","user_id","revenue","quantity","processing_time"],
             "properties":{
              "region":{"type":"string","enum":["us-east","us-west","eu-west","ap-south"]},
              "product":{"type":"string","pattern":"^product-[0-9]{1,2}$"},
              "customer_type":{"type":"string","minLength":4,"maxLength":16},
              "user_id":{"type":"string","pattern":"^user-[0-9]{1,6}$"},
              "revenue":{"type":"number","minimum":0,"maximum":1000},
              "quantity":{"type":"integer","minimum":0,"maximum":100},
              "processing_time":{"type":"number","minimum":0}}}""";

    private final TrueNow server;
    private @Nullable String schemaId;

    /** Over a server that somebody else ends. */
    public BoundTrueNow(TrueNow server) {
        this.server = server;
    }

    @Override
    public String name() {
        return "TrueNow, bound to a schema";
    }

    @Override
    public void prepare(int table) {
        if (schemaId == null) {
            schemaId = post(
                            "/api/v1/schemas",
                            "{\"name\":\"w1\",\"namespace\":\"bench\",\"definition\":" + DEFINITION + "}")
                    .get("schema_id")
                    .asString();
        }
        post(
                "/api/v1/streams",
                "{\"name\":\"" + Bodies.table(table) + "\",\"schema_id\":\"" + schemaId
                        + "\",\"retention_policy\":{\"type\":\"time\",\"retention_days\":3650}}");
    }

    private JsonNode post(String path, String body) {
        return Http.json(Http.request(URI.create(server.controlUrl() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Override
    public Load load(Bodies bodies, int connections) {
        return server.load(bodies, connections);
    }

    @Override
    public Held held(int table) {
        return server.held(table);
    }

    @Override
    public long pid() {
        return server.pid();
    }

    /** The server is another's. */
    @Override
    public void close() {}
}
