package io.gridcast.app.models;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.ModelArtifactChunk;
import io.gridcast.core.pack.InvalidPackException;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackChunks;
import io.gridcast.core.pack.PackFormat;
import io.gridcast.core.pack.PackSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A model pack on its way to {@code models.artifacts.v1}. */
public record PackShipment(ModelPack pack) {
    /** What files of packs end with. */
    public static final String SUFFIX = ".gridpack";

    private static final byte[] UNSIGNED = new byte[0];

    /** The version that it holds. */
    public ModelRef model() {
        return pack.manifest().model();
    }

    /** What it forecasts. */
    public Target target() {
        return pack.manifest().target();
    }

    /** Its hash, hex. */
    public String packHash() {
        return pack.hash();
    }

    /** Its pieces in order, the manifest on the last. */
    public List<ModelArtifactChunk> chunks() {
        return PackChunks.split(pack);
    }

    /** The signature section; empty while it is not signed. */
    public byte[] signature() {
        return pack.signature().map(PackSignature::toBytes).orElse(UNSIGNED);
    }

    /**
     * Reads a pack's file and checks it.
     *
     * @throws ExplainedException if the file cannot be read, or is no pack
     */
    public static PackShipment read(Path file) {
        try {
            return new PackShipment(PackFormat.read(Files.readAllBytes(file)));
        } catch (InvalidPackException e) {
            throw new InvalidPackException(file + " cannot be used: " + e.what(), e.why(), e.mend(), e);
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot read the pack " + file + ": " + e,
                    "there is nothing to publish",
                    "name a file that `gridcast train` wrote (*" + SUFFIX + ")",
                    e);
        }
    }

    /**
     * Writes the pack to a file, whole or not at all.
     *
     * @throws ExplainedException if it cannot be written
     */
    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".part");
            Files.write(draft, PackFormat.write(pack));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot write the pack " + file + ": " + e,
                    "the model would be lost",
                    "name a place that can be written, on a disk with room, with --out",
                    e);
        }
    }

    /**
     * Reads all packs of a directory, one a target.
     *
     * @throws ExplainedException if there is none, or two of one target
     */
    public static List<PackShipment> readAll(Path directory) {
        List<PackShipment> packs = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().forEach(file -> packs.add(read(file)));
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot read the packs in " + directory + ": " + e,
                    "there are no models to forecast with",
                    "name the directory that `gridcast train --out` wrote",
                    e);
        }
        Set<Target> targets = EnumSet.noneOf(Target.class);
        for (PackShipment pack : packs) {
            if (!targets.add(pack.target())) {
                throw new ExplainedException(
                        directory + " holds two packs for " + pack.target(),
                        "only one model can be the champion",
                        "leave one *" + SUFFIX + " a target in it");
            }
        }
        if (packs.isEmpty()) {
            throw new ExplainedException(
                    directory + " holds no *" + SUFFIX,
                    "there are no models to forecast with",
                    "name the directory that `gridcast train --out` wrote, or leave --packs out to train now");
        }
        return packs;
    }

    /** How deployments name it. */
    public DeployedModel deployed() {
        return new DeployedModel(model(), packHash());
    }
}
