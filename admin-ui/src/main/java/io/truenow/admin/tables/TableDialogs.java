package io.truenow.admin.tables;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.port.TableControl;
import io.truenow.admin.port.TableControl.Table;
import io.truenow.admin.shell.FormDialog;
import io.truenow.events.catalog.RetentionPolicy;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Dialogs that change tables. Used under the UI's lock. */
final class TableDialogs {

    private static final double MEBIBYTE = 1 << 20;
    private static final int USUAL_DAYS = 365;

    private TableDialogs() {}

    /** When events go. */
    private enum Kept {
        AS_IT_IS("as it is"),
        BY_AGE("by age"),
        BY_SIZE("by size");

        private final String text;

        Kept(String text) {
            this.text = text;
        }
    }

    static void change(SessionCaller caller, TableControl control, Table table, Consumer<Table> changed) {
        TextField description = new TextField("Description");
        description.setValue(table.description());
        description.setWidthFull();
        description.setAutofocus(true);
        Select<Kept> kept = new Select<>();
        kept.setLabel("Events are kept");
        kept.setItems(Kept.values());
        kept.setItemLabelGenerator(
                choice -> choice == Kept.AS_IT_IS ? choice.text + " (" + RetentionText.of(table) + ")" : choice.text);
        kept.setValue(Kept.AS_IT_IS);
        kept.setWidthFull();
        IntegerField days = new IntegerField("Days");
        days.setHelperText("1 to 3650. Events that come older are refused; stored ones are not deleted yet.");
        RetentionPolicy policy = table.retention();
        days.setValue(policy != null && policy.kind() == RetentionPolicy.Kind.TIME ? policy.days() : USUAL_DAYS);
        days.setVisible(false);
        NumberField mebibytes = new NumberField("MiB");
        mebibytes.setHelperText("Kept and shown only: the server does not delete by size yet.");
        mebibytes.setVisible(false);
        IntegerField least = new IntegerField("Newest events that stay in any case");
        least.setValue(0);
        least.setVisible(false);
        kept.addValueChangeListener(chosen -> {
            days.setVisible(chosen.getValue() == Kept.BY_AGE);
            mebibytes.setVisible(chosen.getValue() == Kept.BY_SIZE);
            least.setVisible(chosen.getValue() == Kept.BY_SIZE);
        });
        new FormDialog("Change " + table.path(), "Change")
                .with(description, kept, days, mebibytes, least)
                .open(
                        caller,
                        () -> {
                            String said = description.getValue();
                            Kept choice = kept.getValue();
                            Integer age = days.getValue();
                            Double size = mebibytes.getValue();
                            Integer newest = least.getValue();
                            return who -> control.change(who, table, said, policy(choice, age, size, newest));
                        },
                        changed);
    }

    private static @Nullable RetentionPolicy policy(
            Kept kept, @Nullable Integer days, @Nullable Double mebibytes, @Nullable Integer least) {
        try {
            return switch (kept) {
                case AS_IT_IS -> null;
                case BY_AGE -> RetentionPolicy.days(days == null ? 0 : days);
                case BY_SIZE ->
                    RetentionPolicy.size(
                            mebibytes == null ? 0 : Math.round(mebibytes * MEBIBYTE), least == null ? 0 : least);
            };
        } catch (IllegalArgumentException e) {
            throw new TrueNowException(ErrorCode.INVALID_VALUE, String.valueOf(e.getMessage()), e);
        }
    }

    static void pause(
            SessionCaller caller, TableControl control, Table table, boolean paused, Consumer<Table> changed) {
        new FormDialog((paused ? "Pause " : "Resume ") + table.path(), paused ? "Pause" : "Resume")
                .say(
                        paused
                                ? "The table takes no events until it is resumed: who sends some is refused. Questions are answered as before."
                                : "The table takes events again.")
                .enterActs()
                .open(caller, () -> who -> control.pause(who, table, paused), changed);
    }

    static void delete(
            SessionCaller caller, TableControl control, Table table, @Nullable Long stored, Runnable deleted) {
        new FormDialog("Delete " + table.path(), "Delete")
                .say("The table and " + (stored == null ? "all its events" : FigureText.grouped(stored) + " events")
                        + " are deleted for good. This cannot be undone.")
                .typeTheName(table.path())
                .open(
                        caller,
                        () -> who -> {
                            control.delete(who, table);
                            return table;
                        },
                        gone -> deleted.run());
    }
}
