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
 * Text area for SQL with line numbers, highlighted words, completion and a mark at an error's place. The text lives in the browser, which
 * keeps it as a draft until its window is closed; the server sees a statement when it is run. Used under the UI's lock.
 */
@Tag("tn-editor")
@JavaScript("context://console/completion.js")
@JavaScript("context://console/editor.js")
public final class SqlEditor extends Component {

    /** Replaces the whole text. */
    public void text(String sql) {
        getElement().setProperty("value", sql);
    }

    /** Name under which the draft is kept. */
    void title(String title) {
        getElement().setAttribute("data-title", title);
    }

    /** What completion offers. */
    void catalog(CompletionCatalog catalog) {
        getElement().executeJs("this.catalog = $0", catalog);
    }

    /** Runs what is selected, or the statement at the cursor: as if Ctrl-Enter were pressed. */
    public void run() {
        getElement().executeJs("this.run()");
    }

    /** As {@link #run()}, but the statement is explained. */
    void explain() {
        getElement().executeJs("this.run(true)");
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

    /** Adds somebody who brings a newer catalogue when completion begins and the one here has aged. */
    void onCatalogWanted(ComponentEventListener<CatalogWantedEvent> listener) {
        addListener(CatalogWantedEvent.class, listener);
    }

    /** A person wants a statement to be run. */
    @DomEvent("tn-run")
    public static final class RunEvent extends ComponentEvent<SqlEditor> {

        private static final long serialVersionUID = 1L;

        private final String sql;
        private final int line;
        private final int column;
        private final String whole;
        private final boolean explained;

        /** Made by the framework from the browser's event. */
        public RunEvent(
                SqlEditor source,
                boolean fromClient,
                @EventData("event.detail.sql") String sql,
                @EventData("event.detail.line") int line,
                @EventData("event.detail.column") int column,
                @EventData("event.detail.whole") String whole,
                @EventData("event.detail.explained") boolean explained) {
            super(source, fromClient);
            this.sql = sql;
            this.line = line;
            this.column = column;
            this.whole = whole;
            this.explained = explained;
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

        /** The whole text of the editor. */
        public String whole() {
            return whole;
        }

        /** Whether its plan is wanted instead of its rows. */
        public boolean explained() {
            return explained;
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

    /** Completion began with an old catalogue or none. */
    @DomEvent("tn-catalog-wanted")
    public static final class CatalogWantedEvent extends ComponentEvent<SqlEditor> {

        private static final long serialVersionUID = 1L;

        /** Made by the framework. */
        public CatalogWantedEvent(SqlEditor source, boolean fromClient) {
            super(source, fromClient);
        }
    }
}
