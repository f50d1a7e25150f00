package io.truenow.command.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.control.ControlSettings;
import io.truenow.command.port.DataPlaneLog;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.ConfigureTable;
import io.truenow.events.catalog.NamespacePolicy;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableOptions;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.catalog.TableState;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatchAccepted;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that are being deleted come to their end when the log has it, and not before. */
class TableRemovalTest {

    private static final TableRef REF = new TableRef("default", "shop", "orders");

    private final AtomicLong now = new AtomicLong(1_795_132_800_000_000L);
    private final MemoryControlPlane controlPlane = new MemoryControlPlane(now::get);
    private final TableDirectory directory = new TableDirectory(
            controlPlane.cache(),
            controlPlane.gateway(),
            new CatalogSettings(new ControlSettings(5_000, 0, 20), TableSettings.DEFAULT));
    private final List<EventBatchAccepted> logged = new ArrayList<>();
    private DataPlaneLog.Append answer = new DataPlaneLog.Append.Durable(0, 0);
    private final TableRemoval removal = new TableRemoval(controlPlane.cache(), directory, this::append, now::get);

    private List<DataPlaneLog.Append> append(List<EventBatchAccepted> facts) {
        logged.addAll(facts);
        return facts.stream().map(fact -> answer).toList();
    }

    @BeforeEach
    void deleteATable() {
        directory.createNamespace("default", "shop", NamespacePolicy.AUTO_CREATE, "", Principal.LOCAL, true);
        TableDescriptor table = directory.createTable(
                REF, new TableSettings(3, TableSettings.UNBOUNDED, 9), TableOptions.NONE, Principal.LOCAL);
        directory.createTable(
                new TableRef("default", "shop", "kept"), TableSettings.DEFAULT, TableOptions.NONE, Principal.LOCAL);
        directory.configure(ConfigureTable.become(table, TableState.DELETING, "me"));
    }

    private TableDescriptor table() {
        return Objects.requireNonNull(controlPlane.cache().table(REF));
    }

    @Test
    void eachShardIsDroppedOnceWhatWasAcceptedBeforeHasHadItsTime() {
        removal.run();
        assertThat(logged).isEmpty();

        now.addAndGet(TableRemoval.SETTLING_MICROS);
        removal.run();
        assertThat(logged).extracting(fact -> fact.batch().header().shard()).containsExactly(0, 1, 2);
        for (EventBatchAccepted fact : logged) {
            BatchHeader header =
                    EventBatchAccepted.decode(fact.encoded()).batch().header();
            assertThat(header.kind()).isEqualTo(BatchKind.TABLE_DROPPED);
            assertThat(header.tableId()).isEqualTo(table().tableId());
            assertThat(fact.batch().events().rows()).isZero();
        }
        assertThat(table().state()).isEqualTo(TableState.DELETED);
        removal.run();
        assertThat(logged).hasSize(3);
    }

    @Test
    void withoutTheLogItIsTriedAgain() {
        now.addAndGet(TableRemoval.SETTLING_MICROS);
        answer = new DataPlaneLog.Append.Unknown("away");
        removal.run();
        assertThat(table().state()).isEqualTo(TableState.DELETING);

        answer = new DataPlaneLog.Append.Durable(0, 0);
        removal.run();
        assertThat(table().state()).isEqualTo(TableState.DELETED);
        assertThat(logged).hasSize(6);
    }

    @Test
    void withoutTheEventStoreItIsTriedAgain() {
        now.addAndGet(TableRemoval.SETTLING_MICROS);
        controlPlane.away(true);
        removal.run();
        controlPlane.away(false);
        assertThat(table().state()).isEqualTo(TableState.DELETING);
        removal.run();
        assertThat(table().state()).isEqualTo(TableState.DELETED);
    }
}
