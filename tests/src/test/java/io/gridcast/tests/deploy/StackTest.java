package io.gridcast.tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.gridcast.app.cli.Gridcast;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.topics.Partitions;
import io.gridcast.tests.Programs;
import io.kubernetes.client.openapi.models.V1ConfigMapKeySelector;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import io.kubernetes.client.util.Yaml;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stack and the manifests, as far as they can be checked where neither Docker nor a cluster is. */
class StackTest {
    private static final Path ROOT = Path.of(System.getProperty("gridcast.root", ".."));
    private static final Path KUBERNETES = ROOT.resolve("deploy").resolve("kubernetes");
    private static final Path PROMETHEUS = KUBERNETES.resolve("prometheus");
    private static final Path RULES =
            ROOT.resolve("grafana").resolve("prometheus").resolve("gridcast.rules.yml");

    @TempDir
    private Path directory;

    @Test
    void composeUnderstandsTheStack() throws Exception {
        Path compose = Programs.required("docker-compose", "apt-get install docker-compose", "the stack");

        run(ROOT, compose.toString(), "-f", "docker-compose.yml", "config", "-q");
    }

    @Test
    void everyFileThatTheStackMountsIsThere() throws IOException {
        String stack = Files.readString(ROOT.resolve("docker-compose.yml"));
        Matcher mounted = Pattern.compile("- (\\./[^:]+):/").matcher(stack);
        int files = 0;
        while (mounted.find()) {
            files++;
            assertThat(ROOT.resolve(mounted.group(1))).exists();
        }
        assertThat(files).isGreaterThan(5);
        assertThat(stack).as("all published ports are on loopback").doesNotContainPattern("- \"\\d+:\\d+\"");
    }

    @Test
    void everyServiceThatStaysUpSaysWhetherItIsWell() throws IOException {
        JsonNode services = new YAMLMapper()
                .readTree(ROOT.resolve("docker-compose.yml").toFile())
                .path("services");
        Set<String> once = new HashSet<>();
        for (Map.Entry<String, JsonNode> service : services.properties()) {
            if (service.getValue().path("entrypoint").isArray()) {
                once.add(service.getKey());
            } else {
                assertThat(texts(service.getValue().at("/healthcheck/test")))
                        .as(service.getKey())
                        .hasSizeGreaterThan(1);
            }
        }

        assertThat(once).as("what runs once and ends").containsExactly("topics");
        assertThat(services.at("/trainer/healthcheck/test/1").asText()).contains("/livez");
        assertThat(one(V1Deployment.class)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getLivenessProbe()
                        .getExec()
                        .getCommand())
                .contains("http://127.0.0.1:8081/livez");
    }

    @Test
    void everyManifestIsOfItsKind() throws IOException {
        List<Object> objects = manifests();

        assertThat(objects)
                .hasAtLeastOneElementOfType(V1StatefulSet.class)
                .hasAtLeastOneElementOfType(V1Service.class)
                .hasAtLeastOneElementOfType(V1Deployment.class)
                .hasAtLeastOneElementOfType(V1NetworkPolicy.class)
                .hasAtLeastOneElementOfType(V1PodDisruptionBudget.class);
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsFound() throws IOException {
        String engine = Files.readString(KUBERNETES.resolve("engine.yaml")).replace("replicas: 2", "replica: 2");

        assertThatThrownBy(() -> Yaml.loadAll(new StringReader(engine))).hasMessageContaining("replica");
    }

    @Test
    void theEngineIsProbedBoundedAndWithoutRights() throws IOException {
        V1StatefulSet engine = one(V1StatefulSet.class);
        V1PodSpec pod = Objects.requireNonNull(engine.getSpec()).getTemplate().getSpec();
        V1Container container = Objects.requireNonNull(pod).getContainers().get(0);

        assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/startupz");
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/livez");
        assertThat(container.getResources().getLimits()).containsKey("memory");
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(one(V1PodDisruptionBudget.class).getSpec().getSelector())
                .isEqualTo(engine.getSpec().getSelector());
        assertThat(one(V1Service.class).getMetadata().getName())
                .isEqualTo(engine.getSpec().getServiceName());
    }

    @Test
    void instancesReachEachOtherAlsoBeforeTheyAreReady() throws IOException {
        V1StatefulSet engine = one(V1StatefulSet.class);
        V1NetworkPolicy policy = manifests().stream()
                .filter(V1NetworkPolicy.class::isInstance)
                .map(V1NetworkPolicy.class::cast)
                .filter(each ->
                        each.getSpec().getPodSelector().equals(engine.getSpec().getSelector()))
                .findFirst()
                .orElseThrow();

        assertThat(one(V1Service.class).getSpec().getPublishNotReadyAddresses()).isTrue();
        assertThat(policy.getSpec().getEgress())
                .anySatisfy(rule -> assertThat(rule.getTo())
                        .anySatisfy(peer -> assertThat(peer.getPodSelector())
                                .isEqualTo(engine.getSpec().getSelector())));
    }

    @Test
    void everySettingOfTheClusterIsOneOfOurs() throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(Files.readString(KUBERNETES.resolve("gridcast.properties"))));
        Map<String, String> set = new HashMap<>();
        settings.stringPropertyNames().forEach(key -> set.put(key, settings.getProperty(key)));

        GridcastConfig config = GridcastConfig.read(new Settings(set), Partitions.of(1));

        assertThat(config.engine().stateDir()).isEqualTo(Path.of("/var/lib/gridcast/state"));
        assertThat(config.http().tls()).as("other machines reach it").isPresent();
        assertThat(config.http().insecure()).isFalse();
    }

    @Test
    void everyCommandTakesItsOptions() throws IOException {
        List<List<String>> calls = new ArrayList<>();
        calls.add(arguments(one(V1StatefulSet.class).getSpec().getTemplate().getSpec()));
        calls.add(arguments(one(V1Deployment.class).getSpec().getTemplate().getSpec()));
        String stack = Files.readString(ROOT.resolve("docker-compose.yml"));
        for (String command : List.of("run", "trainer", "simulate")) {
            Matcher call = Pattern.compile("command:\n      - " + command + "\n((?:      (?:- --|#).*\n)+)")
                    .matcher(stack);
            assertThat(call.find()).as(command).isTrue();
            List<String> words = new ArrayList<>(List.of(command));
            call.group(1)
                    .lines()
                    .filter(line -> !line.contains("#"))
                    .map(line -> line.replace("      - ", ""))
                    .forEach(words::add);
            calls.add(words);
        }

        for (List<String> call : calls) {
            var said = new StringWriter();
            List<String> withHelp = new ArrayList<>(call);
            withHelp.add("--help");
            assertThat(Gridcast.run(new PrintWriter(said), new PrintWriter(said), withHelp.toArray(String[]::new)))
                    .as(call + ": " + said)
                    .isZero();
        }
    }

    @Test
    void prometheusInTheClusterScrapesEveryEngineUnderTheNameThatAlertsLookFor() throws IOException {
        V1StatefulSet engine = one(V1StatefulSet.class);
        String service = engine.getSpec().getServiceName();
        List<String> engines = IntStream.range(0, engine.getSpec().getReplicas())
                .mapToObj(i -> engine.getMetadata().getName() + "-" + i + "." + service + ":8080")
                .toList();
        JsonNode config =
                new YAMLMapper().readTree(PROMETHEUS.resolve("prometheus.yml").toFile());
        JsonNode job = config.at("/scrape_configs/0");

        assertThat(job.path("job_name").asText()).isEqualTo("gridcast");
        assertThat(texts(job.at("/static_configs/0/targets"))).isEqualTo(engines);
        assertThat(job.path("scheme").asText())
                .isEqualToIgnoringCase(engine.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getReadinessProbe()
                        .getHttpGet()
                        .getScheme());
        assertThat(Files.readString(RULES)).contains("up{job=\"gridcast\"}");
    }

    @Test
    void prometheusInTheClusterFindsEveryFileThatItIsGiven() throws IOException {
        String kustomization = Files.readString(PROMETHEUS.resolve("kustomization.yaml"));
        List<Object> objects = Yaml.loadAll(new StringReader(Files.readString(PROMETHEUS.resolve("prometheus.yaml"))));
        V1PodSpec pod =
                only(objects, V1StatefulSet.class).getSpec().getTemplate().getSpec();
        List<String> mounts = pod.getContainers().get(0).getVolumeMounts().stream()
                .map(V1VolumeMount::getMountPath)
                .toList();

        assertThat(kustomization).contains("- prometheus.yaml", "- prometheus.yml", "- ../../../grafana/prometheus");
        assertThat(Files.readString(RULES.resolveSibling("kustomization.yaml")))
                .contains("name: gridcast-alerts", "disableNameSuffixHash: true", "- " + RULES.getFileName());
        assertThat(mounts).contains("/etc/prometheus", "/etc/prometheus-alerts", "/etc/prometheus-tls");
        assertThat(Files.readString(PROMETHEUS.resolve("prometheus.yml")))
                .contains("- /etc/prometheus-alerts/gridcast.rules.yml", "ca_file: /etc/prometheus-tls/tls.crt");
        assertThat(only(objects, V1NetworkPolicy.class).getSpec().getEgress())
                .anySatisfy(rule -> assertThat(rule.getTo())
                        .anySatisfy(peer -> assertThat(peer.getPodSelector())
                                .isEqualTo(one(V1StatefulSet.class).getSpec().getSelector())));
    }

    @Test
    void prometheusUnderstandsEachOfItsConfigurationsAndKnowsWhereTheRunbookIs() throws Exception {
        Path promtool = Programs.required("promtool", "apt-get install prometheus", "Prometheus' configurations");
        for (Path config : List.of(
                PROMETHEUS.resolve("prometheus.yml"),
                ROOT.resolve("deploy").resolve("docker").resolve("prometheus.yml"),
                RULES.resolveSibling("prometheus.yml"))) {
            assertThat(new YAMLMapper()
                            .readTree(config.toFile())
                            .at("/global/external_labels/runbook")
                            .asText())
                    .as(config.toString())
                    .matches("https?://[^/]+/runbook");
            Files.copy(RULES, directory.resolve(RULES.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            Path here = Files.writeString(
                    directory.resolve("prometheus.yml"),
                    Files.readString(config).replace("/etc/prometheus-alerts/", ""));

            assertThat(run(directory, promtool.toString(), "check", "config", here.toString()))
                    .contains("SUCCESS: 1 rule files found");
        }
    }

    private String run(Path from, String... command) throws Exception {
        Path log = directory.resolve("command.log");
        Process process = new ProcessBuilder(command)
                .directory(from.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<String> arguments(V1PodSpec pod) {
        V1Container container = pod.getContainers().get(0);
        container.getEnv().forEach(variable -> {
            V1ConfigMapKeySelector key = variable.getValueFrom() == null
                    ? null
                    : variable.getValueFrom().getConfigMapKeyRef();
            assertThat(key == null || kustomization().contains("- " + key.getKey() + "="))
                    .as(variable.getName())
                    .isTrue();
        });
        return Objects.requireNonNull(container.getArgs());
    }

    private static String kustomization() {
        try {
            return Files.readString(KUBERNETES.resolve("kustomization.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T one(Class<T> kind) throws IOException {
        return only(manifests(), kind);
    }

    private static <T> T only(List<Object> objects, Class<T> kind) {
        return objects.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Everything that the kustomization names; an unknown field or a wrong type fails. */
    private static List<Object> manifests() throws IOException {
        List<Object> all = new ArrayList<>();
        List<String> named = kustomization()
                .lines()
                .filter(line -> line.matches("  - \\S+\\.yaml"))
                .map(line -> line.substring(4))
                .toList();
        for (String file : named) {
            all.addAll(Yaml.loadAll(new StringReader(Files.readString(KUBERNETES.resolve(file)))));
        }
        try (Stream<Path> files = Files.list(KUBERNETES)) {
            assertThat(files.map(path -> path.getFileName().toString())
                            .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml")))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
        return all;
    }
}
