package io.truenow.admin.home;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.truenow.admin.port.Figures.ComponentState;
import io.truenow.admin.shell.StateMark;
import io.truenow.admin.shell.StateMark.Mood;
import java.util.List;

/** Parts of the server with their state; redrawn only when something changed. Used under the UI's lock. */
final class ComponentList extends Div {

    private final Div rows = new Div();
    private List<ComponentState> shown = List.of();

    ComponentList() {
        addClassName("panel");
        rows.addClassName("component-rows");
        add(new H2("Components"), rows);
        setVisible(false);
    }

    void show(List<ComponentState> components) {
        if (components.equals(shown)) {
            return;
        }
        shown = components;
        setVisible(!components.isEmpty());
        rows.removeAll();
        components.forEach(component -> rows.add(row(component)));
    }

    private static Div row(ComponentState component) {
        StateMark mark = new StateMark();
        mark.show(component.up() ? Mood.GOOD : Mood.BAD, component.up() ? "Up" : "Down");
        Span name = new Span(component.name());
        name.addClassName("component-name");
        Span detail = new Span(component.detail());
        detail.addClassName("muted");
        Div row = new Div(name, mark, detail);
        row.addClassName("component-row");
        return row;
    }
}
