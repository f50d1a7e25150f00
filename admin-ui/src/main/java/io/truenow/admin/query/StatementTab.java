package io.truenow.admin.query;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.dom.Element;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlFailure;
import io.truenow.admin.shell.Background;
import io.truenow.admin.shell.CallSlot;
import java.util.function.Consumer;

/** One tab of the SQL screen: its text, one statement of it at a time, the answer. It is cancelled when it is closed. Used under the UI's lock. */
final class StatementTab extends Div {

    private final SqlParts parts;
    private final Consumer<StatementTab> answered;
    private final CallSlot slot = new CallSlot(this);
    private final SqlEditor editor = new SqlEditor();
    private final Button run = new Button("Run", click -> editor().run());
    private final Button cancel = new Button("Cancel", click -> slot().cancel());
    private final Button explain = new Button("Explain", click -> editor().explain());
    private final Span status = new Span();
    private final ProgressBar progress = new ProgressBar();
    private final Div answer = new Div();
    private String title;
    private String whole = "";
    private long heldBytes;

    /**
     * A tab.
     *
     * @param answered told after each answer
     */
    StatementTab(SqlParts parts, String title, Consumer<StatementTab> answered) {
        this.parts = parts;
        this.answered = answered;
        this.title = title;
        addClassName("statement-tab");
        getElement().setAttribute("role", "tabpanel");
        rename(title);
        editor.onRun(event -> {
            whole = event.whole();
            start(event.sql(), event.line(), event.column(), event.explained());
        });
        editor.onCancel(event -> slot.cancel());
        answer.addClassName("answer");
        answer.add(new ExampleStatements(this::open));
        add(editor, toolbar(), progress, answer);
        idle();
    }

    private SqlEditor editor() {
        return editor;
    }

    private CallSlot slot() {
        return slot;
    }

    private Div toolbar() {
        run.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        run.getElement().setAttribute("title", "Ctrl-Enter");
        cancel.getElement().setAttribute("title", "Esc");
        explain.getElement().setAttribute("title", "Alt-P").setAttribute("data-alt", "KeyP");
        status.addClassName("status");
        status.getElement().setAttribute("role", "status");
        progress.setIndeterminate(true);
        progress.getElement().setAttribute("aria-label", "The statement is running");
        Component link = new Component(
                new Element("tn-copy").setAttribute("label", "Copy link").setAttribute("from", "tn-editor")) {};
        Div bar = new Div(run, cancel, explain, link, status);
        bar.addClassName("toolbar");
        return bar;
    }

    String title() {
        return title;
    }

    void rename(String name) {
        title = name;
        editor.title(name);
        getElement().setAttribute("aria-label", name);
    }

    /** Text that was last run or put in, for the address. */
    String whole() {
        return whole;
    }

    /** Puts a text in without running it. */
    void fill(String sql) {
        whole = sql;
        editor.text(sql);
    }

    /** Puts a text in and runs it; the tab is on a screen. */
    void open(String sql) {
        fill(sql);
        start(sql, 0, 0, false);
    }

    void focus() {
        editor.focus();
    }

    void offer(CompletionCatalog catalog) {
        editor.catalog(catalog);
    }

    void onCatalogWanted(Runnable wanted) {
        editor.onCatalogWanted(event -> wanted.run());
    }

    private void start(String text, int line, int column, boolean explained) {
        String sql = Statements.withoutEnd(text);
        if (!slot.isFree() || sql.isBlank()) {
            return;
        }
        busy();
        String asked = explained ? PlanView.explain(sql) : sql;
        slot.run(parts.runner().call(asked, parts.settings().maxRows()), rows -> {
            idle();
            answer.removeClassName("old");
            answer.removeAll();
            status.setText(StatusText.of(rows));
            show(rows, sql, line, column, explained);
            answered.accept(this);
        });
    }

    private void show(ResultRows rows, String sql, int line, int column, boolean explained) {
        SqlFailure failure = rows.failure();
        heldBytes = 0;
        if (failure != null) {
            int shift = explained && failure.span() != null && failure.span().line() == 1
                    ? PlanView.explain("").length()
                    : 0;
            SqlFailure placed = failure.shifted(line, column - shift);
            answer.add(new FailurePanel(placed, sql));
            if (placed.span() != null) {
                editor.mark(placed.span());
            }
        } else if (explained) {
            answer.add(new PlanView(parts.runner(), sql, rows));
        } else {
            heldBytes = rows.estimatedBytes();
            answer.add(new AnswerPanel(parts, rows, sql));
            Background.run(this, () -> StatementCost.text(parts.runner(), sql), cost -> {
                if (slot.isFree() && !cost.isEmpty()) {
                    status.setText(StatusText.of(rows) + " · " + cost);
                }
            });
        }
        if (!explained && (failure == null || !failure.cancelled())) {
            getElement()
                    .executeJs(
                            "window.tnHistory && window.tnHistory.add($0,$1,$2,$3)",
                            sql,
                            rows.elapsedMicros() / 1_000.0,
                            rows.rows().size(),
                            failure == null);
        }
    }

    /** Bytes of the answer that this tab holds. */
    long heldBytes() {
        return heldBytes;
    }

    /** Lets the answer go, to make room for others. */
    void letGo() {
        heldBytes = 0;
        answer.removeAll();
        Div note = new Div(
                new Paragraph(
                        "The rows were let go to make room for newer answers in other tabs. Run the statement again to see them."));
        note.addClassName("panel");
        answer.add(note);
    }

    private void busy() {
        editor.unmark();
        answer.getChildren()
                .filter(ExampleStatements.class::isInstance)
                .toList()
                .forEach(answer::remove);
        answer.addClassName("old");
        run.setEnabled(false);
        explain.setEnabled(false);
        cancel.setVisible(true);
        progress.setVisible(true);
        status.setText("");
        status.getElement().appendChild(new Element("tn-elapsed"));
    }

    private void idle() {
        run.setEnabled(true);
        explain.setEnabled(true);
        cancel.setVisible(false);
        progress.setVisible(false);
    }
}
