package io.gridcast.serdes.registry;

import io.gridcast.serdes.registry.TlsStores.Store;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * How to reach a registry, by Confluent's configuration keys.
 *
 * @param urls the registry's addresses, without credentials; asked in turn until one answers ({@code schema.registry.url},
 *     separated by commas)
 * @param authorization value of the {@code Authorization} header
 * @param tls trust and key stores ({@code schema.registry.ssl.*})
 * @param maxRetries rounds over all URLs after the first one ({@code max.retries}, default 3)
 * @param retryWait before the first retry; doubles each time ({@code retries.wait.ms}, default 1 s)
 * @param retryMaxWait longest wait between retries ({@code retries.max.wait.ms}, default 20 s)
 * @param connectTimeout ({@code http.connect.timeout.ms}, default 60 s)
 * @param readTimeout of a whole answer ({@code http.read.timeout.ms}, default 60 s)
 * @param autoRegister whether schemas may be registered ({@code auto.register.schemas}, default true)
 * @param useLatest whether to write with the subject's newest schema, if schemas may not be registered ({@code
 *     use.latest.version}, default false)
 */
public record RegistryConfig(
        List<URI> urls,
        Optional<Password> authorization,
        TlsStores tls,
        int maxRetries,
        Duration retryWait,
        Duration retryMaxWait,
        Duration connectTimeout,
        Duration readTimeout,
        boolean autoRegister,
        boolean useLatest) {
    /** The key of the registry's addresses. */
    public static final String URL = "schema.registry.url";

    /** The key that allows schemas to be registered. */
    public static final String AUTO_REGISTER = "auto.register.schemas";

    /** The key that asks for the newest schema of a subject. */
    public static final String USE_LATEST = "use.latest.version";

    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String BASIC_USER_INFO = "basic.auth.user.info";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String BEARER_TOKEN = "bearer.auth.token";
    private static final String SSL = "schema.registry.ssl.";
    private static final String HOSTNAME_CHECK = SSL + "endpoint.identification.algorithm";

    /** Checks and copies. */
    public RegistryConfig {
        urls = List.copyOf(urls);
    }

    /**
     * Reads a Kafka configuration; keys that are not the registry's are ignored.
     *
     * @throws RegistryConfigException with all problems at once, and no secret in its message
     */
    public static RegistryConfig of(Map<String, ?> configuration) {
        var keys = new ConfigKeys(configuration);
        List<URI> urls = new ArrayList<>();
        List<String> userInfos = new ArrayList<>();
        readUrls(keys, urls, userInfos);
        var config = new RegistryConfig(
                urls,
                authorization(keys, userInfos),
                tls(keys),
                keys.number("max.retries", 3, 0),
                Duration.ofMillis(keys.number("retries.wait.ms", 1_000, 0)),
                Duration.ofMillis(keys.number("retries.max.wait.ms", 20_000, 0)),
                Duration.ofMillis(keys.number("http.connect.timeout.ms", 60_000, 1)),
                Duration.ofMillis(keys.number("http.read.timeout.ms", 60_000, 1)),
                keys.bool(AUTO_REGISTER, true),
                keys.bool(USE_LATEST, false));
        keys.check();
        return config;
    }

    private static void readUrls(ConfigKeys keys, List<URI> urls, List<String> userInfos) {
        String all = keys.text(URL).orElse("");
        if (all.isEmpty()) {
            keys.problem(URL + " is missing, must be like http://registry:8081");
        }
        for (String one : all.split(",", -1)) {
            if (one.isBlank()) {
                continue;
            }
            try {
                URI given = new URI(one.strip());
                String scheme = String.valueOf(given.getScheme()).toLowerCase(Locale.ROOT);
                if (given.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                    keys.problem(URL + " holds an address that is neither http://host:port nor https://host:port");
                    continue;
                }
                if (given.getUserInfo() != null) {
                    userInfos.add(given.getUserInfo());
                }
                String path = given.getPath() == null ? "" : given.getPath().replaceAll("/+$", "");
                urls.add(new URI(scheme, null, given.getHost(), given.getPort(), path, null, null));
            } catch (URISyntaxException e) {
                // Its text may hold a password, so the address itself is not repeated.
                keys.problem(URL + " holds an address that is no URL (" + e.getReason() + ")");
            }
        }
    }

    private static Optional<Password> authorization(ConfigKeys keys, List<String> userInfos) {
        Optional<String> basic = keys.text(BASIC_SOURCE);
        Optional<String> bearer = keys.text(BEARER_SOURCE);
        Optional<String> userInfo =
                keys.text(BASIC_USER_INFO).or(() -> keys.text("schema.registry." + BASIC_USER_INFO));
        Optional<String> token = keys.text(BEARER_TOKEN);
        if (basic.isPresent() && bearer.isPresent()) {
            keys.problem(BASIC_SOURCE + " and " + BEARER_SOURCE + " are both set, set one");
        }
        if (bearer.isPresent() || (basic.isEmpty() && userInfo.isEmpty() && token.isPresent())) {
            return bearer(keys, bearer.orElse("STATIC_TOKEN"), token);
        }
        return basic(keys, basic.orElse(userInfo.isPresent() ? "USER_INFO" : "URL"), userInfo, userInfos);
    }

    private static Optional<Password> bearer(ConfigKeys keys, String source, Optional<String> token) {
        if (!source.equals("STATIC_TOKEN")) {
            keys.problem(BEARER_SOURCE + " is '" + source + "', supported is STATIC_TOKEN with " + BEARER_TOKEN);
        } else if (token.isEmpty()) {
            keys.problem(BEARER_TOKEN + " is missing, " + BEARER_SOURCE + " asks for it");
        }
        return token.map(value -> new Password("Bearer " + value));
    }

    private static Optional<Password> basic(
            ConfigKeys keys, String source, Optional<String> userInfo, List<String> ofUrls) {
        Optional<String> credentials = Optional.empty();
        switch (source) {
            case "URL" -> {
                credentials = ofUrls.stream().findFirst();
                if (ofUrls.stream().distinct().count() > 1) {
                    keys.problem(URL + " holds different credentials for its addresses, use " + BASIC_USER_INFO);
                }
            }
            case "USER_INFO" -> {
                credentials = userInfo;
                if (userInfo.isEmpty()) {
                    keys.problem(BASIC_USER_INFO + " is missing, " + BASIC_SOURCE + " asks for it");
                }
            }
            default -> keys.problem(BASIC_SOURCE + " is '" + source + "', supported are URL and USER_INFO");
        }
        if (credentials.isPresent() && credentials.get().indexOf(':') < 0) {
            keys.problem("user and password of the registry are not separated by a colon (" + BASIC_USER_INFO + ")");
        }
        return credentials.map(value ->
                new Password("Basic " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    }

    private static TlsStores tls(ConfigKeys keys) {
        // Java's client always checks host names; to leave the check out silently would be worse than to refuse.
        String check = keys.text(HOSTNAME_CHECK).orElse("https");
        if (!check.equalsIgnoreCase("https")) {
            keys.problem(HOSTNAME_CHECK + " is '" + check + "', only https is supported");
        }
        return new TlsStores(store(keys, "truststore"), store(keys, "keystore"), keys.secret(SSL + "key.password"));
    }

    private static Optional<Store> store(ConfigKeys keys, String name) {
        return keys.text(SSL + name + ".location")
                .map(location -> new Store(
                        SSL + name,
                        location,
                        keys.text(SSL + name + ".type").orElse("JKS"),
                        keys.secret(SSL + name + ".password")));
    }
}
