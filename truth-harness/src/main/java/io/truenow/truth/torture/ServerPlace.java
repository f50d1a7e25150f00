package io.truenow.truth.torture;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the built product is started, and where it will be.
 *
 * @param command the whole command line, which stays the process that it starts
 * @param environment more environment variables
 * @param folder folder of the run: ledger and output of the server
 * @param dataDir data folder, below {@code folder}
 * @param ingestPort port of the ingest doors
 * @param sqlPort port of Avatica
 * @param controlPort port of streams and keys
 */
public record ServerPlace(
        List<String> command,
        Map<String, String> environment,
        Path folder,
        Path dataDir,
        int ingestPort,
        int sqlPort,
        int controlPort) {

    /** Copies the lists; refuses a data folder elsewhere, because nothing outside of the folder is to be touched. */
    public ServerPlace {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        folder = folder.toAbsolutePath().normalize();
        dataDir = dataDir.toAbsolutePath().normalize();
        if (!dataDir.startsWith(folder) || dataDir.equals(folder)) {
            throw new IllegalArgumentException("The data folder [" + dataDir + "] is not below [" + folder + "].");
        }
    }

    /** With more environment variables. */
    ServerPlace with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new ServerPlace(command, all, folder, dataDir, ingestPort, sqlPort, controlPort);
    }

    /** Address for JDBC. */
    String jdbcUrl() {
        return "jdbc:avatica:remote:url=http://127.0.0.1:" + sqlPort + ";serialization=protobuf";
    }
}
