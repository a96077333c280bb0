package io.gridcast.serdes.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryClientTest {
    private static final String SCHEMA = Topics.METER_READINGS.codec().schemaText();
    private static final String SUBJECT = Topics.METER_READINGS.subject();

    private final RestRegistry server = new RestRegistry();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsRegisteredIsFoundByIdBySubjectAndByText() {
        int id = client().register(SUBJECT, SCHEMA);

        assertThat(client().schema(id)).contains(SCHEMA);
        assertThat(client().latest(SUBJECT)).contains(new RegisteredSchema(SUBJECT, 1, id, SCHEMA));
        assertThat(client().find(SUBJECT, SCHEMA)).contains(new RegisteredSchema(SUBJECT, 1, id, SCHEMA));
    }

    @Test
    void whatIsNotThereIsEmptyAndNoError() {
        assertThat(client().schema(99)).isEmpty();
        assertThat(client().latest(SUBJECT)).isEmpty();
        assertThat(client().find(SUBJECT, SCHEMA)).isEmpty();
    }

    @Test
    void whatCannotChangeIsAskedOnce() {
        RegistryClient client = client();
        int id = client.register(SUBJECT, SCHEMA);
        for (int i = 0; i < 10; i++) {
            client.register(SUBJECT, SCHEMA);
            client.schema(id);
        }

        assertThat(server.requests).hasSize(1);
    }

    @Test
    void anIncompatibleSchemaIsRefusedWithTheRegistrysReason() {
        RegistryClient client = client();
        client.register(SUBJECT, SCHEMA);
        String other = SCHEMA.replace(
                "\"name\":\"energyKwh\",\"type\":\"double\"", "\"name\":\"energyKwh\",\"type\":\"string\"");

        assertThat(client.incompatibilities(SUBJECT, other)).isNotEmpty();
        assertThatThrownBy(() -> client.register(SUBJECT, other))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining(SUBJECT)
                .hasMessageContaining("TYPE_MISMATCH");
    }

    @Test
    void recordsAreWrittenAsTheRegistryIsConfigured() {
        var looking = client(Map.of(RegistryConfig.AUTO_REGISTER, "false"));
        var codec = new TopicCodec<>(Topics.METER_READINGS, looking);
        var reading = new MeterReading("M1", Instant.EPOCH, Duration.ofMinutes(15), 0.25, ReadingQuality.MEASURED);

        assertThatThrownBy(() -> codec.encode(reading)).isInstanceOf(SchemaMissingException.class);
        assertThat(looking.latest(SUBJECT)).isEmpty();

        client().register(SUBJECT, SCHEMA);
        assertThat(codec.decode(codec.encode(reading))).isEqualTo(reading);
    }

    @Test
    void aLevelThatIsSetHolds() {
        RegistryClient client = client();

        client.setCompatibility(SUBJECT, CompatibilityLevel.FULL_TRANSITIVE);

        assertThat(client.compatibility(SUBJECT)).isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
        assertThat(client.compatibility("another")).isEqualTo(CompatibilityLevel.BACKWARD);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void passingFaultsAreTriedAgain(int status) {
        server.faults.addAll(List.of(status, status, status));

        assertThat(client().register(SUBJECT, SCHEMA)).isEqualTo(1);
        assertThat(server.requests).hasSize(4);
    }

    @Test
    void aRegistryThatStaysOutOfOrderIsUnavailable() {
        server.faults.addAll(List.of(503, 503, 503, 503));

        assertThatThrownBy(() -> client().register(SUBJECT, SCHEMA))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("after 4 tries")
                .hasMessageContaining("answered 503");
    }

    @Test
    void otherRefusalsAreNotTriedAgain() {
        server.faults.add(403);

        assertThatThrownBy(() -> client().register(SUBJECT, SCHEMA))
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining("answered 403")
                .hasMessageContaining("basic.auth");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void aDeadAddressIsLeftForTheNextOneAndNotAskedFirstAgain() {
        var client = client(Map.of("schema.registry.url", "http://localhost:" + deadPort() + ", " + server.url()));

        int id = client.register(SUBJECT, SCHEMA);

        assertThat(client.latest(SUBJECT)).isPresent();
        assertThat(id).isEqualTo(1);
    }

    @Test
    void noAddressThatAnswersIsUnavailable() {
        var client = client(Map.of("schema.registry.url", "http://localhost:" + deadPort()));

        assertThatThrownBy(() -> client.schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("did not answer");
    }

    @Test
    void anAddressThatIsNoRegistryIsNotTakenForAMissingSchema() {
        var client = client(Map.of("schema.registry.url", server.url() + "/wrong/path"));

        assertThatThrownBy(() -> client.schema(1))
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining("correct schema.registry.url");
    }

    @Test
    void userAndPasswordAreSentAndNeverShown() {
        server.requireAuthorization("Basic Z3JpZDpzM2NyZXQ="); // grid:s3cret
        var client = client(Map.of(
                "basic.auth.credentials.source", "USER_INFO",
                "basic.auth.user.info", "grid:s3cret"));

        assertThat(client.register(SUBJECT, SCHEMA)).isEqualTo(1);
        assertThat(client.toString()).doesNotContain("s3cret", "Z3JpZDpzM2NyZXQ=");
    }

    @Test
    void credentialsInTheAddressAreSentAndNeverShown() {
        server.requireAuthorization("Basic Z3JpZDpzM2NyZXQ=");
        var client = client(Map.of("schema.registry.url", server.url().replace("://", "://grid:s3cret@")));

        assertThat(client.register(SUBJECT, SCHEMA)).isEqualTo(1);
        server.faults.add(403);
        assertThatThrownBy(() -> client.latest(SUBJECT)).hasMessageNotContaining("s3cret");
        assertThat(client.toString()).doesNotContain("s3cret");
    }

    @Test
    void aBearerTokenIsSent() {
        server.requireAuthorization("Bearer t0ken");
        var client = client(Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t0ken"));

        assertThat(client.register(SUBJECT, SCHEMA)).isEqualTo(1);
    }

    @Test
    void withoutCredentialsTheMessageNamesTheKeys() {
        server.requireAuthorization("Bearer t0ken");

        assertThatThrownBy(() -> client().register(SUBJECT, SCHEMA))
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining("answered 401")
                .hasMessageContaining("bearer.auth.*");
    }

    private RegistryClient client() {
        return client(Map.of());
    }

    private RegistryClient client(Map<String, ?> more) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put("schema.registry.url", server.url());
        configuration.put("retries.wait.ms", "1");
        configuration.putAll(more);
        return new RegistryClient(RegistryConfig.of(configuration));
    }

    private static int deadPort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
