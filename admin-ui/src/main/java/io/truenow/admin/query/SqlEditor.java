package io.truenow.admin.query;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import io.truenow.admin.port.SqlFailure.Span;

/**
 * Text area for SQL with line numbers, highlighted words and a mark at an error's place. The text lives in the browser; the server sees it
 * when it is run. Used under the UI's lock.
 */
@Tag("tn-editor")
@JavaScript("context://console/editor.js")
public final class SqlEditor extends Component {

    /** Replaces the whole text. */
    public void text(String sql) {
        getElement().setProperty("value", sql);
    }

    /** Runs what is selected, or everything: as if Ctrl-Enter were pressed. */
    public void run() {
        getElement().executeJs("this.run()");
    }

    /** Puts the cursor into the editor. */
    public void focus() {
        getElement().executeJs("this.focus()");
    }

    /** Marks a part of the text as wrong; places are those of the whole text. */
    public void mark(Span span) {
        getElement().executeJs("this.mark($0,$1,$2,$3)", span.line(), span.column(), span.endLine(), span.endColumn());
    }

    /** Removes the mark. */
    public void unmark() {
        getElement().executeJs("this.unmark()");
    }

    /** Adds somebody who runs statements. */
    public void onRun(ComponentEventListener<RunEvent> listener) {
        addListener(RunEvent.class, listener);
    }

    /** Adds somebody who cancels. */
    public void onCancel(ComponentEventListener<CancelEvent> listener) {
        addListener(CancelEvent.class, listener);
    }

    /** A person wants a statement to be run. */
    @DomEvent("tn-run")
    public static final class RunEvent extends ComponentEvent<SqlEditor> {

        private static final long serialVersionUID = 1L;

        private final String sql;
        private final int line;
        private final int column;
        private final boolean whole;

        /** Made by the framework from the browser's event. */
        public RunEvent(
                SqlEditor source,
                boolean fromClient,
                @EventData("event.detail.sql") String sql,
                @EventData("event.detail.line") int line,
                @EventData("event.detail.column") int column,
                @EventData("event.detail.whole") boolean whole) {
            super(source, fromClient);
            this.sql = sql;
            this.line = line;
            this.column = column;
            this.whole = whole;
        }

        /** The statement. */
        public String sql() {
            return sql;
        }

        /** Lines above the statement in the editor. */
        public int line() {
            return line;
        }

        /** Columns before the statement in its first line. */
        public int column() {
            return column;
        }

        /** Whether this is the whole text, not a selection. */
        public boolean whole() {
            return whole;
        }
    }

    /** A person pressed Esc. */
    @DomEvent("tn-cancel")
    public static final class CancelEvent extends ComponentEvent<SqlEditor> {

        private static final long serialVersionUID = 1L;

        /** Made by the framework. */
        public CancelEvent(SqlEditor source, boolean fromClient) {
            super(source, fromClient);
        }
    }
}
