package io.truenow.launcher.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The product's version, as the build wrote it. */
public final class VersionText implements IVersionProvider {

    /** Such as {@code 0.1.0-SNAPSHOT}. */
    public static String version() {
        Properties properties = new Properties();
        try (InputStream in = VersionText.class.getResourceAsStream("/truenow-version.properties")) {
            if (in == null) {
                throw new IllegalStateException("The build left out truenow-version.properties.");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "truenow " + version(), "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
        };
    }
}
