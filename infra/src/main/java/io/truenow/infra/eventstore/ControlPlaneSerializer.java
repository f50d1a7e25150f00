package io.truenow.infra.eventstore;

import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** The one serializer of the control plane: plain JSON by Jackson 3; a later revision than ours is refused. */
final class ControlPlaneSerializer {

    private ControlPlaneSerializer() {}

    /** Axon 4.13.0 writes replay tokens that its default validator refuses to read; so their types are allowed by name. */
    static Serializer create() {
        return new KnownRevisions(Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(
                        mapper -> mapper.polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                                .allowIfSubType("org.axonframework.")
                                .allowIfSubType("java.lang.")
                                .build()))
                .build());
    }
}
