package io.truenow.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.truenow.admin.catalog.TablesView;
import io.truenow.admin.home.HomeView;
import io.truenow.admin.home.LivePulse;
import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.Endpoints;
import io.truenow.admin.port.Figure;
import io.truenow.admin.port.Figures;
import io.truenow.admin.port.SqlRunner;
import io.truenow.events.time.MicroClock;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.ContextConfiguration;

@ContextConfiguration(classes = ScreensTest.Doubles.class)
@ViewPackages(packages = "io.truenow.admin")
class ScreensTest extends SpringBrowserlessTest {

    @Configuration(proxyBeanMethods = false)
    static class Doubles {

        @Bean
        SqlRunner sql() {
            return new FakeSql(false);
        }

        @Bean
        Endpoints endpoints() {
            return Endpoints.documented(0);
        }

        @Bean
        ConsoleSettings settings() {
            return ConsoleSettings.defaults();
        }

        @Bean
        LivePulse pulse() {
            MicroClock clock = MicroClock.system();
            LivePulse pulse = new LivePulse(
                    () -> Figures.at(clock.nowMicros())
                            .ready(true)
                            .known(Figure.EVENTS_STORED, 0)
                            .unknown(Figure.FRESHNESS_MICROS, "No table has received an event.")
                            .build(),
                    clock,
                    ConsoleSettings.defaults());
            pulse.start();
            return pulse;
        }
    }

    private void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            roundTrip();
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static void open(String path, Map<String, String> parameters) {
        UI.getCurrent().navigate(path, QueryParameters.simple(parameters));
    }

    private boolean shows(Class<? extends Component> type, String text) {
        return find(type).all().stream()
                .anyMatch(
                        component -> component.getElement().getTextRecursively().contains(text));
    }

    @Test
    void homeTeachesTheFirstEventWhileThereIsNone() {
        HomeView home = navigate(HomeView.class);
        until(() -> shows(H2.class, "No events yet"));
        assertThat(home.getElement().getTextRecursively()).contains("http://localhost:8088/v1/ingest");
        assertThat(find(H1.class).single().getText()).isEqualTo("Home");
    }

    @Test
    void theTablesScreenFiltersAndCounts() {
        navigate(TablesView.class);
        until(() -> shows(Span.class, "5 tables"));
        test(find(TextField.class).single()).setValue("SENSORS.");
        assertThat(shows(Span.class, "2 of 5 tables")).isTrue();
        assertThat(test(find(Grid.class).single()).getCellText(0, 2)).isEqualTo("48,201,977");
    }

    @Test
    void aDeepLinkOpensTheTableThatItNames() {
        open("tables", Map.of("table", "git.changes"));
        until(() -> shows(H2.class, "git.changes"));
    }

    @Test
    void aDeepLinkRunsItsStatementAndShowsItsRows() {
        open("sql", Map.of("run", "1", "q", "SELECT * FROM git.changes"));
        until(() -> shows(Span.class, "10,000 rows"));
        Grid<?> grid = find(Grid.class).single();
        assertThat(test(grid).getCellText(1, 5)).isEqualTo("31");
    }

    @Test
    void aRefusedStatementIsSaidWithItsPlace() {
        open("sql", Map.of("run", "1", "q", "SELECT nosuch"));
        until(() -> shows(H2.class, "The statement was refused"));
        assertThat(shows(Span.class, "Line 1, column 8 to 13")).isTrue();
    }
}
