package io.truenow.admin.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.truenow.admin.format.Snippets;

/** What an empty server shows: the one command that makes it not empty. Used under the UI's lock. */
public final class FirstEventCard extends Div {

    /** A card with the caller's own address in its command. */
    public FirstEventCard(Snippets snippets) {
        addClassNames("panel", "teach");
        add(
                new H2("No events yet"),
                new Paragraph(
                        "Send the first one. The namespace and the table are created by it; it can be asked by SQL a moment later."),
                new CodeBlock(snippets.firstEvent()),
                new Paragraph("A whole file: "),
                new CodeBlock("./truenow ingest FILE.ndjson.gz"));
    }
}
