package io.gridcast.topology;

import static io.gridcast.serdes.Topics.MODELS_AUDIT;
import static io.gridcast.serdes.Topics.MODELS_COMMANDS;
import static io.gridcast.serdes.Topics.MODELS_DEPLOYMENTS;
import static io.gridcast.serdes.Topics.MODELS_READINESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.ModelAuthors;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.model.Readiness;
import io.gridcast.core.model.Scope;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.topology.lifecycle.LifecycleConfig;
import io.gridcast.topology.lifecycle.PromotionPolicy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who plays which role after which command. Every command is made effective before the next. */
class LifecycleRolesTest {
    private static final Scope ALL = Scope.all(Target.LOAD);
    private static final Map<DeployedModel, ModelPack> PACKS = new HashMap<>();
    private static final DeployedModel FIRST = model("1");
    private static final DeployedModel SECOND = model("2");
    private static final DeployedModel THIRD = model("3");

    private Flow flow = flow(PromotionPolicy.REPORT, false);
    private Instant now = Instant.parse("2026-11-21T09:00:00Z");

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void theChampionThatIsReplacedStandsInAndComesBackAtARollBack() {
        champion(FIRST);
        Deployment replaced = champion(SECOND);
        assertThat(replaced.champion()).hasValue(SECOND);
        assertThat(replaced.standIn()).hasValue(FIRST);

        Deployment back = follow(CommandKind.ROLL_BACK, SECOND, "bob");

        assertThat(back.champion()).hasValue(FIRST);
        assertThat(back.standIn()).isEmpty();
    }

    @Test
    void shadowsPileUpAndAChampionKeepsThem() {
        champion(FIRST);
        shadow(SECOND);
        shadow(THIRD);

        assertThat(last().shadows()).containsExactly(SECOND, THIRD);
        assertThat(last().champion()).hasValue(FIRST);
    }

    @Test
    void commandsThatComeTogetherBuildOnEachOther() {
        champion(FIRST);
        publish(SECOND);
        publish(THIRD);

        flow.given(MODELS_COMMANDS, command(CommandKind.SHADOW, SECOND, "ann"));
        flow.when(MODELS_COMMANDS, command(CommandKind.SHADOW, THIRD, "ann"));
        tick();
        ready();

        assertThat(last().shadows()).containsExactly(SECOND, THIRD);
        assertThat(last().isEffective()).isTrue();
    }

    @Test
    void aPromotedShadowIsAShadowNoMore() {
        champion(FIRST);
        shadow(SECOND);

        Deployment promoted = follow(CommandKind.PROMOTE, SECOND, "ann");

        assertThat(promoted.champion()).hasValue(SECOND);
        assertThat(promoted.shadows()).isEmpty();
        assertThat(promoted.standIn()).hasValue(FIRST);
    }

    @Test
    void whatNothingSpeaksForIsNotPromoted() {
        champion(FIRST);
        publish(SECOND);

        refused(CommandKind.PROMOTE, SECOND, "ann", "is neither shadow, canary nor expert of load/*");
    }

    @Test
    void aCanaryTakesItsShareAndAnExpertItsPlace() {
        champion(FIRST);
        publish(SECOND);
        publish(THIRD);

        flow.when(MODELS_COMMANDS, new ModelCommand(CommandKind.CANARY, SECOND.model(), "", ALL, 0.2, "ann", "try it"));
        tick();
        ready();
        Deployment deployment = follow(CommandKind.EXPERT, THIRD, "ann");

        assertThat(deployment.canary()).hasValue(SECOND);
        assertThat(deployment.canaryShare()).isEqualTo(0.2);
        assertThat(deployment.experts()).containsExactly(THIRD);
    }

    @Test
    void oneCommandLetsAShadowJoinTheMixtureAndOneTakesItOutAgain() {
        champion(FIRST);
        shadow(SECOND);

        Deployment joined = follow(CommandKind.EXPERT, SECOND, "ann");
        assertThat(joined.experts()).containsExactly(SECOND);
        assertThat(joined.shadows()).isEmpty();
        assertThat(joined.champion()).hasValue(FIRST);

        Deployment left = follow(CommandKind.SHADOW, SECOND, "ann");
        assertThat(left.experts()).isEmpty();
        assertThat(left.shadows()).containsExactly(SECOND);
    }

    @Test
    void anExpertTakesThePlaceOfItsVersionBefore() {
        champion(FIRST);
        publish(SECOND);
        publish(THIRD);
        assertThat(SECOND.model().modelId()).isEqualTo(THIRD.model().modelId());

        follow(CommandKind.EXPERT, SECOND, "ann");

        assertThat(follow(CommandKind.EXPERT, THIRD, "ann").experts()).containsExactly(THIRD);
    }

    @Test
    void aCanaryWithoutAShareIsRefused() {
        champion(FIRST);
        publish(SECOND);

        refused(CommandKind.CANARY, SECOND, "ann", "the share of the canary is 0.0, must be more than 0");
    }

    @Test
    void aRetiredVersionNeverComesBack() {
        champion(FIRST);
        shadow(SECOND);
        assertThat(follow(CommandKind.RETIRE, SECOND, "ann").shadows()).isEmpty();

        refused(CommandKind.SHADOW, SECOND, "ann", "was retired, and a retired version never comes back");
    }

    @Test
    void aChampionIsNotRetired() {
        champion(FIRST);

        refused(CommandKind.RETIRE, FIRST, "ann", "roll back or deploy another one first");
    }

    @Test
    void onlyTheChampionIsRolledBack() {
        champion(FIRST);
        champion(SECOND);

        refused(CommandKind.ROLL_BACK, FIRST, "ann", "is not the champion of load/*, which is load-xgb@2");
    }

    @Test
    void aRollBackWithoutAModelBeforeLeavesNoChampion() {
        champion(FIRST);

        assertThat(follow(CommandKind.ROLL_BACK, FIRST, "ann").champion()).isEmpty();
    }

    @Test
    void whatEveryTaskAsksForIsFollowedOnceAndIsNoNewsTheSecondTime() {
        champion(FIRST);
        champion(SECOND);

        flow.given(MODELS_COMMANDS, command(CommandKind.ROLL_BACK, SECOND, ModelAuthors.ENGINE));
        flow.when(MODELS_COMMANDS, command(CommandKind.ROLL_BACK, SECOND, ModelAuthors.ENGINE));
        tick();

        assertThat(audit()).extracting(AuditEntry::what).endsWith("effective", "roll-back");
    }

    @Test
    void withFourEyesAPromotionWaitsForSomebodyElse() {
        restart(PromotionPolicy.REPORT, true);
        champion(FIRST);
        shadow(SECOND);
        flow.when(MODELS_COMMANDS, command(CommandKind.PROMOTE, SECOND, "ann"));
        tick();
        assertThat(last().champion()).hasValue(FIRST);
        assertThat(audit()).last().satisfies(entry -> {
            assertThat(entry.what()).isEqualTo("propose");
            assertThat(entry.details()).containsEntry("waits.for", "approval by somebody other than ann");
        });

        refused(CommandKind.APPROVE, SECOND, "ann", "somebody else must approve it (four eyes)");
        Deployment approved = follow(CommandKind.APPROVE, SECOND, "bob");

        assertThat(approved.champion()).hasValue(SECOND);
    }

    @Test
    void withFourEyesADeploymentOverAChampionWaitsToo() {
        restart(PromotionPolicy.REPORT, true);
        champion(FIRST);
        publish(SECOND);

        flow.when(MODELS_COMMANDS, command(CommandKind.DEPLOY, SECOND, "ann"));
        tick();

        assertThat(audit()).last().extracting(AuditEntry::what).isEqualTo("propose");
    }

    @Test
    void whatNobodyAskedForIsNotApproved() {
        champion(FIRST);
        shadow(SECOND);

        refused(CommandKind.APPROVE, SECOND, "bob", "no promotion of load-xgb@2 waits for approval");
    }

    @Test
    void thePolicyPromotesByItselfOnlyWhereItMay() {
        champion(FIRST);
        shadow(SECOND);
        flow.when(MODELS_COMMANDS, command(CommandKind.PROMOTE, SECOND, ModelAuthors.POLICY));
        tick();
        assertThat(audit()).last().extracting(AuditEntry::what).isEqualTo("propose");

        restart(PromotionPolicy.AUTO, true);
        champion(FIRST);
        shadow(SECOND);

        assertThat(follow(CommandKind.PROMOTE, SECOND, ModelAuthors.POLICY).champion())
                .hasValue(SECOND);
    }

    @Test
    void whatWasComparedWithAChampionThatHasToGoIsNotPromoted() {
        restart(PromotionPolicy.AUTO, true);
        champion(FIRST);
        shadow(SECOND);
        shadow(THIRD);
        flow.when(
                MODELS_COMMANDS,
                command(CommandKind.PROMOTE, SECOND, ModelAuthors.POLICY).against(FIRST.model()));

        flow.when(
                MODELS_COMMANDS,
                command(CommandKind.PROMOTE, THIRD, ModelAuthors.POLICY).against(FIRST.model()));
        assertRefused("was compared with " + FIRST.model() + ", and the champion of load/* is " + SECOND.model());
        ready();
        assertThat(last().champion()).hasValue(SECOND);

        flow.when(
                MODELS_COMMANDS,
                command(CommandKind.PROMOTE, THIRD, ModelAuthors.POLICY).against(SECOND.model()));
        tick();
        ready();
        assertThat(last().champion()).hasValue(THIRD);
    }

    @Test
    void aFirstChampionReplacesNobody() {
        publish(FIRST);
        publish(SECOND);
        flow.when(MODELS_COMMANDS, command(CommandKind.DEPLOY, FIRST, "trainer").against(FIRST.model()));
        tick();
        ready();
        assertThat(last().champion()).hasValue(FIRST);

        flow.when(
                MODELS_COMMANDS, command(CommandKind.DEPLOY, SECOND, "trainer").against(SECOND.model()));

        assertRefused("was to be the first champion of load/*, and " + FIRST.model() + " is champion by now");
        assertThat(last().champion()).hasValue(FIRST);
    }

    @Test
    void modelsOfSpikesAreNotComparedLiveSoNoneBecomesAShadow() {
        publish(FIRST);
        flow.when(
                MODELS_COMMANDS,
                new ModelCommand(
                        CommandKind.SHADOW,
                        FIRST.model(),
                        FIRST.packHash(),
                        Scope.all(Target.SPIKE),
                        0,
                        "ann",
                        "evidence"));

        assertRefused("is a model of spikes, which are not scored against each other live");
    }

    private void refused(CommandKind kind, DeployedModel model, String who, String reason) {
        flow.when(MODELS_COMMANDS, command(kind, model, who));
        assertRefused(reason);
    }

    private void assertRefused(String reason) {
        tick();
        assertThat(audit()).last().satisfies(entry -> {
            assertThat(entry.what()).isEqualTo("refuse");
            assertThat(entry.details().get("reason")).contains(reason);
        });
    }

    private Deployment champion(DeployedModel model) {
        publish(model);
        flow.given(MODELS_COMMANDS, command(CommandKind.DEPLOY, model, "ann"));
        tick();
        if (!audit().get(audit().size() - 1).what().equals("deploy")) {
            flow.given(MODELS_COMMANDS, command(CommandKind.APPROVE, model, "bob"));
            tick();
        }
        ready();
        return last();
    }

    private void shadow(DeployedModel model) {
        publish(model);
        follow(CommandKind.SHADOW, model, "ann");
    }

    private void publish(DeployedModel model) {
        ModelPack pack = Objects.requireNonNull(PACKS.get(model));
        flow.given(
                MODELS_COMMANDS,
                ModelCommand.publish(
                        model.model(),
                        model.packHash(),
                        ALL,
                        "ann",
                        "evidence",
                        pack.signature().orElseThrow().toBytes(),
                        pack.manifestJson()));
        tick();
    }

    private Deployment follow(CommandKind kind, DeployedModel model, String who) {
        flow.when(MODELS_COMMANDS, command(kind, model, who));
        tick();
        ready();
        assertThat(last().isEffective()).isTrue();
        return last();
    }

    private void ready() {
        flow.given(MODELS_READINESS, new Readiness(ALL, 0, 1, last().revision(), List.of(), ""));
        tick();
    }

    private Deployment last() {
        List<Deployment> all = flow.then(MODELS_DEPLOYMENTS);
        return all.get(all.size() - 1);
    }

    private List<AuditEntry> audit() {
        return flow.then(MODELS_AUDIT);
    }

    private void tick() {
        now = now.plusSeconds(1);
        flow.tick(now);
    }

    private void restart(PromotionPolicy policy, boolean isApprovalRequired) {
        flow.close();
        flow = flow(policy, isApprovalRequired);
    }

    private static Flow flow(PromotionPolicy policy, boolean isApprovalRequired) {
        var config = new LifecycleConfig(policy, isApprovalRequired, SignedPacks.TRUST_IN_ANN, 1_000_000);
        return Flow.of(LifecycleTopology.APPLICATION_ID, codecs -> new LifecycleTopology(config, codecs).build());
    }

    private static ModelCommand command(CommandKind kind, DeployedModel model, String who) {
        return new ModelCommand(kind, model.model(), model.packHash(), ALL, 0, who, "evidence");
    }

    private static DeployedModel model(String version) {
        ModelPack pack = SignedPacks.of(new ModelRef("load-xgb", version), "trees of version " + version);
        var model = new DeployedModel(pack.manifest().model(), pack.hash());
        PACKS.put(model, pack);
        return model;
    }
}
