package io.truenow.launcher.assembly;

import io.truenow.infra.embedded.DataFolder;
import io.truenow.infra.embedded.DiskFloor;
import io.truenow.infra.embedded.EmbeddedKafka;
import io.truenow.infra.embedded.EmbeddedKafkaSettings;
import io.truenow.infra.embedded.LocalPostgres;
import io.truenow.infra.embedded.LocalPostgresSettings;
import io.truenow.launcher.settings.LaunchSettings;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The broker and the database of a process, started side by side, and the floor of the disk that they share. */
record EmbeddedServers(EmbeddedKafka kafka, LocalPostgres postgres, DiskFloor floor) implements AutoCloseable {

    static EmbeddedServers start(LaunchSettings settings, DataFolder folder) {
        DiskFloor floor = new DiskFloor(folder.root(), settings.diskFloorBytes());
        EmbeddedKafka kafka = new EmbeddedKafka(
                EmbeddedKafkaSettings.of(folder.kafka(), settings.kafkaPort(), settings.kafkaControllerPort())
                        .withRoomBytes(floor.reserveBytes()));
        LocalPostgres postgres =
                new LocalPostgres(LocalPostgresSettings.of(folder.postgres(), settings.postgresPort()));
        EmbeddedServers servers = new EmbeddedServers(kafka, postgres, floor);
        FutureTask<Void> database = new FutureTask<>(postgres::start, null);
        Thread.ofPlatform().name("truenow-postgres-start").start(database);
        try {
            kafka.start();
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

    @Override
    public void close() {
        try {
            kafka.close();
        } finally {
            postgres.close();
        }
    }
}
