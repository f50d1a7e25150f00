package io.truenow.launcher.assembly;

import java.util.Map;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /stats} of the hot tier. */
@Configuration(proxyBeanMethods = false)
public class HotTierWebConfiguration {

    /** What {@code /stats} says; a type of its own, so that Spring finds it by type. */
    @FunctionalInterface
    public interface HotTierStatistics extends Supplier<Map<String, Object>> {}

    @Bean
    StatisticsController statisticsController(HotTierStatistics statistics) {
        return new StatisticsController(statistics);
    }

    /** The route. */
    @RestController
    public static final class StatisticsController {

        private final HotTierStatistics statistics;

        StatisticsController(HotTierStatistics statistics) {
            this.statistics = statistics;
        }

        @GetMapping("/stats")
        Map<String, Object> statistics() {
            return statistics.get();
        }
    }
}
