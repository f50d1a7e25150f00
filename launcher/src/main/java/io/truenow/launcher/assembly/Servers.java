package io.truenow.launcher.assembly;

import io.truenow.infra.bus.LogSettings;
import io.truenow.infra.embedded.DataFolder;
import io.truenow.infra.embedded.DiskFloor;
import io.truenow.infra.embedded.EmbeddedKafka;
import io.truenow.infra.embedded.EmbeddedKafkaSettings;
import io.truenow.infra.embedded.LocalPostgres;
import io.truenow.infra.embedded.LocalPostgresSettings;
import io.truenow.infra.external.ExternalKafka;
import io.truenow.infra.external.ExternalPostgres;
import io.truenow.infra.server.DatabaseConnection;
import io.truenow.infra.server.DatabaseServer;
import io.truenow.infra.server.LogConnection;
import io.truenow.infra.server.LogServer;
import io.truenow.launcher.settings.ExternalParts;
import io.truenow.launcher.settings.LaunchSettings;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * The log's server and the catalogue's, started or waited for side by side, and the floor of the disk that the data folder is on. Each
 * is embedded unless an address of another is set.
 */
record Servers(LogServer log, DatabaseServer database, DiskFloor floor) implements AutoCloseable {

    /** @param taken told if another server uses our catalogue, so that this one must end */
    static Servers start(LaunchSettings settings, DataFolder folder, Consumer<String> taken) {
        DiskFloor floor = new DiskFloor(folder.root(), settings.process().diskFloorBytes());
        Servers servers = new Servers(log(settings, folder, floor), database(settings, folder, taken), floor);
        FutureTask<Void> database = new FutureTask<>(servers.database::start, null);
        Thread.ofPlatform().name("truenow-postgres-start").start(database);
        try {
            servers.log.start();
            database.get();
            return servers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            servers.close();
            throw new IllegalStateException("The start was interrupted.", e);
        } catch (ExecutionException e) {
            servers.close();
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new CompletionException(e.getCause());
        } catch (RuntimeException e) {
            try {
                database.get();
            } catch (InterruptedException | ExecutionException ignored) {
                // The broker's reason is the one to tell.
            }
            servers.close();
            throw e;
        }
    }

    private static LogServer log(LaunchSettings settings, DataFolder folder, DiskFloor floor) {
        ExternalParts parts = settings.parts();
        LogConnection elsewhere = parts.log();
        return elsewhere == null
                ? new EmbeddedKafka(EmbeddedKafkaSettings.of(
                                folder.kafka(),
                                settings.embedded().kafkaPort(),
                                settings.embedded().kafkaControllerPort())
                        .withRoomBytes(floor.reserveBytes()))
                : new ExternalKafka(elsewhere, LogSettings.DEFAULT_TOPIC, parts.patience());
    }

    private static DatabaseServer database(LaunchSettings settings, DataFolder folder, Consumer<String> taken) {
        ExternalParts parts = settings.parts();
        DatabaseConnection elsewhere = parts.database();
        return elsewhere == null
                ? new LocalPostgres(LocalPostgresSettings.of(
                        folder.postgres(), settings.embedded().postgresPort()))
                : new ExternalPostgres(elsewhere, parts.patience(), parts.shared(), taken);
    }

    @Override
    public void close() {
        try {
            log.close();
        } finally {
            database.close();
        }
    }
}
