package io.truenow.admin.home;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import java.util.List;

/** Line chart of a rate, drawn in the browser by Chart.js; it carries its own table twin. Used under the UI's lock. */
@Tag("tn-chart")
@JavaScript("context://webjars/chart.js/4.5.1/dist/chart.umd.min.js")
@JavaScript("context://console/chart.js")
public final class RateChart extends Component {

    private boolean table;

    /** A chart of a length of time. */
    public RateChart(String label, String unit, int seconds) {
        getElement().setAttribute("label", label);
        getElement().setAttribute("unit", unit);
        getElement().setAttribute("seconds", String.valueOf(seconds));
    }

    /** Forgets all points and shows these. */
    public void replace(List<RatePoint> points) {
        getElement().executeJs("this.replace($0)", points);
    }

    /** Adds points at the right. */
    public void append(List<RatePoint> points) {
        if (!points.isEmpty()) {
            getElement().executeJs("this.extend($0)", points);
        }
    }

    /** Shows the values as a table, or the line again; returns whether it is the table now. */
    public boolean toggleTable() {
        table = !table;
        getElement().executeJs("this.showTable($0)", table);
        return table;
    }
}
