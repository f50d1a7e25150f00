package io.truenow.launcher.cli;

import io.truenow.launcher.settings.ProductVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "truenow " + ProductVersion.text(), "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
        };
    }
}
