package io.truenow.launcher.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Directions between modules, and habits, as rules that {@link ArchitectureTest} holds against the product. */
final class ArchitectureRules {

    /** Module's package root below {@code io.truenow} → what of the other modules it may use, as package prefixes. */
    private static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            Map.entry("events", List.of()),
            Map.entry("command", List.of("events")),
            Map.entry("hottier", List.of("events")),
            Map.entry("coldtier", List.of("events", "hottier.read")),
            // The driver is one jar that stands alone; its server only knows the form of its requests.
            Map.entry("jdbc", List.of()),
            Map.entry("sql", List.of("events", "hottier.read", "coldtier.read", "jdbc.wire")),
            Map.entry("admin", List.of("events")),
            Map.entry("truth.simulation", List.of("events", "command", "hottier")),
            // A second opinion that shares the code it judges would be none: the batch decoder stands in events.
            Map.entry("truth.verify", List.of("events")),
            Map.entry("truth.torture", List.of()),
            Map.entry("bench", List.of("events", "command", "hottier", "coldtier", "sql", "jdbc", "infra")));

    private ArchitectureRules() {}

    static ArchRule module(String name) {
        List<String> allowed = ALLOWED.getOrDefault(name, List.of());
        return classes()
                .that()
                .resideInAPackage("io.truenow." + name + "..")
                .should()
                .onlyDependOnClassesThat(describe(
                        "stand in " + name + ", " + allowed + " or outside of the product",
                        c -> !isOurs(c) || isBelow(c, name) || allowed.stream().anyMatch(a -> isBelow(c, a))))
                .allowEmptyShould(true);
    }

    static ArchRule infraUsesPortsOnly() {
        return classes()
                .that()
                .resideInAPackage("io.truenow.infra..")
                .should()
                .onlyDependOnClassesThat(describe(
                        "stand in infra, events or a package named port",
                        c -> !isOurs(c)
                                || isBelow(c, "infra")
                                || isBelow(c, "events")
                                || c.getPackageName().endsWith(".port")
                                || c.getPackageName().contains(".port.")))
                .allowEmptyShould(true);
    }

    static ArchRule noPackageCycles() {
        return slices().matching("io.truenow.(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    static ArchRule clockIsInjected() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.truenow.events.time.MicroClock")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .allowEmptyShould(true);
    }

    static ArchRule onlyTheCommandLinePrints() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.truenow.launcher..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .allowEmptyShould(true);
    }

    static ArchRule noRegularExpressionsWhereEventsPass() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        "io.truenow.events.ingest..",
                        "io.truenow.command.ingest..",
                        "io.truenow.hottier.shard..",
                        "io.truenow.hottier.segment..",
                        "io.truenow.hottier.dedup..",
                        "io.truenow.hottier.scan..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex..")
                .allowEmptyShould(true);
    }

    static ArchRule noEmptyNames() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .allowEmptyShould(true);
    }

    private static boolean isOurs(JavaClass type) {
        return isBelow(type.getBaseComponentType(), "");
    }

    private static boolean isBelow(JavaClass type, String place) {
        String root = place.isEmpty() ? "io.truenow" : "io.truenow." + place;
        String name = type.getBaseComponentType().getPackageName();
        return name.equals(root) || name.startsWith(root + ".");
    }
}
