package io.truenow.launcher.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.truenow.admin.planted.ConsoleReachesHotTier;
import io.truenow.command.planted.CommandReachesHotTier;
import io.truenow.events.ingest.planted.MatchesEvents;
import io.truenow.events.planted.EventsReachesOut;
import io.truenow.hottier.planted.BadHabitsHelper;
import io.truenow.hottier.planted.HotTierReachesCommand;
import io.truenow.infra.planted.InfraReachesBehindAPort;
import io.truenow.jdbc.planted.DriverReachesEvents;
import io.truenow.launcher.architecture.planted.one.First;
import io.truenow.launcher.architecture.planted.two.Second;
import io.truenow.sql.planted.SqlReachesSegments;
import io.truenow.truth.simulation.planted.SimulationReachesInfra;
import io.truenow.truth.torture.planted.TortureReachesInside;
import io.truenow.truth.verify.planted.VerifyReachesHotTier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The product keeps each rule, and each rule finds the class that was planted against it. */
class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.truenow");

    static Stream<Arguments> rules() {
        return Stream.of(
                rule("events", ArchitectureRules.module("events"), EventsReachesOut.class),
                rule("command-side", ArchitectureRules.module("command"), CommandReachesHotTier.class),
                rule("projection-hot-tier", ArchitectureRules.module("hottier"), HotTierReachesCommand.class),
                rule("jdbc-driver", ArchitectureRules.module("jdbc"), DriverReachesEvents.class),
                rule("query-sql", ArchitectureRules.module("sql"), SqlReachesSegments.class),
                rule("admin-ui", ArchitectureRules.module("admin"), ConsoleReachesHotTier.class),
                rule("infra", ArchitectureRules.infraUsesPortsOnly(), InfraReachesBehindAPort.class),
                rule("simulation", ArchitectureRules.module("truth.simulation"), SimulationReachesInfra.class),
                rule("verify", ArchitectureRules.module("truth.verify"), VerifyReachesHotTier.class),
                rule("torture", ArchitectureRules.module("truth.torture"), TortureReachesInside.class),
                rule("package cycles", ArchitectureRules.noPackageCycles(), First.class, Second.class),
                rule("clock", ArchitectureRules.clockIsInjected(), BadHabitsHelper.class),
                rule("printing", ArchitectureRules.onlyTheCommandLinePrints(), BadHabitsHelper.class),
                rule("names", ArchitectureRules.noEmptyNames(), BadHabitsHelper.class),
                rule(
                        "regular expressions",
                        ArchitectureRules.noRegularExpressionsWhereEventsPass(),
                        MatchesEvents.class));
    }

    private static Arguments rule(String name, ArchRule rule, Class<?>... planted) {
        return Arguments.of(Named.of(name, rule), List.of(planted));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void productKeepsTheRule(ArchRule rule, List<Class<?>> planted) {
        assertThat(PRODUCT.size()).isGreaterThan(50);
        rule.check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ruleFindsThePlantedViolation(ArchRule rule, List<Class<?>> planted) {
        JavaClasses classes = new ClassFileImporter().importClasses(planted);

        assertThat(rule.evaluate(classes).hasViolation()).isTrue();
    }
}
