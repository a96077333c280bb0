package io.gridcast.serdes.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class RegistryConfigTest {
    @Test
    void defaultsAreConfluents() {
        var config = RegistryConfig.of(Map.of("schema.registry.url", "http://a:8081,https://b/registry/"));

        assertThat(config.urls()).containsExactly(URI.create("http://a:8081"), URI.create("https://b/registry"));
        assertThat(config.authorization()).isEmpty();
        assertThat(config.maxRetries()).isEqualTo(3);
        assertThat(config.retryWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.retryMaxWait()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.autoRegister()).isTrue();
        assertThat(config.useLatest()).isFalse();
    }

    @Test
    void everyKeyIsRead() {
        var config = RegistryConfig.of(Map.of(
                "schema.registry.url", "http://a",
                "max.retries", 5,
                "retries.wait.ms", "10",
                "retries.max.wait.ms", "20",
                "http.connect.timeout.ms", "30",
                "http.read.timeout.ms", "40",
                "auto.register.schemas", false,
                "use.latest.version", "true"));

        assertThat(config.maxRetries()).isEqualTo(5);
        assertThat(config.retryWait()).isEqualTo(Duration.ofMillis(10));
        assertThat(config.retryMaxWait()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofMillis(30));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofMillis(40));
        assertThat(config.autoRegister()).isFalse();
        assertThat(config.useLatest()).isTrue();
    }

    @Test
    void allProblemsAreSaidAtOnceAndNoSecretAmongThem() {
        Map<String, Object> wrong = Map.of(
                "schema.registry.url", "grid:s3cret@registry",
                "max.retries", "many",
                "auto.register.schemas", "perhaps",
                "basic.auth.credentials.source", "SASL_INHERIT",
                "bearer.auth.credentials.source", "STATIC_TOKEN",
                "schema.registry.ssl.endpoint.identification.algorithm", "none",
                "basic.auth.user.info", new Password("s3cret"));

        assertThatThrownBy(() -> RegistryConfig.of(wrong))
                .isInstanceOf(RegistryConfigException.class)
                .hasMessageContaining("schema.registry.url")
                .hasMessageContaining("max.retries is 'many'")
                .hasMessageContaining("auto.register.schemas is 'perhaps'")
                .hasMessageContaining("are both set")
                .hasMessageContaining("bearer.auth.token is missing")
                .hasMessageContaining("endpoint.identification.algorithm")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aMissingAddressIsNamedByItsKey() {
        assertThatThrownBy(() -> RegistryConfig.of(Map.of()))
                .isInstanceOf(RegistryConfigException.class)
                .hasMessageContaining("schema.registry.url is missing");
    }

    @Test
    void secretsAreHiddenInItsText() {
        var config = RegistryConfig.of(Map.of(
                "schema.registry.url", "https://grid:s3cret@a",
                "schema.registry.ssl.truststore.location", "/trust",
                "schema.registry.ssl.truststore.password", "pa55word"));

        assertThat(config.toString()).doesNotContain("s3cret", "pa55word").contains("[hidden]");
    }
}
