package io.gridcast.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/** The arrows of the design, section 1, and what each module must know nothing of. */
@AnalyzeClasses(packages = "io.gridcast", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String CORE = "io.gridcast.core..";
    private static final String TRAINING = "io.gridcast.training..";
    private static final String SERDES = "io.gridcast.serdes..";
    private static final String STATE = "io.gridcast.state..";
    private static final String TOPOLOGY = "io.gridcast.topology..";
    private static final String APP = "io.gridcast.app..";

    private static final String[] KAFKA = {"org.apache.kafka.."};
    private static final String[] AVRO = {"org.apache.avro.."};
    private static final String[] HTTP = {
        "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "java.net.http..", "com.sun.net.httpserver.."
    };
    private static final String FILES =
            "java\\.nio\\.file\\..*|java\\.io\\.(File|FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile)";

    @ArchTest
    static final ArchRule arrowsPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy(CORE)
            .layer("training")
            .definedBy(TRAINING)
            .layer("serdes")
            .definedBy(SERDES)
            .layer("state")
            .definedBy(STATE)
            .layer("topology")
            .definedBy(TOPOLOGY)
            .layer("app")
            .definedBy(APP)
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("topology")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("state")
            .mayOnlyBeAccessedByLayers("topology", "app")
            .whereLayer("serdes")
            .mayOnlyBeAccessedByLayers("state", "topology", "app")
            .whereLayer("training")
            .mayOnlyBeAccessedByLayers("app");

    @ArchTest
    static final ArchRule coreIsPureJava = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(concat(KAFKA, AVRO, HTTP));

    @ArchTest
    static final ArchRule coreOpensNoFiles = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .haveNameMatching(FILES);

    @ArchTest
    static final ArchRule trainingKnowsNothingOfKafkaAndHttp = noClasses()
            .that()
            .resideInAPackage(TRAINING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(concat(KAFKA, HTTP));

    @ArchTest
    static final ArchRule topologiesDoNoIo = noClasses()
            .that()
            .resideInAPackage(TOPOLOGY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP)
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(FILES);

    @ArchTest
    static final ArchRule storesKnowNothingOfHttp = noClasses()
            .that()
            .resideInAPackage(STATE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP);

    @ArchTest
    static final ArchRule theWallClockIsReadInAppAlone = noClasses()
            .that()
            .resideInAnyPackage(CORE, TRAINING, SERDES, STATE, TOPOLOGY)
            .should()
            .accessTargetWhere(readsTheWallClock());

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.gridcast.app.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = classes()
            .should()
            .haveNameNotMatching(".*(Impl|Util|Utils|Manager|Helper)")
            .because("such names say nothing (STYLE, rule 9)");

    private static DescribedPredicate<JavaAccess<?>> readsTheWallClock() {
        return DescribedPredicate.describe("read the wall clock", access -> {
            String owner = access.getTargetOwner().getName();
            String method = access.getName();
            return switch (owner) {
                case "java.lang.System" -> method.equals("currentTimeMillis") || method.equals("nanoTime");
                case "java.time.Clock", "java.time.InstantSource" ->
                    method.startsWith("system") || method.startsWith("tick");
                case "java.util.Date" ->
                    method.equals("<init>") && access.getTarget().getFullName().endsWith("()");
                default -> owner.startsWith("java.time.") && method.equals("now");
            };
        });
    }

    private static String[] concat(String[]... lists) {
        return Arrays.stream(lists).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
