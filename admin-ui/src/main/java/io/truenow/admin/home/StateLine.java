package io.truenow.admin.home;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.truenow.admin.port.Figures;
import io.truenow.admin.shell.Moment;
import io.truenow.admin.shell.StateMark;
import io.truenow.admin.shell.StateMark.Mood;

/** One line that says whether the server is ready and how old the figures are. Used under the UI's lock. */
final class StateLine extends Div {

    private final StateMark mark = new StateMark();
    private final Span words = new Span();
    private final Moment moment = new Moment();

    StateLine() {
        addClassName("state-line");
        words.addClassName("muted");
        moment.getElement().setAttribute("data-live", "");
        add(mark, words, moment);
        mark.show(Mood.UNKNOWN, "Connecting");
    }

    void show(Beat beat) {
        Figures figures = beat.figures();
        if (figures == null) {
            mark.show(beat.stopped() ? Mood.BAD : Mood.UNKNOWN, beat.stopped() ? "No figures" : "Waiting for figures");
            words.setText("none since the console started");
        } else if (beat.stopped()) {
            mark.show(Mood.BAD, "Stopped");
            words.setText("last figures");
        } else {
            mark.show(figures.ready() ? Mood.GOOD : Mood.WAIT, figures.ready() ? "Ready" : "Not ready");
            words.setText("updated");
        }
        moment.show(beat.lastMicros());
    }
}
