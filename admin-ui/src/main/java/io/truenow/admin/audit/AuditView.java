package io.truenow.admin.audit;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.catalog.NamedCells;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.port.AuditControl;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlRunner;
import io.truenow.admin.shell.ConsoleLayout;
import io.truenow.admin.shell.ControlScreen;
import io.truenow.admin.shell.FactList;
import io.truenow.admin.shell.FailureCard;
import io.truenow.admin.shell.LineGrid;
import io.truenow.admin.shell.ScreenHeader;
import io.truenow.admin.shell.StatementLink;
import io.truenow.admin.shell.StatusLine;
import io.truenow.admin.shell.WayUp;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The newest facts of the control plane, a page at a time, or one of them. The address says which, with its filter. */
@Route(value = "audit", layout = ConsoleLayout.class)
public final class AuditView extends ControlScreen implements BeforeEnterObserver, HasDynamicTitle {

    private static final List<String> TYPES = List.of(
            "ApiKeyCreated",
            "ApiKeyRotated",
            "ApiKeyRevoked",
            "TenantCreated",
            "TenantStateChanged",
            "NamespaceCreated",
            "TableCreated",
            "TableWidened",
            "TableConfigured",
            "TableStateChanged",
            "SchemaCreated",
            "SchemaVersionAdded",
            "SchemaVersionDeprecated",
            "SchemaDeleted",
            "ConfigurationProposed",
            "ConfigurationCommitted",
            "ConfigurationRolledBack");

    private final transient SqlRunner runner;
    private final transient AuditControl control;
    private final TextField who = new TextField("Who");
    private final Select<String> type = new Select<>();
    private final TextField subject = new TextField("Subject");
    private final DateTimePicker from = new DateTimePicker("From (UTC)");
    private final DateTimePicker until = new DateTimePicker("Until (UTC)");
    private final Div chain = new Div();
    private Map<String, String> parameters = Map.of();

    /** The screen of one browser tab. */
    public AuditView(SessionCaller caller, SqlRunner runner, AuditControl control) {
        super(caller);
        this.runner = runner;
        this.control = control;
        type.setLabel("Type");
        type.setItems(TYPES);
        type.setEmptySelectionAllowed(true);
        type.setEmptySelectionCaption("all");
        subject.setPlaceholder("Part of a name or id");
        who.setPlaceholder("Id of a key, or local");
        who.getElement().setAttribute("data-search", "");
        chain.getElement().setAttribute("role", "status");
    }

    @Override
    public String getPageTitle() {
        return "Audit · TrueNow";
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Map<String, String> given = new HashMap<>();
        event.getLocation()
                .getQueryParameters()
                .getParameters()
                .forEach((name, values) -> given.put(name, values.getFirst()));
        parameters = Map.copyOf(given);
        if (isAttached()) {
            load();
        }
    }

    @Override
    protected void load() {
        String aggregate = parameters.getOrDefault("of", "");
        if (!aggregate.isEmpty()) {
            begin(new WayUp("Audit", "audit"));
            String sql = AuditFilter.one(aggregate, parameters.getOrDefault("type", ""), number("n"));
            ask(caller -> rows(caller, sql, 2), this::showOne, "The fact is not shown");
            return;
        }
        AuditFilter filter = AuditFilter.of(parameters);
        int page = (int) Math.min(number("page"), AuditFilter.PAGE);
        fill(filter);
        ScreenHeader header = caller().is(Principal::managesServer)
                ? new ScreenHeader("Audit", new Button("Verify the chain", click -> verify()), refresh())
                : new ScreenHeader("Audit", refresh());
        begin(header, chain, filterBar());
        String sql = filter.sql(page);
        ask(
                caller -> rows(caller, sql, AuditFilter.PAGE + 1),
                rows -> showPage(rows, page, sql),
                "The facts are not shown");
    }

    private Button refresh() {
        return new Button("Refresh", click -> load());
    }

    private long number(String name) {
        try {
            return Math.max(0, Long.parseLong(parameters.getOrDefault(name, "0")));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private ResultRows rows(Principal caller, String sql, int most) {
        caller.require(Permission.READ_AUDIT);
        return runner.run(sql, most);
    }

    private void fill(AuditFilter filter) {
        who.setValue(filter.who());
        type.setValue(TYPES.contains(filter.type()) ? filter.type() : null);
        subject.setValue(filter.subject());
        from.setValue(filter.from());
        until.setValue(filter.until());
    }

    private Div filterBar() {
        Button apply = new Button("Filter", click -> go(typed(), 0));
        apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button clear = new Button("Clear", click -> UI.getCurrent().navigate("audit"));
        Div bar = new Div(who, type, subject, from, until, apply, clear);
        bar.addClassNames("toolbar", "filter-bar");
        return bar;
    }

    private AuditFilter typed() {
        String chosen = type.getValue();
        return new AuditFilter(
                who.getValue().strip(),
                chosen == null ? "" : chosen,
                subject.getValue().strip(),
                from.getValue(),
                until.getValue());
    }

    private static void go(AuditFilter filter, int page) {
        Map<String, String> address = new HashMap<>(filter.parameters());
        if (page > 0) {
            address.put("page", String.valueOf(page));
        }
        UI.getCurrent().navigate("audit", QueryParameters.simple(address));
    }

    private void showPage(ResultRows rows, int page, String sql) {
        if (rows.failure() != null) {
            show(FailureCard.catalog("The facts are not shown", rows.failure()));
            return;
        }
        List<FactLine> all = NamedCells.of(rows).stream().map(FactLine::of).toList();
        if (all.isEmpty()) {
            Div none = new Div(
                    new H2("No facts"),
                    new Paragraph(
                            "None of the newest 1,000 facts of the control plane is of this tenant and fits the filter."));
            none.addClassNames("panel", "teach");
            show(none);
            return;
        }
        List<FactLine> facts = all.stream().limit(AuditFilter.PAGE).toList();
        LineGrid<FactLine> grid = new LineGrid<FactLine>("Facts")
                .time("When", FactLine::micros)
                .text("Who", 144, fact -> known(FactText.who(fact.payload())))
                .link("Type", FactLine::type, AuditView::path)
                .text("Subject", 280, fact -> known(fact.subject()))
                .number("Fact", 64, FactLine::sequence)
                .text("From address", 112, fact -> known(fact.address()));
        grid.show(facts);
        AuditFilter filter = AuditFilter.of(parameters);
        Button newer = new Button("Newer", click -> go(filter, page - 1));
        newer.setEnabled(page > 0);
        Button older = new Button("Older", click -> go(filter, page + 1));
        older.setEnabled(all.size() > AuditFilter.PAGE);
        Div pages = new Div(newer, older, new StatementLink("Open on the SQL screen", sql));
        pages.addClassName("toolbar");
        show(
                new StatusLine("Facts " + FigureText.grouped((long) page * AuditFilter.PAGE + 1) + " to "
                        + FigureText.grouped((long) page * AuditFilter.PAGE + facts.size())
                        + " of those that fit, newest first; the newest 1,000 of the server are searched"),
                grid,
                pages);
    }

    private static String known(String text) {
        return text.isEmpty() ? FigureText.UNKNOWN : text;
    }

    private static String path(FactLine fact) {
        return "audit?"
                + QueryParameters.simple(
                                Map.of("of", fact.subject(), "type", fact.type(), "n", String.valueOf(fact.sequence())))
                        .getQueryString();
    }

    private void showOne(ResultRows rows) {
        if (rows.failure() != null) {
            show(FailureCard.catalog("The fact is not shown", rows.failure()));
            return;
        }
        List<FactLine> facts = NamedCells.of(rows).stream().map(FactLine::of).toList();
        if (facts.isEmpty()
                || !Long.valueOf(number("n")).equals(facts.getFirst().sequence())) {
            Div none = new Div(
                    new H2("The fact is not there"),
                    new Paragraph("It is not among the newest 1,000 facts of the server, or it is another tenant's."));
            none.addClassNames("panel", "teach");
            show(none);
            return;
        }
        FactLine fact = facts.getFirst();
        FactList list = new FactList()
                .time("When", fact.micros())
                .text("Who", known(FactText.who(fact.payload())), "")
                .text("From address", known(fact.address()), "")
                .text("Subject", fact.subject(), "")
                .count("Fact of the subject", fact.sequence(), "From 0.");
        Div panel = new Div(list);
        panel.addClassName("panel");
        show(new ScreenHeader(fact.type()), panel, new FactFields(fact, facts.size() > 1 ? facts.get(1) : null));
    }

    private void verify() {
        chain.removeAll();
        chain.add(new Paragraph("Every fact and every link is read again…"));
        ask(
                control::verify,
                found -> {
                    chain.removeAll();
                    chain.add(verdict(found));
                },
                "The chain was not verified");
    }

    private static Div verdict(AuditControl.Verified found) {
        String facts = FigureText.grouped(found.facts()) + " facts are chained"
                + (found.waiting() == 0 ? "" : ", " + FigureText.grouped(found.waiting()) + " wait");
        Div card = new Div(
                new H2(found.problem() == null ? "The chain is intact" : "The chain is broken"),
                new Paragraph(found.problem() == null ? facts + "." : found.problem() + " " + facts + "."),
                new Paragraph("Its head, to be noted elsewhere: " + found.head()));
        card.addClassNames("panel", found.problem() == null ? "verdict" : "failure");
        return card;
    }
}
