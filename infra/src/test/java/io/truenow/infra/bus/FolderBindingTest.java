package io.truenow.infra.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.infra.server.LogIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderBindingTest {

    private static final LogIdentity OURS = new LogIdentity("c1", "t1");

    @TempDir
    Path folder;

    @Test
    void aFolderStaysWithItsLog() {
        new FolderBinding(folder).require(OURS, "here:1", false);
        new FolderBinding(folder).require(OURS, "elsewhere:2", true);

        assertThatThrownBy(() -> new FolderBinding(folder).require(new LogIdentity("c2", "t1"), "there:3", false))
                .hasMessageContaining("belongs to the log [cluster c1, topic t1]")
                .hasMessageContaining("the log at [there:3] is [cluster c2, topic t1]")
                .hasMessageContaining("--data-dir");
        assertThatThrownBy(() -> new FolderBinding(folder).require(new LogIdentity("c1", "t2"), "here:1", true))
                .hasMessageContaining("topic t2");
    }

    @Test
    void aFolderOfAnOlderBuildIsBoundToTheLogInItAndToNoOther() throws IOException {
        Files.createFile(folder.resolve("log-ends"));

        assertThatThrownBy(() -> new FolderBinding(folder).require(OURS, "there:3", false))
                .hasMessageContaining("belongs to a log of its own");
        assertThatCode(() -> new FolderBinding(folder).require(OURS, "here:1", true))
                .doesNotThrowAnyException();
    }

    @Test
    void aFileThatSaysNothingIsNoLeaveToGoOn() throws IOException {
        Files.writeString(folder.resolve("log-identity"), "c1");

        assertThatThrownBy(() -> new FolderBinding(folder).require(OURS, "here:1", true))
                .hasMessageContaining("log-identity");
    }

    @Test
    void theNameOfTheNodeStaysWithTheFolder() {
        String name = new FolderBinding(folder).nodeName();

        assertThat(name).startsWith("node-").isNotEqualTo("node-1");
        assertThat(new FolderBinding(folder).nodeName()).isEqualTo(name);
    }
}
