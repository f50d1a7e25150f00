package io.truenow.admin.query;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;

/** Statements that were run in this browser, which alone keeps them. Used under the UI's lock. */
final class HistoryDialog {

    private HistoryDialog() {}

    /** Somebody who takes a statement out of the history. */
    interface Chosen {
        /** The statement, and whether to run it at once. */
        void take(String sql, boolean run);
    }

    static void open(Chosen chosen) {
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle("History");
        dialog.setWidth("52rem");
        HistoryList list = new HistoryList();
        list.onTake(event -> {
            dialog.close();
            chosen.take(event.sql, event.run);
        });
        Paragraph note =
                new Paragraph("Kept in this browser only: the last 200 statements, and up to 100 with a star.");
        note.addClassName("muted");
        dialog.add(list, note);
        dialog.getFooter().add(new Button("Close", click -> dialog.close()));
        dialog.open();
    }

    /** The list itself, drawn by the browser. */
    @Tag("tn-history")
    static final class HistoryList extends Component {

        void onTake(com.vaadin.flow.component.ComponentEventListener<TakeEvent> listener) {
            addListener(TakeEvent.class, listener);
        }
    }

    /** A person wants a statement of the list. */
    @DomEvent("tn-take")
    public static final class TakeEvent extends ComponentEvent<HistoryList> {

        private static final long serialVersionUID = 1L;

        private final String sql;
        private final boolean run;

        /** Made by the framework from the browser's event. */
        public TakeEvent(
                HistoryList source,
                boolean fromClient,
                @EventData("event.detail.sql") String sql,
                @EventData("event.detail.run") boolean run) {
            super(source, fromClient);
            this.sql = sql;
            this.run = run;
        }
    }
}
