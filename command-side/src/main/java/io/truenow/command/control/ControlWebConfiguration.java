package io.truenow.command.control;

import io.truenow.command.answer.OtherApiPaths;
import io.truenow.command.port.AuditLog;
import io.truenow.command.port.ReadModels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of processors and of the audit, and the answer of those paths below {@code /api} that nothing has. Needs {@link ReadModels} and
 * {@link AuditLog} from its parent context. */
@Configuration(proxyBeanMethods = false)
public class ControlWebConfiguration {

    @Bean
    ProcessorController processorController(ReadModels readModels) {
        return new ProcessorController(readModels);
    }

    @Bean
    AuditController auditController(AuditLog audit) {
        return new AuditController(audit);
    }

    @Bean
    OtherApiPaths otherApiPaths() {
        return new OtherApiPaths();
    }
}
