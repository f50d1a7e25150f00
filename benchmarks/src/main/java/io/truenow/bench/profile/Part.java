package io.truenow.bench.profile;

import java.util.List;
import java.util.Optional;

/** A part of the server that a sample is counted for: the one whose frame is nearest to the top of its stack. */
enum Part {
    JSON("JSON parser", "tools.jackson.", "com.fasterxml.jackson.", "com.alibaba.fastjson2.", "org.simdjson."),
    DOOR("ingest: decoding, checks, grouping", "io.truenow.command."),
    BATCH("event batch: columns, stored form, hashes", "io.truenow.events.", "com.dynatrace.hash4j."),
    DUPLICATES("hot tier: duplicate store", "io.truenow.hottier.dedup."),
    SCAN("hot tier: scan", "io.truenow.hottier.scan.", "io.truenow.hottier.read."),
    FOLD("hot tier: segments, sealing, checkpoints", "io.truenow.hottier."),
    SQL("SQL: our own code", "io.truenow.sql."),
    AVATICA("Avatica and Protobuf", "org.apache.calcite.avatica.", "com.google.protobuf."),
    CALCITE("Calcite", "org.apache.calcite.", "org.codehaus.janino."),
    LOG("Kafka: broker, producer, consumer", "kafka.", "org.apache.kafka.", "scala."),
    AXON("Axon", "org.axonframework."),
    WEB(
            "web server: Tomcat and Spring",
            "org.apache.catalina.",
            "org.apache.coyote.",
            "org.apache.tomcat.",
            "org.springframework."),
    OWN("the rest of TrueNow", "io.truenow."),
    OTHER("JDK and libraries by themselves");

    private final String title;
    private final List<String> prefixes;

    Part(String title, String... prefixes) {
        this.title = title;
        this.prefixes = List.of(prefixes);
    }

    String title() {
        return title;
    }

    /** The part that a class is of, if it is of one. */
    static Optional<Part> of(String type) {
        for (Part part : values()) {
            if (part.prefixes.stream().anyMatch(type::startsWith)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }
}
