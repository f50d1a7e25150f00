package io.truenow.command.schema;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of schemas. Needs {@link Schemas} from its parent context. */
@Configuration(proxyBeanMethods = false)
public class SchemaWebConfiguration {

    @Bean
    SchemaController schemaController(Schemas schemas) {
        return new SchemaController(schemas);
    }
}
