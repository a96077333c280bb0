package io.gridcast.core.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.OutputLevels;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.model.Scope;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ManifestCheckTest {
    private static final ModelRef MODEL = new ModelRef("load-xgb", "7");
    private static final byte[] TREES = {1, 2, 3};

    private final SigningKey ada = SigningKey.generate(new SecureRandom());
    private final ManifestCheck check = new ManifestCheck(PackTrust.NONE.andKey("ada", ada.publicKey()));
    private final PackManifest right = TestPacks.description("xgboost");

    @Test
    void aSignedPackOfAKnownKindAndSchemaIsAccepted() {
        ManifestCheck.Accepted accepted = check.check(publish(pack(right, "model.ubj")));

        assertThat(accepted.vouchedBy()).isEqualTo("key ada");
        assertThat(accepted.manifest().model()).isEqualTo(MODEL);
    }

    @Test
    void aCommandWithoutManifestIsRefused() {
        assertThatThrownBy(() -> check.check(publish(MODEL, "0".repeat(64), new byte[0], "")))
                .hasMessageStartingWith("the command to publish load-xgb@7 carries a manifest of 0 bytes");
    }

    @Test
    void aManifestOfAnotherVersionIsRefused() {
        ModelPack pack = pack(right, "model.ubj");
        var other = new ModelRef("load-xgb", "8");

        assertThatThrownBy(() -> check.check(publish(other, pack.hash(), section(pack), pack.manifestJson())))
                .hasMessageStartingWith("the command publishes load-xgb@8, but its manifest is of load-xgb@7");
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatThrownBy(() -> check.check(publish(pack(TestPacks.description("oracle"), "model.ubj"))))
                .hasMessageStartingWith("pack load-xgb@7 is of kind oracle, this engine scores [");
    }

    @Test
    void anArtifactOfAnotherFormatIsRefused() {
        assertThatThrownBy(() -> check.check(publish(pack(right, "model.pt"))))
                .hasMessage(
                        "pack load-xgb@7 of kind xgboost holds [golden-sample, model.pt], must hold golden-sample and one of"
                                + " [model.ubj, model.json]; other files would be neither scored nor checked, and some formats run"
                                + " code when they are opened; to mend it: export the model in one of these formats and pack it"
                                + " again (gridcast models pack)");
    }

    @Test
    void anotherFeatureSchemaThanTheManifestSaysIsRefused() {
        PackManifest manifest = manifest(Target.LOAD, "0123456789abcdef", right.levels().length);

        assertThatThrownBy(() -> check.check(publish(pack(manifest, "model.ubj"))))
                .hasMessage("pack load-xgb@7 has a feature schema of LOAD with fingerprint " + right.schemaFingerprint()
                        + ", its manifest says LOAD with 0123456789abcdef; features would be made otherwise than in"
                        + " training; to mend it: export the model again with this version of gridcast");
    }

    @Test
    void aSchemaOfAnotherTargetIsRefused() {
        PackManifest manifest = manifest(Target.PRICE, right.schemaFingerprint(), right.levels().length);

        assertThatThrownBy(() -> check.check(publish(pack(manifest, "model.ubj"))))
                .hasMessageContaining("has a feature schema of LOAD")
                .hasMessageContaining("its manifest says PRICE");
    }

    @Test
    void otherQuantilesThanForecastsHaveAreRefused() {
        PackManifest manifest = manifest(Target.LOAD, right.schemaFingerprint(), 3);

        assertThatThrownBy(() -> check.check(publish(pack(manifest, "model.ubj"))))
                .hasMessageStartingWith(
                        "pack load-xgb@7 gives the quantiles [0.05, 0.1, 0.25], forecasts have [0.05, 0.1,"
                                + " 0.25, 0.5, 0.75, 0.9, 0.95]");
    }

    @Test
    void aPointBesideTheBandsIsOneMoreOutputAndNamed() {
        OutputLevels outputs = OutputLevels.ofCosts(2);

        PackManifest accepted = check.check(publish(pack(right.withLevels(outputs), "model.ubj")))
                .manifest();

        assertThat(accepted.quantileLevels()).hasSize(8).contains(0.666667f);
        assertThat(accepted.pointLevel()).isEqualTo(0.666667);
    }

    @Test
    void aPointThatTheModelDoesNotGiveIsRefused() {
        PackManifest manifest = manifest(Target.LOAD, right.schemaFingerprint(), 7, 0.666667);

        assertThatThrownBy(() -> check.check(publish(pack(manifest, "model.ubj"))))
                .hasMessageContaining("forecasts have [0.05, 0.1, 0.25, 0.5, 0.666667, 0.75, 0.9, 0.95]");
    }

    @Test
    void aModelOfSpikesHasARuleInThePlaceOfQuantiles() {
        ModelPack pack = pack(TestPacks.spikes(), "model.ubj");

        PackManifest accepted = check.check(publish(pack)).manifest();

        assertThat(accepted).isEqualTo(pack.manifest());
        assertThat(accepted.spikes()).contains(TestPacks.RULE);
    }

    @Test
    void aCalibrationThatCannotBeUsedIsRefused() {
        String json = pack(TestPacks.spikes(), "model.ubj").manifestJson();

        for (String slope : new String[] {"0.0", "-1.5", "NaN", "steep"}) {
            String broken = json.replace("\"slope\":\"0.7\"", "\"slope\":\"" + slope + "\"");
            assertThat(broken).isNotEqualTo(json);
            assertThatThrownBy(() -> PackManifest.fromJson(broken))
                    .isInstanceOf(InvalidPackException.class)
                    .hasMessageContaining("the manifest of a pack cannot be read");
        }
    }

    @Test
    void aCalibrationThatSaysTheSameOfAllScoresIsRefused() {
        PackManifest flat = PackManifest.fromJson(pack(TestPacks.spikes(), "model.ubj")
                .manifestJson()
                .replace("\"slope\":\"0.7\"", "\"slope\":\"1.0E-12\""));

        assertThatThrownBy(() -> check.check(publish(pack(flat, "model.ubj"))))
                .hasMessageStartingWith("the calibration of pack spike-spot-above-300@7 gives all scores");
    }

    @Test
    void aRuleAboutAnotherPriceThanTheFeaturesIsRefused() {
        PackManifest other = PackManifest.fromJson(
                pack(TestPacks.spikes(), "model.ubj").manifestJson().replace("spot:above:300", "settled:above:300"));

        assertThatThrownBy(() -> check.check(publish(pack(other, "model.ubj"))))
                .hasMessageContaining("is of spikes of price.settled, its features are of 'price.spot'");
    }

    @Test
    void spikesWithoutARuleAreRefused() {
        String json = pack(TestPacks.spikes(), "model.ubj").manifestJson();

        assertThatThrownBy(() -> PackManifest.fromJson(json.replace("\"spikes\":", "\"other\":")))
                .hasMessageContaining("a model of spikes has a rule and no levels");
    }

    private PackManifest manifest(Target target, String fingerprint, int levels) {
        return manifest(target, fingerprint, levels, 0.5);
    }

    private PackManifest manifest(Target target, String fingerprint, int levels, double pointLevel) {
        return new PackManifest(
                right.model(),
                right.kind(),
                target,
                right.horizon(),
                right.quantileLevels().subList(0, levels),
                right.featureSchema(),
                fingerprint,
                right.trainedOn(),
                right.codeVersion(),
                right.parameters(),
                right.metrics(),
                right.histograms(),
                right.parent(),
                right.author(),
                right.artifacts(),
                Optional.empty(),
                0,
                pointLevel);
    }

    private ModelPack pack(PackManifest manifest, String file) {
        return ModelPack.of(
                        manifest,
                        new GoldenSample(1, new float[] {1}, new float[] {2}),
                        new TreeMap<>(Map.of(file, TREES)))
                .signedBy(ada);
    }

    private static byte[] section(ModelPack pack) {
        return pack.signature().orElseThrow().toBytes();
    }

    private static ModelCommand publish(ModelPack pack) {
        return publish(pack.manifest().model(), pack.hash(), section(pack), pack.manifestJson());
    }

    private static ModelCommand publish(ModelRef model, String hash, byte[] signature, String manifest) {
        return ModelCommand.publish(model, hash, Scope.all(Target.LOAD), "ann", "better", signature, manifest);
    }
}
