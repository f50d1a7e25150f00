package io.truenow.launcher.assembly;

import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /stats} of the hot tier. */
@Requires(Permission.READ_SERVER)
@RestController
public final class StatisticsController {

    private final HotTierStatistics statistics;

    StatisticsController(HotTierStatistics statistics) {
        this.statistics = statistics;
    }

    @GetMapping("/stats")
    Map<String, Object> statistics(HttpServletRequest request) {
        return statistics.now(Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE)));
    }
}
