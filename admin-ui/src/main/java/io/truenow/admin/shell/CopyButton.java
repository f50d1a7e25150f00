package io.truenow.admin.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;

/** Button that copies a text to the clipboard, in the browser alone. Used under the UI's lock. */
@Tag("tn-copy")
public final class CopyButton extends Component {

    /** A button for a text. */
    public CopyButton(String text) {
        getElement().setProperty("text", text);
    }
}
