package io.truenow.launcher.assembly;

import io.truenow.infra.bus.FolderBinding;
import io.truenow.infra.bus.LogGroup;
import io.truenow.infra.bus.LogSettings;
import io.truenow.infra.bus.LogTopic;
import io.truenow.infra.embedded.DataFolder;
import io.truenow.infra.eventstore.CatalogBinding;
import io.truenow.infra.server.LogIdentity;
import io.truenow.launcher.settings.LaunchSettings;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The log that this server may use: its topic is fit, nobody else reads it, and the data folder belongs to it. The catalogue is held
 * against it when it is open.
 */
record BoundLog(LogSettings settings, LogIdentity identity) {

    /** Longer than the session of a reader that has just died. */
    private static final Duration DYING_READER = Duration.ofSeconds(10);

    static BoundLog of(LaunchSettings settings, DataFolder folder, Servers servers) {
        boolean embedded = settings.parts().log() == null;
        FolderBinding binding = new FolderBinding(folder.root());
        LogSettings log = embedded
                ? LogSettings.oneNode(servers.log().connection())
                : LogSettings.of(servers.log().connection(), settings.parts().replicas(), binding.nodeName());
        log = settings.parts().shared() ? log.shared() : log;
        LogIdentity identity = new LogTopic(log).ensure();
        binding.require(identity, log.connection().bootstrapServers(), embedded);
        if (!embedded) {
            new LogGroup(log).requireAlone(DYING_READER);
        }
        return new BoundLog(log, identity);
    }

    /** Refuses a catalogue of another log. */
    void requireCatalogue(DataSource catalogue) {
        boolean holdsRecords =
                new LogTopic(settings).endOffsets().values().stream().anyMatch(end -> end > 0);
        new CatalogBinding(catalogue).require(identity, holdsRecords);
    }
}
