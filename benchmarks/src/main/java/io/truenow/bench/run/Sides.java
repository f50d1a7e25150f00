package io.truenow.bench.run;

import io.truenow.bench.side.QuestDb;
import io.truenow.bench.side.Started;
import io.truenow.bench.side.TrueNow;

/**
 * The servers of a run.
 *
 * @param questDb QuestDB as it comes
 * @param synced QuestDB that syncs, keeps event ids and removes duplicates
 */
record Sides(TrueNow trueNow, Started<QuestDb> questDb, Started<QuestDb> synced) implements AutoCloseable {

    /** Starts those that a plan needs. The product has to start. */
    static Sides start(Plan plan) {
        TrueNow trueNow = TrueNow.start(plan.home(), plan.folder().resolve("truenow"), plan.portOffset());
        Started<QuestDb> questDb = plan.wants(Item.R1A, Item.R1C, Item.R2, Item.R4, Item.R11, Item.HTTP)
                ? Started.of(() -> QuestDb.start(
                        QuestDb.Manner.AS_IT_COMES, plan.folder().resolve("questdb"), plan.questDbPort(0)))
                : Started.notWanted();
        Started<QuestDb> synced = plan.wants(Item.R1B)
                ? Started.of(() -> QuestDb.start(
                        QuestDb.Manner.SYNCED_WITH_IDS, plan.folder().resolve("questdb-synced"), plan.questDbPort(1)))
                : Started.notWanted();
        return new Sides(trueNow, questDb, synced);
    }

    @Override
    public void close() {
        synced.close();
        questDb.close();
        trueNow.close();
    }
}
