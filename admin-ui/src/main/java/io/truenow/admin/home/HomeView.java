package io.truenow.admin.home;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.page.PageVisibility;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import io.truenow.admin.format.Snippets;
import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.Endpoints;
import io.truenow.admin.port.Figure;
import io.truenow.admin.port.Figures;
import io.truenow.admin.shell.CallerHost;
import io.truenow.admin.shell.ConsoleLayout;
import io.truenow.admin.shell.FirstEventCard;
import io.truenow.admin.shell.ScreenHeader;
import io.truenow.admin.shell.SnippetDialog;
import io.truenow.admin.shell.SnippetDialog.Snippet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Home: what the server does at this moment. Costs nothing while the page is hidden: it stops watching the pulse. */
@Route(value = "", layout = ConsoleLayout.class)
@PageTitle("Home · TrueNow")
public final class HomeView extends Main {

    private static final String TOTALS_SQL = """
            SELECT SUM(stored) AS stored, SUM(duplicates) AS duplicates,
                   SUM(resident_bytes) AS resident_bytes, MAX(watermark_us) AS newest_watermark_us
            FROM sys.tables""";

    private final LivePulse pulse;
    private final TileRow tiles = new TileRow();
    private final RateChart chart;
    private final StateLine state = new StateLine();
    private final ComponentList components = new ComponentList();
    private final FirstEventCard firstEvent;
    private @Nullable Runnable leave;

    /** The screen of one browser tab. */
    public HomeView(LivePulse pulse, Endpoints endpoints, ConsoleSettings settings) {
        this.pulse = pulse;
        this.chart = new RateChart("Events accepted", "events/s", settings.historySeconds());
        Snippets snippets = new Snippets(CallerHost.current(), endpoints);
        this.firstEvent = new FirstEventCard(snippets);
        firstEvent.setVisible(false);
        addClassName("screen");
        Button show = new Button(
                "Show the SQL and curl",
                click -> SnippetDialog.open(
                        "The same figures elsewhere",
                        List.of(
                                Snippet.sql("Totals over all tables", TOTALS_SQL),
                                Snippet.shell("Statistics as JSON", snippets.stats()))));
        add(new ScreenHeader("Home", show), state, firstEvent, tiles, chartPanel(settings), components);
    }

    private Div chartPanel(ConsoleSettings settings) {
        H2 title = new H2("Events per second, last " + settings.historySeconds() / 60 + " min");
        Button twin = new Button("Show as table", click -> {
            boolean table = chart.toggleTable();
            click.getSource().setText(table ? "Show as chart" : "Show as table");
        });
        Div head = new Div(title, twin);
        head.addClassName("panel-head");
        Div panel = new Div(head, chart);
        panel.addClassName("panel");
        return panel;
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        UI ui = attached.getUI();
        Signal<PageVisibility> visibility = ui.getPage().pageVisibilitySignal();
        Signal.effect(this, () -> {
            boolean hidden = visibility.get() == PageVisibility.HIDDEN;
            Signal.runWithoutTransaction(() -> follow(ui, !hidden));
        });
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        unwatch();
    }

    private void follow(UI ui, boolean visible) {
        unwatch();
        if (visible) {
            boolean[] first = {true};
            leave = pulse.watch(beat -> {
                boolean whole = first[0];
                first[0] = false;
                var unused = ui.access(() -> show(beat, whole));
            });
        }
    }

    private void unwatch() {
        if (leave != null) {
            leave.run();
            leave = null;
        }
    }

    private void show(Beat beat, boolean whole) {
        Figures figures = beat.figures();
        state.show(beat);
        tiles.setClassName("stopped", beat.stopped());
        components.setClassName("stopped", beat.stopped());
        if (whole) {
            chart.replace(beat.points());
        } else {
            chart.append(beat.points());
        }
        if (figures != null) {
            tiles.show(figures);
            components.show(figures.components());
            Double stored = figures.value(Figure.EVENTS_STORED);
            firstEvent.setVisible(stored != null && stored == 0);
        }
    }
}
