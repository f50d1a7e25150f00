package io.truenow.admin.server;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.port.SettingsControl;
import io.truenow.admin.shell.ConsoleLayout;
import io.truenow.admin.shell.ControlScreen;
import io.truenow.admin.shell.FormDialog;
import io.truenow.admin.shell.LineGrid;
import io.truenow.admin.shell.ScreenHeader;
import io.truenow.admin.shell.StatusLine;
import io.truenow.events.access.Principal;
import io.truenow.events.config.ConfigurationEpoch;
import io.truenow.events.config.ConfigurationKey;
import io.truenow.events.config.ServerConfiguration;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The server's configuration: its values now, and the epochs before. Changed by who manages the server. */
@Route(value = "settings", layout = ConsoleLayout.class)
public final class SettingsView extends ControlScreen implements HasDynamicTitle {

    private static final int MAX_EPOCHS = 100;

    private final transient SettingsControl control;

    /** The screen of one browser tab. */
    public SettingsView(SessionCaller caller, SettingsControl control) {
        super(caller);
        this.control = control;
    }

    @Override
    public String getPageTitle() {
        return "Settings · TrueNow";
    }

    @Override
    protected void load() {
        begin();
        ask(control::now, this::show, "The settings are not shown");
    }

    private void show(ServerConfiguration now) {
        boolean manages = caller().is(Principal::managesServer);
        Button change = new Button("Change", click -> change(now));
        change.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button back = new Button("Roll back", click -> rollBack(now));
        back.setEnabled(now.epoch() > ServerConfiguration.FIRST);
        LineGrid<ConfigurationKey> values = new LineGrid<ConfigurationKey>("Values in force")
                .text("Key", 280, ConfigurationKey::text)
                .number("Value", 120, now::value)
                .number("Usual value", 120, ConfigurationKey::usual);
        values.show(List.of(ConfigurationKey.values()));
        List<ConfigurationEpoch> epochs =
                now.epochs().stream().limit(MAX_EPOCHS).toList();
        LineGrid<ConfigurationEpoch> history = new LineGrid<ConfigurationEpoch>("Epochs")
                .number("Epoch", 80, ConfigurationEpoch::epoch)
                .state(
                        "Status",
                        one -> now.status(one).name().toLowerCase(Locale.ROOT),
                        one -> now.status(one) == ConfigurationEpoch.Status.OUTDATED)
                .text("Changes", 320, SettingsView::changes)
                .text("By", 144, one -> one.committedBy() == null ? one.proposedBy() : one.committedBy())
                .time("In force since", ConfigurationEpoch::committedMicros);
        history.show(epochs);
        show(
                new ScreenHeader("Settings", manages ? new Component[] {back, change} : new Component[0]),
                new StatusLine(
                        "Epoch " + FigureText.grouped(now.epoch()) + " is in force; these values hold for all tenants"),
                part("Values in force", values),
                part(
                        "Epochs",
                        epochs.isEmpty()
                                ? new Paragraph("Nobody has changed a value: all are the usual ones.")
                                : history));
    }

    private static Section part(String title, Component body) {
        Section part = new Section(new H2(title), body);
        part.addClassName("part");
        return part;
    }

    private static String changes(ConfigurationEpoch epoch) {
        return epoch.restores() != null
                ? "the values of epoch " + epoch.restores() + " again"
                : epoch.changes().entrySet().stream()
                        .map(change -> change.getKey() + " = "
                                + (change.getValue() == null
                                        ? "the usual value"
                                        : FigureText.grouped(change.getValue())))
                        .collect(Collectors.joining(", "));
    }

    private void change(ServerConfiguration now) {
        FormDialog dialog = new FormDialog("Change the settings", "Change");
        Map<ConfigurationKey, TextField> fields = new HashMap<>();
        for (ConfigurationKey key : ConfigurationKey.values()) {
            TextField field = new TextField(key.text());
            field.setValue(String.valueOf(now.value(key)));
            field.setHelperText("Usual: " + FigureText.grouped(key.usual()) + ". Empty: the usual value.");
            field.setWidthFull();
            fields.put(key, field);
            dialog.with(field);
        }
        dialog.say("They hold at once, for all tenants. Rolling back brings the values of now back.")
                .enterActs()
                .open(
                        caller(),
                        () -> {
                            Map<ConfigurationKey, String> typed = new TreeMap<>();
                            fields.forEach((key, field) ->
                                    typed.put(key, field.getValue().strip()));
                            return who -> control.change(who, changes(now, typed), now.epoch());
                        },
                        changed -> done(changed, "changed"));
    }

    /** Only what differs, so that an epoch says what somebody changed. */
    private static Map<String, @Nullable Long> changes(ServerConfiguration now, Map<ConfigurationKey, String> typed) {
        Map<String, @Nullable Long> changes = new TreeMap<>();
        typed.forEach((key, text) -> {
            Long value = text.isEmpty() ? null : (Long) number(key, text);
            if (value == null ? now.value(key) != key.usual() : value != now.value(key)) {
                changes.put(key.text(), value);
            }
        });
        if (changes.isEmpty()) {
            throw new TrueNowException(ErrorCode.INVALID_VALUE, "Nothing differs from the values in force.");
        }
        return changes;
    }

    private static long number(ConfigurationKey key, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE, "The value of [" + key.text() + "] is no whole number.", e);
        }
    }

    private void rollBack(ServerConfiguration now) {
        String before = now.before()
                .map(one -> "those of epoch " + FigureText.grouped(one.epoch()))
                .orElse("the usual ones");
        new FormDialog("Roll back the settings", "Roll back")
                .say("The values before epoch " + FigureText.grouped(now.epoch()) + " hold again: " + before
                        + ". They hold at once, for all tenants.")
                .enterActs()
                .open(
                        caller(),
                        () -> who -> control.rollBack(who, now.epoch()),
                        changed -> done(changed, "rolled back"));
    }

    private void done(ServerConfiguration changed, String what) {
        again("Change");
        tell("The settings are " + what + "; epoch " + FigureText.grouped(changed.epoch()) + " is in force.");
    }
}
