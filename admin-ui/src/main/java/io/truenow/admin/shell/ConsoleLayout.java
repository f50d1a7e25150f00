package io.truenow.admin.shell;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.dom.Element;
import io.truenow.admin.access.ConsoleLogin;
import io.truenow.admin.access.SessionCaller;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Frame of every screen: navigation at the left, switches at the top. Only screens that are built are in the menu. */
@JavaScript("context://console/console.js")
public final class ConsoleLayout extends AppLayout {

    private static final Set<String> PLACES =
            Set.of("", "sql", "explorer", "keys", "tables", "schemas", "audit", "tenants", "settings");

    /** The frame of one browser tab; the menu has what the caller's role may look at. */
    public ConsoleLayout(SessionCaller caller) {
        setPrimarySection(Section.DRAWER);
        DrawerToggle toggle = new DrawerToggle();
        toggle.setAriaLabel("Show or hide the navigation");
        Div space = new Div();
        space.addClassName("space");
        Button keys = new Button("?", click -> ShortcutsDialog.open());
        keys.setAriaLabel("Shortcuts");
        keys.addClassName("keys-button");
        Div bar = new Div(toggle, space, clientSwitch("tn-zone"), clientSwitch("tn-theme"), keys);
        ConsoleLogin login = ConsoleLogin.current();
        if (login != null) {
            bar.getElement().appendChild(logout(login.principal()));
        }
        bar.addClassName("bar");
        addToNavbar(bar);
        addToDrawer(
                brand(),
                group("Observe", item("Home", "", VaadinIcon.DASHBOARD)),
                group(
                        "Ask",
                        item("SQL", "sql", VaadinIcon.TERMINAL),
                        item("Explorer", "explorer", VaadinIcon.FILE_TREE)));
        List<SideNavItem> trust = new ArrayList<>();
        if (caller.may(Permission.READ_AUDIT)) {
            trust.add(item("Audit", "audit", VaadinIcon.RECORDS));
        }
        groups("Trust", trust);
        List<SideNavItem> run = new ArrayList<>();
        if (caller.may(Permission.READ_CATALOG)) {
            run.add(item("Tables", "tables", VaadinIcon.TABLE));
        }
        if (caller.may(Permission.READ_SCHEMAS)) {
            run.add(item("Schemas", "schemas", VaadinIcon.FILE_CODE));
        }
        groups("Run", run);
        List<SideNavItem> access = new ArrayList<>();
        if (caller.may(Permission.READ_API_KEYS)) {
            access.add(item("Keys", "keys", VaadinIcon.KEY));
        }
        if (caller.is(Principal::managesServer)) {
            access.add(item("Tenants", "tenants", VaadinIcon.BUILDING));
        }
        if (caller.may(Permission.READ_SERVER)) {
            access.add(item("Settings", "settings", VaadinIcon.COG));
        }
        groups("Access", access);
        getElement().setAttribute("data-console", "");
    }

    /** Called by the keyboard: opens the list of shortcuts. */
    @ClientCallable
    @SuppressWarnings("UnusedMethod")
    private void openShortcuts() {
        ShortcutsDialog.open();
    }

    /** Called by the keyboard: goes to a screen. */
    @ClientCallable
    @SuppressWarnings("UnusedMethod")
    private void go(String place) {
        if (PLACES.contains(place)) {
            getUI().ifPresent(ui -> ui.navigate(place));
        }
    }

    /** A form of its own, so that the server forgets the session even where the page's connection is broken. */
    private static Element logout(Principal who) {
        Element button = new Element("button")
                .setAttribute("type", "submit")
                .setAttribute("title", who.name() + " (" + who.role().text() + ")")
                .setText("Log out");
        return new Element("form")
                .setAttribute("method", "post")
                .setAttribute("action", "/logout")
                .appendChild(button);
    }

    private static Component brand() {
        Span name = new Span("TrueNow");
        Element mark =
                new Element("img").setAttribute("src", "console/favicon.svg").setAttribute("alt", "");
        Anchor home = new Anchor("", name);
        home.getElement().insertChild(0, mark);
        home.addClassName("brand");
        return home;
    }

    private void groups(String label, List<SideNavItem> items) {
        if (!items.isEmpty()) {
            addToDrawer(group(label, items.toArray(SideNavItem[]::new)));
        }
    }

    private static SideNav group(String label, SideNavItem... items) {
        SideNav nav = new SideNav(label);
        nav.addItem(items);
        return nav;
    }

    private static SideNavItem item(String label, String path, VaadinIcon icon) {
        SideNavItem item = new SideNavItem(label, path, icon.create());
        item.setMatchNested(!path.isEmpty());
        return item;
    }

    private static Component clientSwitch(String tag) {
        return new ClientElement(tag);
    }

    private static final class ClientElement extends Component {
        ClientElement(String tag) {
            super(new Element(tag));
        }
    }
}
