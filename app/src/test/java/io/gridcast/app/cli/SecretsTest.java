package io.gridcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.net.Ports;
import io.gridcast.app.topics.Partitions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords and tokens are handed on, and never shown, whatever goes wrong. */
@Timeout(120)
class SecretsTest {
    private static final String SECRET = "swordfish42";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule"
                        + " required username=\"u\" password=\"swordfish42\";\n",
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=swordfish42\n",
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=a.Module required password=swordfish42\n",
                "security.protocol=SSL\nssl.truststore.location=/none\nssl.truststore.password=swordfish42\n",
                "security.protocol=SSL\nssl.keystore.type=PEM\nssl.keystore.key=swordfish42\nssl.keystore.certificate.chain=swordfish42\n",
                "basic.auth.credentials.source=USER_INFO\nbasic.auth.user.info=u:swordfish42\n",
                "bearer.auth.credentials.source=STATIC_TOKEN\nbearer.auth.token=swordfish42\n"
            })
    void noErrorAndNoLogShowsThem(String settings) throws Exception {
        String nobody = "127.0.0.1:" + Ports.free();
        // A listener, so that clients are made at all; where they can be made they would wait for its answer.
        boolean canBeMade = settings.contains("username") || settings.contains("auth.");
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName(Ports.LOOPBACK))) {
            String broker = canBeMade ? nobody : "127.0.0.1:" + listener.getLocalPort();
            Path file = Files.writeString(directory.resolve("client.properties"), settings);
            for (List<String> command : List.of(List.of("topics", "check"), List.of("doctor"))) {
                List<String> words = new ArrayList<>(command);
                words.addAll(List.of(
                        "--bootstrap-servers",
                        broker,
                        "--schema-registry",
                        "http://" + nobody,
                        "--client-config",
                        file.toString()));
                assertThat(failing(words)).isNotBlank().doesNotContain(SECRET);
            }
        }
    }

    /** All that a command says and prints before it fails. */
    private static String failing(List<String> words) {
        StringWriter said = new StringWriter();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            PrintWriter out = new PrintWriter(said);
            assertThat(Gridcast.run(out, out, words.toArray(String[]::new))).isNotZero();
        } finally {
            System.setErr(before);
        }
        return said + printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsPrintedOfTheConfigurationHoldsNoHashOfAToken() {
        String hash = "0123456789abcdef".repeat(4);
        GridcastConfig config =
                GridcastConfig.read(new Settings(Map.of("http.operators", "olga=" + hash)), Partitions.of(1));

        assertThat(config.toString()).contains("olga").doesNotContain(hash);
        assertThat(new KafkaCluster("b:1", Map.of("sasl.jaas.config", SECRET)).toString())
                .contains("sasl.jaas.config")
                .doesNotContain(SECRET);
    }
}
