package io.truenow.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.catalog.ExplorerView;
import io.truenow.admin.home.HomeView;
import io.truenow.admin.home.LivePulse;
import io.truenow.admin.port.ConsoleAccess;
import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.Endpoints;
import io.truenow.admin.port.Figure;
import io.truenow.admin.port.Figures;
import io.truenow.admin.shell.PendingStatement;
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
    static class Doubles extends Base {

        @Bean
        SessionCaller caller() {
            return new SessionCaller(ConsoleAccess.OPEN, null, null);
        }
    }

    /** What every screen needs beside its caller. */
    static class Base {

        @Bean
        FakeSql sql() {
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
    void theExplorerListsFiltersAndCountsTables() {
        navigate(ExplorerView.class);
        until(() -> shows(Span.class, "5 tables"));
        test(find(TextField.class).single()).setValue("SENSORS.");
        assertThat(shows(Span.class, "2 of 5 tables")).isTrue();
        assertThat(test(find(Grid.class).single()).getCellText(0, 2)).isEqualTo("48,201,977");
    }

    @Test
    void aNamespaceHasAnAddressAndListsItsTablesOnly() {
        open("explorer/sensors", Map.of());
        until(() -> shows(Span.class, "2 tables"));
    }

    @Test
    void aTableHasAnAddressAndShowsItsFactsColumnsAndSegments() {
        open("explorer/git/changes", Map.of());
        until(() -> shows(H2.class, "Segments"));
        until(() -> shows(H2.class, "Columns"));
        until(() -> shows(Div.class, "Dedup window24 h"));
        assertThat(shows(Div.class, "Retentionnone")).isTrue();
        assertThat(shows(Div.class, "Dictionaries2.25 MiB")).isTrue();
        Grid<?> columns = find(Grid.class).all().getFirst();
        assertThat(test(columns).getCellText(0, 3)).isEqualTo("–");
        assertThat(test(columns).getCellText(2, 3)).isEqualTo("12");
        assertThat(test(columns).getCellText(3, 3)).isEqualTo("≤ 1,482");
        assertThat(test(columns).getCellText(3, 4)).isEqualTo("1.6 %");
    }

    @Test
    void aColumnIsCountedOnDemandAndSaysHowExactItIs() {
        open("explorer/git/changes/module", Map.of());
        until(() -> find(Button.class).all().stream().anyMatch(b -> b.getText().equals("Count exactly")));
        test(find(Button.class).withText("Count exactly").single()).click();
        until(() -> shows(Span.class, "Most frequent values, exact"));
        assertThat(shows(Div.class, "Distinct1,391")).isTrue();
        assertThat(shows(NativeTable.class, "core90,00055.3 %")).isTrue();
        assertThat(shows(NativeTable.class, "NULL2,6541.6 %")).isTrue();
        assertThat(shows(NativeTable.class, "''3< 0.1 %")).isTrue();
    }

    @Test
    void aTableThatIsNotThereIsSaidSo() {
        open("explorer/git/nothing", Map.of());
        until(() -> shows(Paragraph.class, "There is no table [nothing]"));
    }

    @Test
    void aLinkShowsItsStatementAndDoesNotRunIt() {
        open("sql", Map.of("q", "SELECT * FROM git.changes"));
        assertThat(find(Grid.class).all()).isEmpty();
    }

    @Test
    void aStatementOfTheConsoleIsRunWhenTheScreenOpens() {
        PendingStatement.put(UI.getCurrent(), "SELECT * FROM git.changes");
        open("sql", Map.of());
        until(() -> shows(Span.class, "10,000 rows"));
        Grid<?> grid = find(Grid.class).single();
        assertThat(test(grid).getCellText(1, 5)).isEqualTo("31");
    }

    @Test
    void aRefusedStatementIsSaidWithItsPlace() {
        PendingStatement.put(UI.getCurrent(), "SELECT nosuch");
        open("sql", Map.of());
        until(() -> shows(H2.class, "The statement was refused"));
        assertThat(shows(Span.class, "Line 1, column 8 to 13")).isTrue();
    }
}
