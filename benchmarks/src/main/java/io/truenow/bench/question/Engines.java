package io.truenow.bench.question;

import io.truenow.bench.side.QuestDb;
import io.truenow.bench.side.TrueNow;

/** Engines that are asked over JDBC. */
public final class Engines {

    private Engines() {}

    /** The product, over Avatica. */
    public static Engine trueNow(TrueNow server) {
        return new JdbcEngine(Engine.Side.TRUENOW, server.jdbcUrl());
    }

    /** QuestDB, over the PostgreSQL wire. */
    public static Engine questDb(QuestDb server) {
        return new JdbcEngine(Engine.Side.QUESTDB, server.jdbcUrl());
    }
}
