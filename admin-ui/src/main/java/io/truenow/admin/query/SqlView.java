package io.truenow.admin.query;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.truenow.admin.format.Snippets;
import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.Endpoints;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlCall;
import io.truenow.admin.port.SqlFailure;
import io.truenow.admin.port.SqlRunner;
import io.truenow.admin.shell.Background;
import io.truenow.admin.shell.CallerHost;
import io.truenow.admin.shell.ConsoleLayout;
import io.truenow.admin.shell.PendingStatement;
import io.truenow.admin.shell.ScreenHeader;
import io.truenow.admin.shell.SnippetDialog;
import io.truenow.admin.shell.SnippetDialog.Snippet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL screen: one statement at a time; it can be cancelled, and it is cancelled when the screen is left. */
@Route(value = "sql", layout = ConsoleLayout.class)
@PageTitle("SQL · TrueNow")
public final class SqlView extends Main implements BeforeEnterObserver {

    private final SqlRunner runner;
    private final ConsoleSettings settings;
    private final SqlEditor editor = new SqlEditor();
    private final Button run = new Button("Run", click -> editor.run());
    private final Button cancel = new Button("Cancel", click -> cancelRunning());
    private final Span status = new Span();
    private final ProgressBar progress = new ProgressBar();
    private final Div answer = new Div();
    private final Snippets snippets;
    private @Nullable SqlCall running;
    private String lastSql = "";

    /** The screen of one browser tab. */
    public SqlView(SqlRunner runner, Endpoints endpoints, ConsoleSettings settings) {
        this.runner = runner;
        this.settings = settings;
        this.snippets = new Snippets(CallerHost.current(), endpoints);
        addClassNames("screen", "sql-screen");
        editor.onRun(event -> start(event.sql(), event.line(), event.column(), event.whole()));
        editor.onCancel(event -> cancelRunning());
        answer.addClassName("answer");
        Button show = new Button("Use elsewhere", click -> showElsewhere());
        add(new ScreenHeader("SQL", show), editor, toolbar(), progress, answer);
        answer.add(new ExampleStatements(this::open));
        idle();
    }

    private Div toolbar() {
        run.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        run.getElement().setAttribute("title", "Ctrl-Enter");
        cancel.getElement().setAttribute("title", "Esc");
        status.addClassName("status");
        status.getElement().setAttribute("role", "status");
        progress.setIndeterminate(true);
        progress.getElement().setAttribute("aria-label", "The statement is running");
        Div bar = new Div(run, cancel, status);
        bar.addClassName("toolbar");
        return bar;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        event.getLocation().getQueryParameters().getSingleParameter("q").ifPresent(sql -> {
            editor.text(sql);
            lastSql = sql;
        });
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        editor.focus();
        PendingStatement.take(attached.getUI()).ifPresent(pending -> open(pending.sql()));
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        cancelRunning();
    }

    private void open(String sql) {
        editor.text(sql);
        start(sql, 0, 0, true);
    }

    private void start(String text, int line, int column, boolean whole) {
        String sql = Statements.withoutEnd(text);
        if (running != null || sql.isBlank()) {
            return;
        }
        lastSql = sql;
        SqlCall call = runner.call(sql, settings.maxRows());
        running = call;
        busy();
        if (whole) {
            rememberInUrl(text);
        }
        Background.run(this, call::run, rows -> finish(rows, sql, line, column));
    }

    private void finish(ResultRows rows, String sql, int line, int column) {
        running = null;
        idle();
        status.setText(StatusText.of(rows));
        answer.removeClassName("old");
        answer.removeAll();
        SqlFailure failure = rows.failure();
        if (failure == null) {
            answer.add(new ResultGrid(rows));
            return;
        }
        SqlFailure placed = failure.shifted(line, column);
        answer.add(new FailurePanel(placed, sql));
        if (placed.span() != null) {
            editor.mark(placed.span());
        }
    }

    private void cancelRunning() {
        if (running != null) {
            running.cancel();
        }
    }

    private void busy() {
        editor.unmark();
        answer.getChildren()
                .filter(ExampleStatements.class::isInstance)
                .toList()
                .forEach(answer::remove);
        answer.addClassName("old");
        run.setEnabled(false);
        cancel.setVisible(true);
        progress.setVisible(true);
        status.setText("");
        status.getElement().appendChild(new Element("tn-elapsed"));
    }

    private void idle() {
        run.setEnabled(true);
        cancel.setVisible(false);
        progress.setVisible(false);
    }

    private void rememberInUrl(String sql) {
        Location link = new Location(SqlLink.of(sql));
        getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, link));
    }

    private void showElsewhere() {
        String sql = lastSql.isEmpty() ? ExampleStatements.FIRST : lastSql;
        SnippetDialog.open(
                "The same statement elsewhere",
                List.of(
                        Snippet.shell("HTTP", snippets.sqlQuery(sql)),
                        Snippet.shell("Command line", snippets.commandLine(sql)),
                        Snippet.shell("JDBC (driver org.apache.calcite.avatica:avatica)", snippets.jdbcUrl())));
    }
}
