package io.truenow.admin.query;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlFailure;
import io.truenow.admin.port.SqlRunner;
import io.truenow.admin.shell.CallSlot;
import io.truenow.admin.shell.CodeBlock;
import io.truenow.admin.shell.FactList;
import java.util.List;

/** How the server answers a statement: the plan that runs, the one before push-down, and on demand what running it cost. Used under the UI's lock. */
final class PlanView extends Div {

    private static final int MAX_LINES = 2_000;

    private final SqlRunner runner;
    private final String sql;
    private final CallSlot slot = new CallSlot(this);
    private final Div plan = new Div();

    /** Kinds of plans, with the words that ask for them. */
    private enum Kind {
        PHYSICAL("Physical plan", "EXPLAIN PLAN FOR "),
        LOGICAL("Logical plan", "EXPLAIN PLAN WITHOUT IMPLEMENTATION FOR "),
        ANALYZED("Run it and count", "EXPLAIN ANALYZE ");

        private final String title;
        private final String words;

        Kind(String title, String words) {
            this.title = title;
            this.words = words;
        }
    }

    PlanView(SqlRunner runner, String sql, ResultRows physical) {
        this.runner = runner;
        this.sql = sql;
        addClassNames("panel", "plan");
        Div actions = new Div();
        actions.addClassName("actions");
        for (Kind kind : Kind.values()) {
            actions.add(new Button(kind.title, click -> ask(kind)));
        }
        Div head = new Div(new H2("Plan"), actions);
        head.addClassName("panel-head");
        add(head, plan);
        show(Kind.PHYSICAL, physical);
    }

    /** The statement that gives the physical plan. */
    static String explain(String sql) {
        return Kind.PHYSICAL.words + sql;
    }

    private void ask(Kind kind) {
        if (slot.isFree()) {
            plan.addClassName("old");
            slot.run(runner.call(kind.words + sql, MAX_LINES), rows -> show(kind, rows));
        }
    }

    private void show(Kind kind, ResultRows rows) {
        plan.removeAll();
        plan.removeClassName("old");
        SqlFailure failure = rows.failure();
        if (failure != null) {
            plan.add(new FailurePanel(failure, sql));
            return;
        }
        List<String> lines =
                rows.rows().stream().map(row -> String.valueOf(row[0])).toList();
        Span title = new Span(kind == Kind.ANALYZED ? "Physical plan, run once" : kind.title);
        title.addClassName("muted");
        Div head = new Div(title);
        head.addClassName("part-head");
        plan.add(head, tree(PlanNode.parse(lines)));
        if (kind == Kind.ANALYZED) {
            plan.add(figures(lines));
        }
        plan.add(new NativeDetails("As the server says it", new CodeBlock(String.join("\n", lines))));
    }

    private static FactList figures(List<String> lines) {
        FactList facts = new FactList();
        for (String line : lines) {
            if (PlanNode.isFigure(line)) {
                String name = line.substring(0, line.indexOf(':'));
                long value = Long.parseLong(line.substring(line.indexOf(' ') + 1));
                if (name.endsWith("_us")) {
                    facts.text("elapsed", FigureText.duration((double) value).toString(), "");
                } else {
                    facts.count(name.replace('_', ' '), value, "");
                }
            }
        }
        return facts;
    }

    private static Div fact(String label, String text) {
        Span name = new Span(label);
        name.addClassName("muted");
        Span detail = new Span(text);
        detail.addClassName("plan-detail");
        Div fact = new Div(name, detail);
        fact.addClassName("plan-fact");
        return fact;
    }

    private static UnorderedList tree(List<PlanNode> nodes) {
        UnorderedList list = new UnorderedList();
        list.addClassName("plan-tree");
        for (PlanNode node : nodes) {
            PlanStep step = PlanStep.of(node);
            Span name = new Span(step.title());
            name.addClassName("plan-step");
            Span place = new Span(step.place());
            place.addClassName("plan-place");
            if (step.place().equals(PlanStep.IN_HOT_TIER)) {
                place.addClassName("pushed");
            }
            ListItem item = new ListItem(name, place);
            step.facts().forEach((label, text) -> item.add(fact(label, text)));
            if (!node.inputs().isEmpty()) {
                item.add(tree(node.inputs()));
            }
            list.add(item);
        }
        return list;
    }
}
