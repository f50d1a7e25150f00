package io.truenow.events.ingest;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * The batches of the golden files, and the program that wrote them. The files stay as they were written: a build that cannot read
 * them, or writes other bytes for the same version, is wrong. Run with the folder as argument, for a new version only.
 */
final class GoldenFiles {

    private GoldenFiles() {}

    /** Stored forms by file name, as this build writes them. */
    static Map<String, byte[]> written() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("v1-one-event.tneb", EventBatchCodec.encode(Batches.batch(oneEvent())));
        files.put("v1-thousand-events.tneb", EventBatchCodec.encode(Batches.batch(thousandEvents())));
        files.put("v1-extension.tneb", EventBatchCodec.encode(Batches.batch(oneEvent()), new byte[] {1, 2, 3, -1}));
        files.put("v1-no-rows.tneb", EventBatchCodec.encode(dropped()));
        return files;
    }

    static List<Batches.Row> oneEvent() {
        return List.of(new Batches.Row(
                "evt-001", 1, 1_795_132_800_000_000L, Map.of("region", "us-east"), Map.of("revenue", 99.99)));
    }

    static List<Batches.Row> thousandEvents() {
        Random random = new Random(20_261_120);
        List<Batches.Row> rows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rows.add(Batches.randomRow(random, 1000));
        }
        return rows;
    }

    /** A control record. */
    static EventBatch dropped() {
        BatchHeader header = new BatchHeader(
                BatchKind.TABLE_DROPPED,
                new UUID(1, 2),
                new TableRef("default", "shop", "orders"),
                TableSettings.DEFAULT,
                1,
                0,
                1,
                1,
                List.of());
        return new EventBatch(header, Batches.columns(List.of()));
    }

    /** Writes the files. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (Map.Entry<String, byte[]> file : written().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
