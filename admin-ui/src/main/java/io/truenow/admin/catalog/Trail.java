package io.truenow.admin.catalog;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;

/** The way back up: the places above the one that is shown. Used under the UI's lock. */
final class Trail extends Nav {

    Trail(Place place) {
        addClassName("trail");
        setAriaLabel("Places above");
        step("Explorer", Place.ALL);
        if (place.isTable()) {
            step(place.namespace(), new Place(place.namespace(), "", ""));
        }
    }

    private void step(String name, Place place) {
        Anchor link = new Anchor(place.link(), name);
        link.getElement().setAttribute("router-link", true);
        if (getChildren().findAny().isPresent()) {
            Span mark = new Span("›");
            mark.getElement().setAttribute("aria-hidden", "true");
            add(mark);
        }
        add(link);
    }
}
