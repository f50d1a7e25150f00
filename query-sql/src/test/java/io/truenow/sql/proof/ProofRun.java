package io.truenow.sql.proof;

import java.sql.SQLException;
import java.util.List;

/**
 * How long a proof runs and from where: {@code truenow.proof.statements} says how many statements, {@code truenow.proof.seed} the seed. Statement
 * {@code i} depends on the seed and {@code i} alone; the data changes after each {@link #PER_DATA} statements.
 *
 * @param name what is proved
 * @param seed first seed
 * @param statements how many
 */
record ProofRun(String name, long seed, int statements) {

    private static final long DEFAULT_SEED = 20_261_127;
    private static final int PER_DATA = 1_000;
    private static final int SHOWN = 20;

    /** A run by the system properties, or with a number of statements that fits a build. */
    static ProofRun of(String name, int statements) {
        return new ProofRun(
                name,
                Long.getLong("truenow.proof.seed", DEFAULT_SEED),
                Integer.getInteger("truenow.proof.statements", statements));
    }

    /** What is done with the statements {@code from} up to {@code to} over some data. */
    interface Part {
        /** Does it. */
        void run(ProofTables tables, int from, int to) throws SQLException;
    }

    /** Runs all statements, each over its data. */
    void eachData(Part part) throws SQLException {
        for (int from = 0; from < statements; from += PER_DATA) {
            try (ProofTables tables = new ProofTables(seed + from)) {
                part.run(tables, from, Math.min(statements, from + PER_DATA));
            }
        }
    }

    /** A finding with what it takes to see it again. */
    String named(int statement, String finding) {
        return "seed " + seed + ", statement " + statement + ": " + finding;
    }

    /** Prints what was run. */
    @SuppressWarnings("SystemOut") // the seed has to be in the build's output
    void report(List<String> findings) {
        System.out.printf(
                "Proof %s: %d statements from seed %d, %d findings.%n", name, statements, seed, findings.size());
        findings.stream().limit(SHOWN).forEach(System.out::println);
    }
}
