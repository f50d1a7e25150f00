package io.truenow.admin.server;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.port.TenantControl;
import io.truenow.admin.shell.ConsoleLayout;
import io.truenow.admin.shell.ControlScreen;
import io.truenow.admin.shell.FactList;
import io.truenow.admin.shell.FormDialog;
import io.truenow.admin.shell.LineGrid;
import io.truenow.admin.shell.ScreenHeader;
import io.truenow.admin.shell.StatusLine;
import io.truenow.admin.shell.WayUp;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TenantDescriptor;
import io.truenow.events.catalog.TenantState;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tenants, or one of them; for who manages the server. The address says which. */
@Route(value = "tenants/:name?", layout = ConsoleLayout.class)
public final class TenantsView extends ControlScreen implements BeforeEnterObserver, HasDynamicTitle {

    private static final int MAX_LINES = 2_000;

    private final transient TenantControl control;
    private String name = "";

    /** The screen of one browser tab. */
    public TenantsView(SessionCaller caller, TenantControl control) {
        super(caller);
        this.control = control;
    }

    @Override
    public String getPageTitle() {
        return "Tenants · TrueNow";
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        name = event.getRouteParameters().get("name").orElse("");
        if (isAttached()) {
            load();
        }
    }

    @Override
    protected void load() {
        if (name.isEmpty()) {
            Button create = new Button("New tenant", click -> create());
            create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            Button again = new Button("Refresh", click -> load());
            boolean manages = caller().is(Principal::managesServer);
            begin(new ScreenHeader("Tenants", manages ? new Component[] {again, create} : new Component[0]));
            ask(caller -> control.tenants(caller, MAX_LINES + 1), this::showAll, "The tenants are not shown");
        } else {
            begin(new WayUp("Tenants", "tenants"));
            String wanted = name;
            ask(caller -> find(caller, wanted), this::showOne, "The tenant is not shown");
        }
    }

    private TenantDescriptor find(Principal caller, String wanted) {
        return control.tenants(caller, Integer.MAX_VALUE).stream()
                .filter(tenant -> tenant.tenant().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new TrueNowException(ErrorCode.NOT_FOUND, "There is no tenant [" + wanted + "]."));
    }

    private void showAll(List<TenantDescriptor> all) {
        List<TenantDescriptor> tenants = all.stream().limit(MAX_LINES).toList();
        LineGrid<TenantDescriptor> grid = new LineGrid<TenantDescriptor>("Tenants")
                .link("Tenant", TenantDescriptor::tenant, tenant -> "tenants/" + tenant.tenant())
                .state("State", tenant -> tenant.state().text(), tenant -> tenant.state() == TenantState.SUSPENDED)
                .text("Made by", 160, tenant -> tenant.createdBy().isEmpty() ? "the server" : tenant.createdBy())
                .time("Created", TenantsView::created)
                .time("Changed", TenantsView::changed);
        grid.show(tenants);
        show(new StatusLine(tenants.size(), "tenant", "tenants", all.size() > MAX_LINES), grid);
    }

    /** The first tenant is there without a fact, so nobody knows since when. */
    private static @Nullable Long created(TenantDescriptor tenant) {
        return tenant.facts() == 0 ? null : (Long) tenant.createdMicros();
    }

    private static @Nullable Long changed(TenantDescriptor tenant) {
        return tenant.facts() == 0 ? null : (Long) tenant.updatedMicros();
    }

    private void showOne(TenantDescriptor tenant) {
        boolean suspended = tenant.state() == TenantState.SUSPENDED;
        Button change = new Button(suspended ? "Resume" : "Suspend", click -> change(tenant, !suspended));
        if (!suspended) {
            change.addThemeVariants(ButtonVariant.LUMO_ERROR);
        }
        boolean may = caller().is(Principal::managesServer) && !tenant.tenant().equals(Principal.DEFAULT_TENANT);
        Anchor keys = new Anchor("keys?tenant=" + tenant.tenant(), "Keys of the tenant");
        keys.getElement().setAttribute("router-link", true);
        Div panel = new Div(
                new FactList()
                        .text("State", tenant.state().text(), "")
                        .text("Made by", tenant.createdBy().isEmpty() ? "the server" : tenant.createdBy(), "")
                        .time("Created", created(tenant))
                        .time("Changed", changed(tenant)),
                keys);
        panel.addClassName("panel");
        show(new ScreenHeader(tenant.tenant(), may ? new Component[] {change} : new Component[0]), panel);
    }

    private void create() {
        TextField typed = new TextField("Name");
        typed.setHelperText("Letters, digits, _ or -, beginning with a letter or _. It cannot be changed.");
        typed.setAutofocus(true);
        typed.setWidthFull();
        new FormDialog("New tenant", "Make the tenant")
                .with(typed)
                .enterActs()
                .open(
                        caller(),
                        () -> {
                            String wanted = typed.getValue().strip();
                            return who -> control.create(who, wanted);
                        },
                        made -> UI.getCurrent().navigate("tenants/" + made.tenant()));
    }

    private void change(TenantDescriptor tenant, boolean suspend) {
        FormDialog dialog =
                new FormDialog((suspend ? "Suspend " : "Resume ") + tenant.tenant(), suspend ? "Suspend" : "Resume");
        if (suspend) {
            dialog.say("All keys of the tenant are refused until it is resumed; its tables stay as they are.")
                    .typeTheName(tenant.tenant());
        } else {
            dialog.say("The keys of the tenant are taken again.").enterActs();
        }
        dialog.open(caller(), () -> who -> control.suspend(who, tenant.tenant(), suspend), changed -> {
            again(suspend ? "Resume" : "Suspend");
            tell("The tenant [" + changed.tenant() + "] is " + changed.state().text() + ".");
        });
    }
}
