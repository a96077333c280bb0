package io.gridcast.tests.models;

import io.gridcast.app.models.PackShipment;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.pack.GoldenSample;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.pack.PackManifest;
import java.util.Map;
import java.util.TreeMap;

/** The same trees under other names, so that a run has as many models as it needs for the price of one. */
public final class Versions {
    private Versions() {}

    /** The same trees as {@code id@version}, unsigned. */
    public static PackShipment of(ModelPack trained, String id, int version) {
        PackManifest description = trained.manifest().named(new ModelRef(id, Integer.toString(version)));
        String file = trained.holds(PackLoader.JSON_TREES) ? PackLoader.JSON_TREES : PackLoader.UBJSON_TREES;
        return new PackShipment(ModelPack.of(
                description,
                GoldenSample.fromBytes(trained.artifact(ModelPack.GOLDEN_SAMPLE)),
                new TreeMap<>(Map.of(file, trained.artifact(file)))));
    }
}
