package io.truenow.admin.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;

/** A time: relative in the text, absolute to the microsecond on hover; keeps itself current in the browser. Used under the UI's lock. */
@Tag("tn-time")
public final class Moment extends Component {

    /** No time yet. */
    public Moment() {}

    /** A time in microseconds since 1970. */
    public Moment(long micros) {
        show(micros);
    }

    /** Shows another time in microseconds since 1970. */
    public void show(long micros) {
        getElement().setAttribute("us", String.valueOf(micros));
    }
}
