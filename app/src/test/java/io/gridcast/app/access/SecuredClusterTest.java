package io.gridcast.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.app.cli.Gridcast;
import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.embedded.EmbeddedBroker;
import io.gridcast.app.embedded.EmbeddedRegistry;
import io.gridcast.app.engine.Applications;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.http.OwnCertificate;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.models.ModelDesk;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.RegistryClient;
import io.gridcast.serdes.registry.RegistryConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that speaks TLS alone, knows its users by their passwords, and lets each do what the list of rights gives them. */
@Timeout(240)
class SecuredClusterTest {
    private static final String ADMIN = "admin";
    private static final Map<String, String> PASSWORDS = Map.of(
            ADMIN,
            "swordfish-a",
            "engine",
            "swordfish-e",
            "feeder",
            "swordfish-f",
            "subscriber",
            "swordfish-s",
            "eve",
            "e");
    private static final Partitions PARTITIONS = Partitions.of(1);
    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    private static EmbeddedBroker broker;
    private static EmbeddedRegistry registry;
    private static OwnCertificate certificate;

    @BeforeAll
    static void start() throws Exception {
        certificate = OwnCertificate.make(directory, "broker");
        broker = EmbeddedBroker.start(directory.resolve("kafka"), 0, secured());
        registry = EmbeddedRegistry.start(cluster(ADMIN), 0);
        platform(ADMIN).createTopics(PARTITIONS, Keep.EVERYTHING);
        grant();
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    @Test
    void withItsRightsEachPartDoesItsWorkAndForecastsComeToSubscribers() throws Exception {
        Settings settings = new Settings(
                Map.of("engine.state-dir", directory.resolve("state").toString(), "engine.commit-interval", "50ms"));
        BlockingQueue<Forecast> forecasts = new LinkedBlockingQueue<>();
        var subscription = new Subscription(platform("subscriber").registry())
                .values(Topics.FORECASTS, (forecast, at) -> forecasts.add(forecast));
        try (LiveEngine live = LiveEngine.start(platform("engine"), GridcastConfig.read(settings, PARTITIONS));
                TopicFollower follower =
                        TopicFollower.start("subscriber", cluster("subscriber").client(), subscription)) {
            live.engine().awaitRunning(RUNNING_WITHIN);

            String said = succeeding(
                    "feeder",
                    "simulate",
                    "--zones",
                    "1",
                    "--feeders",
                    "2",
                    "--meters",
                    "6",
                    "--from",
                    "2025-01-01",
                    "--to",
                    "2025-01-03",
                    "--speed",
                    "7200",
                    "--duration",
                    "4s");

            assertThat(said).contains("facts of the past published");
            assertThat(forecasts.poll(RUNNING_WITHIN.toSeconds(), TimeUnit.SECONDS))
                    .isNotNull();
            live.engine().requireNoFailure();
            follower.requireNoFailure();
        }
    }

    @Test
    void whoeverMayNotIsToldSoAndHowToMendIt() throws Exception {
        var model = new DeployedModel(new ModelRef("load", "1"), "0".repeat(64));
        ModelDesk desk = new ModelDesk(platform("subscriber"), "mallory");

        assertThatThrownBy(() -> desk.command(
                        CommandKind.RETIRE,
                        model,
                        Scope.all(Target.LOAD),
                        "none of a subscriber's business",
                        Instant.EPOCH))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("refuses: Not authorized to access topics: [models.commands.v1]")
                .hasMessageContaining("gridcast acls prints what each part needs");
        assertThat(failing("eve", "topics", "check")).isNotBlank();
    }

    @Test
    void aWrongPasswordIsNamedAndNotShown() throws Exception {
        Path wrong =
                Files.writeString(directory.resolve("wrong.properties"), lines(settings("engine", "swordfish-wrong")));

        assertThat(run(1, wrong, "topics", "check"))
                .contains("does not accept the credentials", "--client-config")
                .doesNotContain("swordfish");
    }

    private static Map<String, String> secured() throws Exception {
        String users = PASSWORDS.entrySet().stream()
                .map(user -> "user_" + user.getKey() + "=\"" + user.getValue() + "\"")
                .collect(Collectors.joining(" "));
        Path keys = Files.writeString(
                directory.resolve("broker.pem"),
                Files.readString(certificate.key()) + Files.readString(certificate.certificate()));
        return Map.of(
                "listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "listener.name.plaintext.plain.sasl.jaas.config", login(ADMIN, password(ADMIN), users),
                "ssl.keystore.type", "PEM",
                "ssl.keystore.location", keys.toString(),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", certificate.certificate().toString(),
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                // What the broker says to itself comes without a name, over a listener of its own.
                "super.users", "User:" + ADMIN + ";User:ANONYMOUS");
    }

    /** Gives each user the rights of the parts that it plays. The simulator feeds, tells of loads of the past as a fetch does, and ticks. */
    private static void grant() throws Exception {
        GridcastConfig config = GridcastConfig.read(new Settings(Map.of()), PARTITIONS);
        Map<String, List<Right>> parts =
                AccessList.of(config.engine().prefix(), Applications.toLookAt(config), "gridcast-trainer");
        List<AclBinding> bindings = new ArrayList<>();
        parts.forEach((part, rights) -> {
            if (part.startsWith("engine: ")) {
                bindings.addAll(bindings("engine", rights));
            }
            if (List.of("feeder", "gridcast fetch", "engine: clock, models and monitor")
                    .contains(part)) {
                bindings.addAll(bindings("feeder", rights));
            }
            if (part.equals("subscriber")) {
                bindings.addAll(bindings("subscriber", rights));
            }
        });
        try (Admin admin = cluster(ADMIN).admin()) {
            admin.createAcls(bindings).all().get();
        }
    }

    private static List<AclBinding> bindings(String user, List<Right> rights) {
        return rights.stream()
                .flatMap(right -> right.operations().stream()
                        .map(operation -> new AclBinding(
                                new ResourcePattern(right.resource(), right.name(), right.pattern()),
                                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW))))
                .toList();
    }

    private static Platform platform(String user) {
        return new Platform(
                cluster(user),
                new RegistryClient(RegistryConfig.of(Map.of(RegistryConfig.URL, registry.url()))),
                "a secured cluster, as " + user,
                List.of());
    }

    private static KafkaCluster cluster(String user) {
        return new KafkaCluster(broker.bootstrapServers(), settings(user, password(user)));
    }

    private static String password(String user) {
        return Objects.requireNonNull(PASSWORDS.get(user));
    }

    private static Map<String, String> settings(String user, String password) {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", login(user, password, ""),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", certificate.certificate().toString());
    }

    private static String login(String user, String password, String others) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                + password + "\" " + others + ";";
    }

    private static String succeeding(String user, String... words) throws Exception {
        return run(0, clientConfig(user), words);
    }

    private static String failing(String user, String... words) throws Exception {
        return run(1, clientConfig(user), words);
    }

    private static Path clientConfig(String user) throws Exception {
        return Files.writeString(directory.resolve(user + ".properties"), lines(settings(user, password(user))));
    }

    private static String lines(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** What a command says. */
    private static String run(int code, Path clientConfig, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        all.addAll(List.of("--schema-registry", registry.url(), "--client-config", clientConfig.toString()));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int ended = Gridcast.run(out, out, all.toArray(String[]::new));
        assertThat(ended).as(said.toString()).isEqualTo(code);
        return said.toString();
    }
}
