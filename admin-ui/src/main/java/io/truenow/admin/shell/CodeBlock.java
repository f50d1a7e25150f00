package io.truenow.admin.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;

/** Text for a shell or a program, with its copy button. Used under the UI's lock. */
public final class CodeBlock extends Div {

    /** A block with a text. */
    public CodeBlock(String text) {
        addClassName("code-block");
        Pre pre = new Pre(text);
        pre.getElement().setAttribute("tabindex", "0");
        add(pre, new CopyButton(text));
    }
}
