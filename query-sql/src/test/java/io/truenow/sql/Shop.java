package io.truenow.sql;

import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.catalog.TableState;
import io.truenow.hottier.read.ReferenceReads;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.port.DeclaredTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tables for tests, made from a seed: a shop with missing values, a table whose columns have the names of keywords, one in a namespace
 * with a dash, one without events, and one of another tenant.
 */
public final class Shop {

    /** First event time of the shop: 2025-08-09T20:46:02Z. */
    public static final long T0 = 1_754_772_362_000_000L;

    /** Number of events in the shop. */
    public static final int EVENTS = 600;

    /** The caller without a credential. */
    public static final Principal LOCAL = Principal.LOCAL;

    /** A caller of another tenant. */
    public static final Principal STRANGER = new Principal("other", "stranger", Role.READER);

    /** The hot tier. */
    public final ReferenceReads reads = new ReferenceReads();

    /** Makes the tables. */
    public Shop(long seed) {
        shop(new Random(seed)).into(reads, new TableRef("default", "production", "events"));
        Map<String, Object> words = new TreeMap<>();
        for (String word :
                ("module,user,state,method,position,result,date,time,timestamp,year,month,day,hour,minute,second,level,type,"
                                + "name,language,system,default,stream,offset,partition,range,rows,window,interval,next,current,new,set,"
                                + "update,delete,insert,merge,call,drop,grant,describe,cursor,pattern,uuid,grouping,ordinal,friday")
                        .split(",")) {
            words.put(word, word + "-1");
        }
        words.put("value", 1.5);
        words.put("count", 2);
        words.put("additions", 10);
        Map<String, Object> others = new TreeMap<>(words);
        others.put("module", "kernel");
        others.put("additions", 32);
        new Events().add("w1", T0, words).add("w2", T0 + 1, others).into(reads, new TableRef("default", "words", "t"));
        new Events()
                .add("a", T0 + 123_456, Map.of("city", "日本", "amount", 1))
                .add("b", T0 + 123_457, Map.of("city", "Zürich", "amount", 2))
                .into(reads, new TableRef("default", "my-ns", "t"));
        new Events()
                .add("x", T0, Map.of("Name", "big", "name", "small", "event_id", "theirs", "_hidden", 1, "k", "dim"))
                .add("y", T0, Map.of("k", 7))
                .into(reads, new TableRef("default", "default", "odd"));
        new Events().add("s", T0, Map.of("secret", "yes")).into(reads, new TableRef("other", "production", "private"));
    }

    private static Events shop(Random random) {
        Events events = new Events();
        for (int i = 0; i < EVENTS; i++) {
            Map<String, Object> values = new TreeMap<>();
            put(
                    values,
                    random,
                    20,
                    "region",
                    List.of("us-east", "us-west", "eu", "ap").get(random.nextInt(4)));
            put(values, random, 50, "product", "product-" + random.nextInt(10));
            put(values, random, 30, "customer_type", random.nextInt(3) == 0 ? "" : "type-" + random.nextInt(3));
            put(values, random, 100, "user_id", "user-" + random.nextInt(60));
            put(values, random, 15, "revenue", random.nextInt(4000) / 4.0);
            put(values, random, 25, "quantity", (double) random.nextInt(10));
            put(values, random, 10, "processing_time", random.nextInt(2000) / 4.0);
            long spread = i % 3 == 0 ? 86_400_000_000L * random.nextInt(800) : 720_000L * i;
            events.add("e" + i, T0 + spread + random.nextInt(2_000_000), values);
        }
        return events;
    }

    private static void put(Map<String, Object> values, Random random, int missingOneIn, String name, Object value) {
        if (random.nextInt(missingOneIn) != 0) {
            values.put(name, value);
        }
    }

    /** A table without events, in the control plane only. */
    public static DeclaredTables declared() {
        TableRef ref = new TableRef("default", "production", "planned");
        return tenant -> List.of(new TableDescriptor(
                Events.id(ref),
                ref,
                TableSettings.DEFAULT,
                1,
                TableState.ACTIVE,
                List.of(ColumnSpec.dimension("color"), ColumnSpec.metric("size")),
                T0));
    }

    /** An engine over the tables, with its clock at 2025-08-09T21:46:02Z. */
    public SqlEngine engine(SqlSettings settings) {
        return new SqlEngine(reads, declared(), () -> T0 + 3_600_000_000L, settings, () -> true);
    }

    /** All rows of a statement, each value as text. */
    public static List<List<@Nullable Object>> rows(SqlEngine engine, String sql, @Nullable Object... parameters) {
        try (SqlCursor cursor = engine.execute(LOCAL, sql, Arrays.asList(parameters))) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (cursor.next()) {
                rows.add(Arrays.asList(cursor.row()));
            }
            return rows;
        }
    }
}
