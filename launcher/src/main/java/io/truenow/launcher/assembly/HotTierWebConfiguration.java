package io.truenow.launcher.assembly;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of the hot tier's port. Needs {@link HotTierStatistics} from its parent context. */
@Configuration(proxyBeanMethods = false)
public class HotTierWebConfiguration {

    @Bean
    StatisticsController statisticsController(HotTierStatistics statistics) {
        return new StatisticsController(statistics);
    }
}
