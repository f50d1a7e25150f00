package io.truenow.admin.query;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;

/** Chart of an answer; its table twin is the grid. Used under the UI's lock. */
@Tag("tn-result-chart")
@JavaScript("context://webjars/chart.js/4.5.1/dist/chart.umd.min.js")
@JavaScript("context://console/chart.js")
final class ResultChart extends Component {

    ResultChart(ChartChoice choice) {
        getElement().executeJs("this.show($0)", choice);
    }
}
