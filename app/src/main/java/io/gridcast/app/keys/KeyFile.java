package io.gridcast.app.keys;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.pack.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/** A private key in a file that its owner alone may read. What is in it is never part of a message. */
public final class KeyFile {
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rw-------");

    private KeyFile() {}

    /**
     * Makes a key pair and writes its private half.
     *
     * @throws ExplainedException if the file is there already, or cannot be written
     */
    public static SigningKey create(Path file) {
        SigningKey key = SigningKey.generate(new SecureRandom());
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            try (var channel = Files.newByteChannel(
                    file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerAlone())) {
                channel.write(java.nio.ByteBuffer.wrap(key.toPem().getBytes(StandardCharsets.US_ASCII)));
            }
            return key;
        } catch (FileAlreadyExistsException e) {
            throw new ExplainedException(
                    "there is a file " + file + " already",
                    "a private key that is overwritten is lost for ever, and every engine would have to trust a new one",
                    "choose another file, or remove that one if nothing trusts its key any more",
                    e);
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot write the private key " + file + ": " + e,
                    "nothing could be signed with it",
                    "name a file in a directory that can be written",
                    e);
        }
    }

    /**
     * Reads a private key.
     *
     * @throws ExplainedException if there is none in the file, or others may read it
     */
    public static SigningKey read(Path file) {
        try {
            requireOwnerAlone(file);
            return SigningKey.fromPem(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
            throw new ExplainedException(
                    "cannot read a private key from " + file + ": " + e,
                    "a pack is signed with an Ed25519 key in PKCS#8 and PEM",
                    "name the file that `gridcast keys new` or `openssl genpkey -algorithm ed25519` wrote",
                    e);
        }
    }

    /** The key in a file, which is made where there is none. */
    public static SigningKey readOrCreate(Path file) {
        return Files.exists(file) ? read(file) : create(file);
    }

    private static FileAttribute<?>[] ownerAlone() {
        return hasOwners()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ALONE)}
                : new FileAttribute<?>[0];
    }

    private static void requireOwnerAlone(Path file) throws IOException {
        if (!hasOwners()) {
            return;
        }
        Set<PosixFilePermission> rights = EnumSet.noneOf(PosixFilePermission.class);
        rights.addAll(Files.getPosixFilePermissions(file));
        rights.removeAll(OWNER_ALONE);
        rights.remove(PosixFilePermission.OWNER_EXECUTE);
        if (!rights.isEmpty()) {
            throw new ExplainedException(
                    "others than its owner have rights on the private key " + file + ": "
                            + PosixFilePermissions.toString(rights),
                    "whoever reads it can sign packs in its owner's name",
                    "take them away: chmod 600 " + file);
        }
    }

    private static boolean hasOwners() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
