package io.gridcast.core.pack;

import io.gridcast.core.check.Checks;
import io.gridcast.core.forecast.ModelRef;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whose packs are believed: those that a trusted key signed, and those that are trusted by their hash.
 *
 * @param keys by the names that the audit shows
 * @param packs hashes of packs that need no signature, hex
 */
public record PackTrust(SortedMap<String, PackKey> keys, SortedSet<String> packs) {
    /** Believes nobody. */
    public static final PackTrust NONE = new PackTrust(new TreeMap<>(), new TreeSet<>());

    public PackTrust {
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        packs = Collections.unmodifiableSortedSet(new TreeSet<>(packs));
        for (String hash : packs) {
            Checks.require(
                    hash.matches("[0-9a-f]{64}"),
                    "the hash of a trusted pack is '" + hash + "', must be 64 hex digits");
        }
    }

    /** The same and one more key. */
    public PackTrust andKey(String name, PackKey key) {
        SortedMap<String, PackKey> more = new TreeMap<>(keys);
        more.put(name, key);
        return new PackTrust(more, packs);
    }

    /** The same and packs trusted by their hashes. */
    public PackTrust andPacks(Collection<String> hashes) {
        SortedSet<String> more = new TreeSet<>(packs);
        more.addAll(hashes);
        return new PackTrust(keys, more);
    }

    /** Whether every pack is refused. */
    public boolean isEmpty() {
        return keys.isEmpty() && packs.isEmpty();
    }

    /**
     * Who vouches for a pack, for the audit: {@code key ada}, or {@code its hash} where that is trusted.
     *
     * @param signatureSection as the pack carries it; empty for an unsigned one
     * @throws InvalidPackException if nobody does whom this engine trusts
     */
    public String voucher(ModelRef model, String packHash, String manifestJson, byte[] signatureSection) {
        if (packs.contains(packHash)) {
            return "its hash";
        }
        PackSignature signature = signature(model, signatureSection);
        for (Map.Entry<String, PackKey> trusted : keys.entrySet()) {
            if (trusted.getValue().id().equals(signature.keyId())) {
                String name = trusted.getKey();
                if (trusted.getValue().verifies(PackSignature.signedText(packHash, manifestJson), signature.bytes())) {
                    return "key " + name;
                }
                throw new InvalidPackException(
                        "the signature of pack " + model + " by " + name + " (key " + signature.keyId()
                                + ") does not fit its hash " + packHash + " and its manifest",
                        "pack, manifest or signature was altered after it was signed",
                        "publish it again from its file, or sign it again (gridcast models pack --key FILE)");
            }
        }
        throw new InvalidPackException(
                "pack " + model + " is signed by key " + signature.keyId() + ", and this engine trusts " + trusted(),
                "anybody can make a key: only a trusted one says who made the pack",
                "have it signed by a trusted key, or add its public key to models.trusted.keys (gridcast keys show FILE"
                        + " prints it) and start the engine again");
    }

    private PackSignature signature(ModelRef model, byte[] section) {
        if (section.length == 0) {
            throw new InvalidPackException(
                    "pack " + model + " is not signed",
                    "who made it cannot be told, and this engine trusts " + trusted(),
                    "sign it with a trusted key (gridcast train --key FILE, or gridcast models pack --key FILE; gridcast"
                            + " keys new makes a key)");
        }
        try {
            return PackSignature.fromBytes(section);
        } catch (IllegalArgumentException e) {
            throw new InvalidPackException(
                    "the signature of pack " + model + " cannot be read: " + e.getMessage(),
                    "who made it cannot be told",
                    "publish it again from its file, or sign it again (gridcast models pack --key FILE)",
                    e);
        }
    }

    private String trusted() {
        return keys.isEmpty()
                ? "no key (models.trusted.keys is empty)"
                : keys.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + " (key " + entry.getValue().id() + ")")
                        .collect(Collectors.joining(", ", "only ", ""));
    }
}
