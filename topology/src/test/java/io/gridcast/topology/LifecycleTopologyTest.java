package io.gridcast.topology;

import static io.gridcast.serdes.Topics.MODELS_AUDIT;
import static io.gridcast.serdes.Topics.MODELS_COMMANDS;
import static io.gridcast.serdes.Topics.MODELS_DEPLOYMENTS;
import static io.gridcast.serdes.Topics.MODELS_READINESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.AuditChain;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.model.Readiness;
import io.gridcast.core.model.Scope;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackSignature;
import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.lifecycle.LifecycleConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifecycleTopologyTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");
    private static final Scope ALL_LOAD = Scope.all(Target.LOAD);
    private static final ModelRef FIRST = new ModelRef("load-xgb", "1");
    private static final ModelRef SECOND = new ModelRef("load-xgb", "2");
    private static final ModelPack FIRST_PACK = SignedPacks.of(FIRST, "a");
    private static final ModelPack SECOND_PACK = SignedPacks.of(SECOND, "b");
    private static final String PACK_A = FIRST_PACK.hash();
    private static final String PACK_B = SECOND_PACK.hash();

    private final Flow flow = Flow.of(LifecycleTopology.APPLICATION_ID, LifecycleTopologyTest::topology);
    private Instant now = NINE.minusSeconds(1);

    @BeforeEach
    void twoTicks() {
        tick();
        tick();
    }

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void aPublishedModelIsOnRecordAndRunsNowhere() {
        flow.when(MODELS_COMMANDS, publish(FIRST_PACK));
        tick();

        assertThat(flow.then(MODELS_DEPLOYMENTS)).isEmpty();
        assertThat(flow.then(MODELS_AUDIT)).singleElement().satisfies(entry -> {
            assertThat(entry.what()).isEqualTo("publish");
            assertThat(entry.who()).isEqualTo("ann");
            assertThat(entry.subject()).isEqualTo("load-xgb@1");
            assertThat(entry.details()).containsEntry("pack", PACK_A).containsEntry("vouched.by", "key ann");
            assertThat(entry.at()).isEqualTo(now);
        });
    }

    @Test
    void aDeploymentGoesOutWithoutATimeSoThatTasksLoadIt() {
        flow.when(MODELS_COMMANDS, publish(FIRST_PACK), deploy(FIRST, PACK_A));
        tick();

        assertThat(flow.then(MODELS_DEPLOYMENTS)).singleElement().satisfies(deployment -> {
            assertThat(deployment.scope()).isEqualTo(ALL_LOAD);
            assertThat(deployment.champion()).hasValue(new DeployedModel(FIRST, PACK_A));
            assertThat(deployment.isEffective()).isFalse();
            assertThat(deployment.revision()).isEqualTo(1);
        });
    }

    @Test
    void onceAllTasksAreReadyTheCutOverIsTwoTicksAhead() {
        flow.given(MODELS_COMMANDS, publish(FIRST_PACK), deploy(FIRST, PACK_A));
        tick();
        flow.given(MODELS_READINESS, ready(0, 2, 1));
        tick();
        assertThat(flow.then(MODELS_DEPLOYMENTS)).hasSize(1);

        flow.when(MODELS_READINESS, ready(1, 2, 1));
        tick();

        assertThat(flow.then(MODELS_DEPLOYMENTS)).hasSize(2).last().satisfies(deployment -> {
            assertThat(deployment.effectiveFrom()).isEqualTo(now.plusSeconds(2));
            assertThat(deployment.revision()).isEqualTo(1);
            assertThat(deployment.champion().orElseThrow().model()).isEqualTo(FIRST);
        });
        assertThat(whats()).containsExactly("publish", "deploy", "effective");
        assertThat(last().details())
                .containsEntry("effective.from", now.plusSeconds(2).toString())
                .as("the record is the same however many partitions there are")
                .doesNotContainKey("partitions");
    }

    @Test
    void theDistanceOfTheLastTwoTicksSaysHowFarAheadTwoTicksAre() {
        flow.given(MODELS_COMMANDS, publish(FIRST_PACK), deploy(FIRST, PACK_A));
        tick();
        flow.given(MODELS_READINESS, ready(0, 1, 1));
        now = now.plus(Duration.ofHours(1));
        flow.tick(now);

        assertThat(flow.then(MODELS_DEPLOYMENTS))
                .last()
                .satisfies(
                        deployment -> assertThat(deployment.effectiveFrom()).isEqualTo(now.plus(Duration.ofHours(2))));
    }

    @Test
    void aTaskThatCannotRunTheModelLeavesTheOneBeforeAsItWas() {
        Deployment running = run(FIRST_PACK);
        flow.given(MODELS_COMMANDS, publish(SECOND_PACK), deploy(SECOND, PACK_B));
        tick();

        flow.when(MODELS_READINESS, faulty(0, 1, 2, "golden sample row 12 scored 31.204 MW, was 31.187 MW"));
        tick();

        assertThat(flow.then(MODELS_DEPLOYMENTS)).last().isEqualTo(running);
        assertThat(last().what()).isEqualTo("refuse");
        assertThat(last().subject()).isEqualTo("load-xgb@2");
        assertThat(last().details()).containsEntry("stays", "load-xgb@1");
        assertThat(last().details().get("reason")).contains("partition 0").contains("golden sample row 12");
    }

    @Test
    void anAnswerToARefusedDeploymentIsNotTakenForOneToItsSuccessor() {
        run(FIRST_PACK);
        flow.given(MODELS_COMMANDS, publish(SECOND_PACK), deploy(SECOND, PACK_B));
        tick();
        flow.given(MODELS_READINESS, faulty(0, 2, 2, "out of memory"));
        tick();
        flow.given(MODELS_COMMANDS, deploy(SECOND, PACK_B));
        tick();

        flow.when(MODELS_READINESS, ready(1, 2, 2), ready(0, 2, 2));
        tick();

        assertThat(flow.then(MODELS_DEPLOYMENTS)).last().satisfies(deployment -> {
            assertThat(deployment.revision()).isEqualTo(3);
            assertThat(deployment.isEffective()).isFalse();
        });
    }

    @Test
    void aTaskThatAnswersTwiceCountsOnce() {
        flow.given(MODELS_COMMANDS, publish(FIRST_PACK), deploy(FIRST, PACK_A));
        tick();

        flow.when(MODELS_READINESS, ready(0, 2, 1), ready(0, 2, 1));
        tick();

        assertThat(flow.then(MODELS_DEPLOYMENTS)).hasSize(1);
    }

    @Test
    void aModelThatWasNeverPublishedIsNotDeployed() {
        flow.when(MODELS_COMMANDS, deploy(FIRST, PACK_A));
        tick();

        assertRefused("load-xgb@1 has never been published; publish its pack first");
    }

    @Test
    void anotherPackThanThePublishedOneIsNotDeployed() {
        flow.given(MODELS_COMMANDS, publish(FIRST_PACK));
        flow.when(MODELS_COMMANDS, deploy(FIRST, PACK_B));
        tick();

        assertRefused("was published with pack " + PACK_A);
    }

    @Test
    void theBytesOfAVersionNeverChange() {
        flow.given(MODELS_COMMANDS, publish(FIRST_PACK));
        flow.when(MODELS_COMMANDS, publish(SignedPacks.of(FIRST, "other bytes")));
        tick();

        assertRefused("the bytes of a version never change");
    }

    @Test
    void aPublishedPackIsOnRecordWithTheHashesOfItsDataCodeAndParameters() {
        flow.when(MODELS_COMMANDS, publish(FIRST_PACK));
        tick();

        assertThat(last().details())
                .containsEntry("trained.on", "d".repeat(64))
                .containsEntry("trained.with", "gridcast 1.0.0")
                .containsEntry("parameters", FIRST_PACK.manifest().parametersHash());
    }

    @Test
    void anUnsignedPackIsNotPublished() {
        flow.when(MODELS_COMMANDS, publish(SignedPacks.unsigned(FIRST, "a")));
        tick();

        assertRefused("pack load-xgb@1 is not signed; who made it cannot be told, and this engine trusts only ann (key "
                + SignedPacks.ANNS_KEY.publicKey().id() + "); to mend it: sign it with a trusted key");
        flow.when(MODELS_COMMANDS, deploy(FIRST, PACK_A));
        tick();
        assertRefused("load-xgb@1 has never been published");
    }

    @Test
    void aCommandWithoutPackHashIsRefused() {
        flow.when(MODELS_COMMANDS, command(CommandKind.PUBLISH, FIRST, "", ALL_LOAD, "ann"));
        tick();

        assertRefused("must be 64 hexadecimal digits");
    }

    @Test
    void aCommandWithoutAuthorIsRefused() {
        flow.when(MODELS_COMMANDS, command(CommandKind.PUBLISH, FIRST, PACK_A, ALL_LOAD, ""));
        tick();

        assertRefused("names nobody");
    }

    @Test
    void aScopeThatMeansNothingIsRefused() {
        flow.given(MODELS_COMMANDS, publish(FIRST_PACK));
        flow.when(
                MODELS_COMMANDS,
                command(CommandKind.DEPLOY, FIRST, PACK_A, new Scope(Target.LOAD, "everything"), "ann"));
        tick();

        assertRefused("the scope is load/everything");
    }

    @Test
    void theChampionIsNotDeployedAgain() {
        run(FIRST_PACK);

        flow.when(MODELS_COMMANDS, deploy(FIRST, PACK_A));
        tick();

        assertRefused("load-xgb@1 is the champion of load/* already");
    }

    @Test
    void aPoisonCommandIsADeadLetterAndTheNextIsFollowed() {
        flow.givenRaw(MODELS_COMMANDS, "load-xgb", "{\"kind\":\"DEPLOY\"}".getBytes(StandardCharsets.UTF_8));
        flow.when(MODELS_COMMANDS, publish(FIRST_PACK));
        tick();

        assertThat(flow.deadLetters()).hasSize(1);
        assertThat(whats()).containsExactly("publish");
    }

    @Test
    void theAuditIsAnUnbrokenChain() {
        run(FIRST_PACK);
        flow.given(MODELS_COMMANDS, deploy(SECOND, PACK_B), publish(SECOND_PACK), deploy(SECOND, PACK_B));
        tick();

        List<AuditEntry> entries = flow.then(MODELS_AUDIT);
        assertThat(whats()).containsExactly("publish", "deploy", "effective", "refuse", "publish", "deploy");
        assertThat(AuditChain.verify(entries)).isEmpty();
        assertThat(entries.get(0).previousHash()).isEqualTo(AuditChain.BEFORE_FIRST);
    }

    @Test
    void ticksArePassedOnBehindWhatWasDecidedAtThem() {
        assertThat(flow.ticks(MODELS_DEPLOYMENTS))
                .containsExactly(
                        "decide-deployments-0 2026-11-21T09:00:00Z", "decide-deployments-0 2026-11-21T09:00:01Z");
        assertThat(flow.ticks(MODELS_AUDIT)).isEqualTo(flow.ticks(MODELS_DEPLOYMENTS));
    }

    @Test
    void whicheverTopicIsAheadTheOutcomeIsTheSame() {
        String together = story(true);
        String apart = story(false);

        assertThat(apart).isNotEmpty().isEqualTo(together);
    }

    @Test
    void theTopologyIsAsItWasWhenSomeoneLastLooked() throws IOException {
        GoldenFile.check("lifecycle", topology(new Codecs(new LocalRegistry())));
    }

    private static String story(boolean together) {
        try (Flow told = Flow.of(LifecycleTopology.APPLICATION_ID, LifecycleTopologyTest::topology)) {
            Instant later = NINE.plusSeconds(1);
            told.tick(NINE);
            if (together) {
                told.given(MODELS_COMMANDS, publish(FIRST_PACK), deploy(FIRST, PACK_A));
                told.tick(later);
                told.given(MODELS_READINESS, ready(0, 1, 1));
                told.tick(later.plusSeconds(1));
            } else {
                told.given(MODELS_COMMANDS, publish(FIRST_PACK), deploy(FIRST, PACK_A));
                told.tickOnly(MODELS_COMMANDS, later, later.plusSeconds(1));
                told.tickOnly(MODELS_COMMANDS, later.plusSeconds(1), later.plusSeconds(2));
                told.tickOnly(MODELS_READINESS, later, later.plusSeconds(1));
                told.given(MODELS_READINESS, ready(0, 1, 1));
                told.tickOnly(MODELS_READINESS, later.plusSeconds(1), later.plusSeconds(2));
            }
            return told.transcript(MODELS_DEPLOYMENTS) + "\n" + told.transcript(MODELS_AUDIT);
        }
    }

    private void assertRefused(String reason) {
        assertThat(last().what()).isEqualTo("refuse");
        assertThat(last().details().get("reason")).contains(reason);
    }

    private Deployment run(ModelPack pack) {
        flow.given(MODELS_COMMANDS, publish(pack), deploy(pack.manifest().model(), pack.hash()));
        tick();
        flow.given(MODELS_READINESS, ready(0, 1, 1));
        tick();
        List<Deployment> deployments = flow.then(MODELS_DEPLOYMENTS);
        return deployments.get(deployments.size() - 1);
    }

    private AuditEntry last() {
        List<AuditEntry> entries = flow.then(MODELS_AUDIT);
        return entries.get(entries.size() - 1);
    }

    private List<String> whats() {
        return flow.then(MODELS_AUDIT).stream().map(AuditEntry::what).toList();
    }

    private void tick() {
        now = now.plusSeconds(1);
        flow.tick(now);
    }

    private static Topology topology(Codecs codecs) {
        return new LifecycleTopology(LifecycleConfig.trustingOnly(SignedPacks.TRUST_IN_ANN), codecs).build();
    }

    private static ModelCommand publish(ModelPack pack) {
        byte[] signature = pack.signature().map(PackSignature::toBytes).orElse(new byte[0]);
        return ModelCommand.publish(
                pack.manifest().model(), pack.hash(), ALL_LOAD, "ann", "it is better", signature, pack.manifestJson());
    }

    private static ModelCommand deploy(ModelRef model, String pack) {
        return command(CommandKind.DEPLOY, model, pack, ALL_LOAD, "ann");
    }

    private static ModelCommand command(CommandKind kind, ModelRef model, String pack, Scope scope, String who) {
        return new ModelCommand(kind, model, pack, scope, 0, who, "it is better");
    }

    private static Readiness ready(int partition, int partitions, int revision) {
        return new Readiness(ALL_LOAD, partition, partitions, revision, List.of(), "");
    }

    private static Readiness faulty(int partition, int partitions, int revision, String fault) {
        return new Readiness(ALL_LOAD, partition, partitions, revision, List.of(), fault);
    }
}
