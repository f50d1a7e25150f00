package io.truenow.admin.keys;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.port.ApiKeyControl;
import io.truenow.admin.port.ApiKeyControl.Key;
import io.truenow.admin.shell.CodeBlock;
import io.truenow.admin.shell.ConsoleLayout;
import io.truenow.admin.shell.ControlScreen;
import io.truenow.admin.shell.FactList;
import io.truenow.admin.shell.LineGrid;
import io.truenow.admin.shell.ScreenHeader;
import io.truenow.admin.shell.StatusLine;
import io.truenow.admin.shell.WayUp;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import java.util.List;
import java.util.function.Function;

/** The API keys of a tenant, or one of them. The address says which; who manages the server may name another tenant in it. */
@Route(value = "keys/:id?", layout = ConsoleLayout.class)
public final class KeysView extends ControlScreen implements BeforeEnterObserver, HasDynamicTitle {

    private final transient ApiKeyControl control;
    private final Button create = new Button("New key", click -> create());
    private String id = "";
    private String tenant = "";

    /** The screen of one browser tab. */
    public KeysView(SessionCaller caller, ApiKeyControl control) {
        super(caller);
        this.control = control;
        create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    }

    @Override
    public String getPageTitle() {
        return "Keys · TrueNow";
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        id = event.getRouteParameters().get("id").orElse("");
        tenant = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("tenant")
                .orElse("");
        if (isAttached()) {
            load();
        }
    }

    @Override
    protected void load() {
        boolean writes = caller().may(Permission.WRITE_API_KEYS);
        if (id.isEmpty()) {
            Button again = new Button("Refresh", click -> list());
            begin(new ScreenHeader(
                    tenant.isEmpty() ? "Keys" : "Keys of " + tenant,
                    writes ? new Component[] {again, create} : new Component[] {again}));
            list();
        } else {
            begin(new WayUp("Keys", path("")));
            ask(keys(), this::showOne, "The key is not shown");
        }
    }

    private Function<Principal, List<Key>> keys() {
        String named = tenant;
        return caller -> control.keys(caller, named);
    }

    private void list() {
        ask(keys(), this::showAll, "The keys are not shown");
    }

    private void showAll(List<Key> keys) {
        if (keys.isEmpty()) {
            show(teach());
            return;
        }
        LineGrid<Key> grid = new LineGrid<Key>("API keys")
                .link("Name", Key::name, key -> path(key.id()))
                .text("Role", 104, key -> key.role().text())
                .text("Reaches", 160, Scopes::text)
                .text("Prefix", 152, Key::prefix)
                .time("Created", Key::createdMicros)
                .time("Expires", Key::expiresMicros, "never")
                .time("Last used", Key::lastUsedMicros);
        grid.show(keys);
        show(
                new StatusLine(FigureText.grouped(keys.size()) + (keys.size() == 1 ? " key" : " keys")
                        + " · last use is known since the server came up"),
                grid);
    }

    private static Div teach() {
        Div card = new Div(
                new H2("No keys yet"),
                new Paragraph("A key lets a program in as a role of the tenant. Make one here, or in a shell:"),
                new CodeBlock("./truenow key create producer-service --role writer"));
        card.addClassNames("panel", "teach");
        return card;
    }

    private void showOne(List<Key> keys) {
        keys.stream().filter(key -> key.id().equals(id)).findFirst().ifPresentOrElse(this::showKey, () -> {
            Div none = new Div(
                    new H2("There is no key [" + id + "]"),
                    new Paragraph("It may have been revoked, or it is another tenant's."));
            none.addClassNames("panel", "teach");
            show(none);
        });
    }

    private void showKey(Key key) {
        Button rotate = new Button("Rotate", click -> KeyDialogs.rotate(caller(), control, key, () -> again("Rotate")));
        Button revoke = new Button(
                "Revoke",
                click -> KeyDialogs.revoke(caller(), control, key, () -> {
                    UI.getCurrent().navigate("keys", query());
                    tell("The key [" + key.name() + "] is refused from now on.");
                }));
        revoke.addThemeVariants(ButtonVariant.LUMO_ERROR);
        boolean writes = caller().may(Permission.WRITE_API_KEYS);
        FactList facts = new FactList()
                .text("Id", key.id(), "")
                .text("Tenant", key.tenant(), "")
                .text("Role", key.role().text(), "")
                .text("Prefix", key.prefix(), "The begin of its text, which tells keys apart.")
                .text("Made by", key.createdBy(), "")
                .time("Created", key.createdMicros());
        if (key.expiresMicros() == null) {
            facts.text("Expires", "never", "");
        } else {
            facts.time("Expires", key.expiresMicros());
        }
        facts.time("Last used", key.lastUsedMicros()).text("Reaches", Scopes.text(key), "");
        Div panel = new Div(facts);
        panel.addClassName("panel");
        show(new ScreenHeader(key.name(), writes ? new Component[] {rotate, revoke} : new Component[0]), panel);
    }

    private void create() {
        KeyDialogs.create(caller(), control, tenant, this::list);
    }

    private QueryParameters query() {
        return tenant.isEmpty() ? QueryParameters.empty() : QueryParameters.of("tenant", tenant);
    }

    private String path(String key) {
        return "keys" + (key.isEmpty() ? "" : "/" + key) + (tenant.isEmpty() ? "" : "?tenant=" + tenant);
    }
}
