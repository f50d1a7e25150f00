package io.truenow.admin.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.notification.Notification;
import io.truenow.admin.access.SessionCaller;
import io.truenow.events.access.Principal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** A screen over the control plane: bars while it waits, then what it shows, or the sentence that refuses it. Used under the UI's lock. */
public abstract class ControlScreen extends Main {

    private static final int EXPECTED_LINES = 6;
    private static final int NOTICE_MILLIS = 5_000;

    private final transient SessionCaller caller;
    private final Div body = new Div();
    private List<String> focused = List.of();

    /** A screen for a caller; it loads when it is attached. */
    protected ControlScreen(SessionCaller caller) {
        this.caller = caller;
        addClassNames("screen", "control-screen");
        body.addClassName("control-body");
    }

    /** Who asks. */
    protected final SessionCaller caller() {
        return caller;
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        load();
    }

    /** Shows everything anew after a change; then the focus is on the button of that name, or on the first of those that is there. */
    protected final void again(String... buttons) {
        focused = List.of(buttons);
        load();
    }

    private static Optional<Button> find(Component place, String button) {
        return place.getChildren()
                .flatMap(child -> child instanceof Button one && one.getText().equals(button)
                        ? Stream.of(one)
                        : find(child, button).stream())
                .findFirst();
    }

    /** Shows everything anew, by its address. */
    protected abstract void load();

    /** Begins anew: the head, and bars below it. */
    protected final void begin(Component... head) {
        removeAll();
        add(head);
        body.removeAll();
        body.add(new Skeleton(EXPECTED_LINES));
        add(body);
    }

    /**
     * Asks, and shows the answer in the body.
     *
     * @param refused the sentence's subject and verb, as a title
     */
    protected final <T> void ask(Function<Principal, T> what, Consumer<T> show, String refused) {
        Asking.ask(this, caller, what, show, refusal -> show(FailureCard.refused(refused, refusal)));
    }

    /** Shows in the body. */
    protected final void show(Component... parts) {
        body.removeAll();
        body.add(parts);
        focused.stream()
                .flatMap(button -> find(this, button).stream())
                .findFirst()
                .ifPresent(Button::focus);
        focused = List.of();
    }

    /** Tells that something was done, for some seconds. */
    protected static void tell(String sentence) {
        Notification.show(sentence, NOTICE_MILLIS, Notification.Position.BOTTOM_START);
    }
}
