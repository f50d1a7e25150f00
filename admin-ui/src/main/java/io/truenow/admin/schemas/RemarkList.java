package io.truenow.admin.schemas;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.port.SchemaControl.Remark;
import java.util.List;

/** Remarks on a definition, each with its place. Used under the UI's lock. */
final class RemarkList extends Div {

    private static final int MOST = 200;

    RemarkList(List<Remark> remarks) {
        addClassName("remarks");
        UnorderedList list = new UnorderedList();
        remarks.stream().limit(MOST).forEach(remark -> {
            Span place = new Span(remark.pointer().isEmpty() ? "/" : remark.pointer());
            place.addClassName("pointer");
            list.add(new ListItem(place, new Span(" " + remark.text())));
        });
        add(list);
        if (remarks.size() > MOST) {
            add(new Paragraph("Only the first " + MOST + " of " + FigureText.grouped(remarks.size()) + " are listed."));
        }
    }
}
