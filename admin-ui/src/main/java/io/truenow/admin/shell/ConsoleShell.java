package io.truenow.admin.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.lumo.Lumo;

/** Page around every screen: styles, push, icon, and the theme before the first paint. */
@Push
@StyleSheet(Lumo.STYLESHEET)
@StyleSheet(Lumo.COMPACT_STYLESHEET)
@StyleSheet("context://console/console.css")
public final class ConsoleShell implements AppShellConfigurator {

    private static final long serialVersionUID = 1L;

    private static final String THEME_BEFORE_PAINT =
            "try{const t=localStorage.getItem('tn-theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}";

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setViewport("width=device-width, initial-scale=1");
        settings.addMetaTag("description", "TrueNow console");
        settings.addLink("icon", "console/favicon.svg");
        settings.addInlineWithContents(Inline.Position.PREPEND, THEME_BEFORE_PAINT, Inline.Wrapping.JAVASCRIPT);
    }
}
