package io.gridcast.core.pack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model with all that is needed to check and score it. Immutable: the arrays that go in and come out must not be
 * changed.
 */
public final class ModelPack {
    /** Artifact of inputs and outputs by which a loaded model is checked: a {@link GoldenSample}. */
    public static final String GOLDEN_SAMPLE = "golden-sample";

    private final PackManifest manifest;
    private final String manifestJson;
    private final SortedMap<String, byte[]> artifacts;
    private final Optional<PackSignature> signature;
    private final String hash;

    /** The parts must agree, see {@link PackFormat#read}; {@code manifestJson} is kept to the letter, as hashed. */
    ModelPack(
            PackManifest manifest,
            String manifestJson,
            SortedMap<String, byte[]> artifacts,
            Optional<PackSignature> signature) {
        this.manifest = manifest;
        this.manifestJson = manifestJson;
        this.signature = signature;
        this.artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
        this.hash = Sha256.of(PackFormat.content(this));
    }

    /**
     * Packs a model.
     *
     * @param description what is known but the artifacts, which are listed here
     * @param golden what it must score, to the bit, wherever it is loaded
     * @param files by name, such as {@code model.ubj}
     */
    public static ModelPack of(PackManifest description, GoldenSample golden, SortedMap<String, byte[]> files) {
        SortedMap<String, byte[]> artifacts = new TreeMap<>(files);
        artifacts.put(GOLDEN_SAMPLE, golden.toBytes());
        List<PackArtifact> listed = new ArrayList<>();
        artifacts.forEach((name, bytes) -> listed.add(new PackArtifact(name, bytes.length, Sha256.of(bytes))));
        PackManifest manifest = description.withArtifacts(listed);
        return new ModelPack(manifest, ManifestJson.write(manifest), artifacts, Optional.empty());
    }

    /** What it says about its model. */
    public PackManifest manifest() {
        return manifest;
    }

    /** The manifest as it is hashed. */
    public String manifestJson() {
        return manifestJson;
    }

    /** SHA-256 over manifest and artifacts, hex; a signature does not change it. */
    public String hash() {
        return hash;
    }

    /** Who vouches for it; empty while nobody does. Nothing says yet that it fits, nor whose it is: see {@link PackTrust}. */
    public Optional<PackSignature> signature() {
        return signature;
    }

    /** The same pack, vouched for by the owner of a key. */
    public ModelPack signedBy(SigningKey key) {
        return new ModelPack(manifest, manifestJson, artifacts, Optional.of(key.sign(hash, manifestJson)));
    }

    /**
     * One file.
     *
     * @throws InvalidPackException if there is none of that name
     */
    public byte[] artifact(String name) {
        byte[] bytes = artifacts.get(name);
        if (bytes == null) {
            throw new InvalidPackException(
                    "pack " + manifest.model() + " has no artifact " + name + ", only " + artifacts.keySet(),
                    "a model of kind " + manifest.kind() + " cannot be loaded or checked without it",
                    "export the model again with this version of gridcast");
        }
        return bytes;
    }

    /** Whether it has an artifact of that name. */
    public boolean holds(String name) {
        return artifacts.containsKey(name);
    }

    SortedMap<String, byte[]> artifacts() {
        return artifacts;
    }
}
