package io.gridcast.core.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PackSignatureTest {
    /** The private key of RFC 8032's first test vector, in PKCS#8 as openssl writes it. */
    private static final String RFC_8032_PEM = "-----BEGIN PRIVATE KEY-----\n"
            + "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
            + "-----END PRIVATE KEY-----\n";

    private static final String RFC_8032_PUBLIC_KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    private final SigningKey ada = SigningKey.generate(new SecureRandom());
    private final SigningKey bob = SigningKey.generate(new SecureRandom());
    private final PackTrust trustInAda = PackTrust.NONE.andKey("ada", ada.publicKey());
    private final ModelPack pack = ModelPack.of(
            TestPacks.description("xgboost"),
            new GoldenSample(1, new float[] {1}, new float[] {2}),
            new TreeMap<>(Map.of("model.ubj", "trees".getBytes(StandardCharsets.UTF_8))));

    @Test
    void aSignatureTravelsWithThePackAndChangesNothingElse() {
        ModelPack read = PackFormat.read(PackFormat.write(pack.signedBy(ada)));

        assertThat(read.hash()).isEqualTo(pack.hash());
        assertThat(read.manifestJson()).isEqualTo(pack.manifestJson());
        assertThat(voucher(trustInAda, read)).isEqualTo("key ada");
    }

    @Test
    void thePublicHalfComesFromThePrivateOneAsTheStandardSays() {
        SigningKey key = SigningKey.fromPem(RFC_8032_PEM);

        assertThat(key.publicKey().toBase64()).isEqualTo(RFC_8032_PUBLIC_KEY);
        assertThat(key.publicKey().id()).isEqualTo("21fe31dfa154a261");
        assertThat(key.toPem()).isEqualTo(RFC_8032_PEM);
    }

    @Test
    void aPublicKeyIsReadInEachOfItsForms() {
        PackKey key = ada.publicKey();
        String info = key.toPem().replaceAll("-----.*-----|\n", "");

        assertThat(List.of(PackKey.parse(key.toBase64()), PackKey.parse(key.toPem()), PackKey.parse(info)))
                .containsOnly(key);
    }

    @Test
    void whatIsNoKeyIsRefusedAndAPrivateOneIsNotRepeated() {
        assertThatThrownBy(() -> PackKey.parse("trust me")).hasMessageContaining("'trust me' is no base64");
        assertThatThrownBy(() -> PackKey.parse(Base64.getEncoder().encodeToString(new byte[31])))
                .hasMessageContaining("has 32 bytes, not 31");
        assertThatThrownBy(() -> PackKey.parse(RFC_8032_PEM))
                .hasMessage("there is no -----BEGIN PUBLIC KEY----- … -----END PUBLIC KEY-----");
        assertThatThrownBy(() -> SigningKey.fromPem(RFC_8032_PEM.replace("MC4C", "MC4D")))
                .hasMessage("it is no private Ed25519 key in PKCS#8");
        assertThat(ada).hasToString("private half of key " + ada.publicKey().id());
    }

    @Test
    void anUnsignedPackIsRefused() {
        assertThatThrownBy(() -> voucher(trustInAda, pack))
                .hasMessage(
                        "pack load-xgb@7 is not signed; who made it cannot be told, and this engine trusts only ada (key "
                                + ada.publicKey().id()
                                + "); to mend it: sign it with a trusted key (gridcast train --key FILE, or gridcast models pack"
                                + " --key FILE; gridcast keys new makes a key)");
    }

    @Test
    void aPackThatAStrangerSignedIsRefused() {
        assertThatThrownBy(() -> voucher(trustInAda, pack.signedBy(bob)))
                .hasMessage(
                        "pack load-xgb@7 is signed by key " + bob.publicKey().id() + ", and this engine trusts only ada"
                                + " (key " + ada.publicKey().id()
                                + "); anybody can make a key: only a trusted one says who made the"
                                + " pack; to mend it: have it signed by a trusted key, or add its public key to models.trusted.keys"
                                + " (gridcast keys show FILE prints it) and start the engine again");
        assertThatThrownBy(() -> voucher(PackTrust.NONE, pack.signedBy(bob)))
                .hasMessageContaining("this engine trusts no key (models.trusted.keys is empty)");
    }

    @Test
    void aSignatureFitsOnePackAlone() {
        PackSignature signature = ada.sign(pack.hash(), pack.manifestJson());
        String altered = pack.manifestJson().replace("control room", "control loop");

        assertThatThrownBy(() -> trustInAda.voucher(pack.manifest().model(), pack.hash(), altered, signature.toBytes()))
                .hasMessageContaining("the signature of pack load-xgb@7 by ada (key "
                        + ada.publicKey().id() + ") does not fit its hash");
        assertThatThrownBy(() -> trustInAda.voucher(
                        pack.manifest().model(), "0".repeat(64), pack.manifestJson(), signature.toBytes()))
                .hasMessageContaining("does not fit its hash");
    }

    @Test
    void noBitOfASignatureCanBeChanged() {
        byte[] section = ada.sign(pack.hash(), pack.manifestJson()).toBytes();
        for (int bit = 0; bit < 8 * section.length; bit++) {
            byte[] altered = section.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() ->
                            trustInAda.voucher(pack.manifest().model(), pack.hash(), pack.manifestJson(), altered))
                    .isInstanceOf(InvalidPackException.class);
        }
        assertThatThrownBy(() ->
                        trustInAda.voucher(pack.manifest().model(), pack.hash(), pack.manifestJson(), new byte[] {1}))
                .hasMessageContaining("the signature section has 1 bytes, must have 72");
    }

    @Test
    void aPackThatIsTrustedByItsHashNeedsNoSignature() {
        assertThat(voucher(PackTrust.NONE.andPacks(List.of(pack.hash())), pack)).isEqualTo("its hash");
    }

    private static String voucher(PackTrust trust, ModelPack pack) {
        return trust.voucher(
                pack.manifest().model(),
                pack.hash(),
                pack.manifestJson(),
                pack.signature().map(PackSignature::toBytes).orElse(new byte[0]));
    }
}
