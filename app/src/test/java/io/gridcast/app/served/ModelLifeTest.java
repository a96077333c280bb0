package io.gridcast.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.http.Role;
import io.gridcast.core.pack.PackFormat;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Commands to models by HTTP, each by whoever has the right to give it, and what an engine that runs then answers to those who read. Each
 * story has a scope of its own, so none stands in the way of another.
 */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ModelLifeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPERATOR = WholeEngine.token(Role.OPERATOR);
    private static final String APPROVER = WholeEngine.token(Role.APPROVER);
    private static final String COMMANDS = "/v1/models/commands";
    /** Whose version "1" and "2" live on, and whose "3" is retired. */
    private static final List<String> VERSIONS = List.of("1", "2", "3");

    @TempDir
    private static Path directory;

    private static WholeEngine engine;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        engine = new WholeEngine(directory);
        api = new Api(engine.server().url(), WholeEngine.document());
        for (String version : VERSIONS) {
            byte[] pack = PackFormat.write(ForecastByTrees.pack(version).signedBy(engine.key()));
            HttpResponse<String> taken = api.publish(pack, OPERATOR);
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
            api.assertValid("publishPack", api.schema("PackTaken"), taken);
        }
        Api.await(() -> api.json("/v1/models").path("items").size() == VERSIONS.size()
                ? Optional.empty()
                : Optional.of("three models"));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    @Order(1)
    void theEngineIsReadyOnceAChampionIsEffectiveAndForecastsAreCurrent() throws Exception {
        HttpResponse<String> before = api.get("/readyz", null);
        assertThat(before.statusCode()).as(before.body()).isEqualTo(503);
        JsonNode checks = JSON.readTree(before.body()).path("checks");
        assertThat(checks.path("applications").asText()).isEqualTo("ok");
        assertThat(checks.path("champions").asText()).contains("no champion is effective", "deploy one");
        assertThat(checks.path("forecasts").asText()).isEqualTo("no forecast has been issued yet");

        accepted(OPERATOR, "deploy", "1", "*");
        awaitDeployment("*", each -> each.path("effectiveFrom").isTextual());
        awaitCheck("champions", "ok");
        assertThat(api.get("/readyz", null).statusCode()).isEqualTo(503);
        new ForecastByTrees().issue(engine.platform(), Instant.now().minus(Duration.ofHours(3)));
        awaitCheck("forecasts", "the newest forecast of load of zone unknown is of ");
        assertThat(api.get("/readyz", null).statusCode()).isEqualTo(503);

        new ForecastByTrees().issue(engine.platform(), Instant.now());
        awaitCheck("forecasts", "ok");
        HttpResponse<String> after = api.get("/readyz", null);
        assertThat(after.statusCode()).as(after.body()).isEqualTo(200);
        assertThat(JSON.readTree(after.body()).path("checks"))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(check -> assertThat(check.asText()).isEqualTo("ok"));
    }

    private static void awaitCheck(String name, String said) throws Exception {
        Api.await(() -> {
            String answer = api.get("/readyz", null).body();
            return JSON.readTree(answer).path("checks").path(name).asText().startsWith(said)
                    ? Optional.empty()
                    : Optional.of(name + ": " + said + " in " + answer);
        });
    }

    @Test
    void whatAnOperatorDeploysBecomesTheChampionOnceTheTasksAreReady() throws Exception {
        accepted(OPERATOR, "deploy", "1", "series:deployed");

        JsonNode deployment = awaitDeployment(
                "series:deployed", each -> each.path("effectiveFrom").isTextual());
        assertThat(version(deployment.path("champion"))).isEqualTo("1");
        assertThat(audit("deploy", "series:deployed").path("who").asText()).isEqualTo("operator");
        assertThat(audit("deploy", "series:deployed").path("why").asText()).isEqualTo("to see what comes of it");
        assertThat(audit("effective", "series:deployed").at("/details/champion").asText())
                .isEqualTo("load-py@1");
        assertThat(api.json("/v1/models").path("items"))
                .filteredOn(model -> model.path("version").asText().equals("1"))
                .singleElement()
                .satisfies(model -> assertThat(model.path("scopes"))
                        .anySatisfy(
                                scope -> assertThat(scope.at("/scope/subject").asText() + " "
                                                + scope.path("role").asText())
                                        .isEqualTo("series:deployed champion")));
    }

    @ParameterizedTest
    @CsvSource({"shadow, /shadows/0", "expert, /experts/0", "canary, /canary"})
    void challengersComeBesideTheChampion(String kind, String place) throws Exception {
        String scope = "series:" + kind;
        accepted(OPERATOR, "deploy", "1", scope);

        accepted(OPERATOR, kind, "2", scope);

        JsonNode deployment =
                awaitDeployment(scope, each -> version(each.at(place)).equals("2"));
        assertThat(version(deployment.path("champion"))).isEqualTo("1");
        assertThat(deployment.path("canaryShare").asDouble()).isEqualTo(kind.equals("canary") ? 0.25 : 0);
        assertThat(audit(kind, scope).path("who").asText()).isEqualTo("operator");
    }

    @Test
    void aPromotionTakesTwoPeopleAndIsRolledBackByOne() throws Exception {
        String scope = "zone:promoted";
        accepted(OPERATOR, "deploy", "1", scope);
        accepted(OPERATOR, "shadow", "2", scope);
        accepted(APPROVER, "promote", "2", scope);
        assertThat(audit("propose", scope).path("who").asText()).isEqualTo("approver");
        assertThat(version(deployment(scope).path("champion"))).isEqualTo("1");

        accepted(APPROVER, "approve", "2", scope);
        assertThat(audit("refuse", scope).at("/details/reason").asText())
                .contains("somebody else must approve it (four eyes)");
        assertThat(version(deployment(scope).path("champion"))).isEqualTo("1");

        accepted(WholeEngine.TOKEN, "approve", "2", scope);
        JsonNode promoted =
                awaitDeployment(scope, each -> version(each.path("champion")).equals("2"));
        assertThat(version(promoted.path("standIn"))).isEqualTo("1");
        assertThat(promoted.path("shadows")).isEmpty();
        assertThat(audit("approve", scope).path("who").asText()).isEqualTo("ada");

        accepted(OPERATOR, "roll-back", "2", scope);
        awaitDeployment(scope, each -> version(each.path("champion")).equals("1"));
        assertThat(audit("roll-back", scope).path("why").asText()).isEqualTo("to see what comes of it");
    }

    @Test
    void whatIsRetiredLeavesItsRoleAndNeverComesBack() throws Exception {
        String scope = "series:retired";
        accepted(OPERATOR, "shadow", "3", scope);
        awaitDeployment(scope, each -> version(each.at("/shadows/0")).equals("3"));

        accepted(OPERATOR, "retire", "3", scope);

        awaitDeployment(scope, each -> each.path("shadows").isEmpty());
        assertThat(audit("retire", scope).path("subject").asText()).isEqualTo("load-py@3");
        accepted(OPERATOR, "shadow", "3", scope);
        assertThat(audit("refuse", scope).at("/details/reason").asText())
                .contains("a retired version never comes back");
    }

    @ParameterizedTest
    @CsvSource({
        "APPROVER, deploy",
        "APPROVER, shadow",
        "APPROVER, canary",
        "APPROVER, expert",
        "APPROVER, roll-back",
        "APPROVER, retire",
        "OPERATOR, promote",
        "OPERATOR, approve",
        "VIEWER, deploy",
        "VIEWER, approve",
        "FEEDER, deploy",
        "FEEDER, approve"
    })
    void whoHasNotTheRoleIsTurnedAway(Role role, String kind) throws Exception {
        String scope = "series:not-for-" + role;

        HttpResponse<String> answer = api.post(COMMANDS, WholeEngine.token(role), command(kind, "1", scope));

        api.assertProblem(answer, 403, "your role does not allow this", "ask somebody who is named in http.");
        assertThat(deployment(scope).isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"why\": \"to see what comes of it\"' | '\"why\": \" \"' | 400 | why is missing | give why as text",
                "load-py@1 | load-py@77 | 404 | no published model of that name | gridcast models list",
                "load-py@1 | load-py | 404 | no published model of that name | publish its pack first",
                "'\"target\": \"load\"' | '\"target\": \"price\"' | 409 | another target | it was trained for",
                "'\"target\": \"load\"' | '\"target\": \"rain\"' | 400 | target is none | load, price",
                "'\"deploy\"' | '\"depose\"' | 400 | kind is none | deploy, shadow, canary",
                "'\"deploy\"' | '\"publish\"' | 400 | kind is none | deploy, shadow, canary",
                "'\"deploy\"' | '\"canary\"' | 400 | share must be more than 0 | share of series",
            })
    void whatIsWrongWithACommandIsSaidWithWhatWouldBeRight(
            String right, String wrong, int status, String what, String mend) throws Exception {
        String command = command("deploy", "1", "series:wrong");
        assertThat(command).contains(right);

        HttpResponse<String> answer = api.post(COMMANDS, WholeEngine.TOKEN, command.replace(right, wrong));

        api.assertProblem(answer, status, what, mend);
        assertThat(deployment("series:wrong").isMissingNode()).isTrue();
    }

    private static void accepted(String token, String kind, String version, String scope) throws Exception {
        HttpResponse<String> taken = api.post(COMMANDS, token, command(kind, version, scope));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        api.assertValid("commandModel", api.schema("CommandTaken"), taken);
        assertThat(JSON.readTree(taken.body()).path("kind").asText()).isEqualTo(kind);
        assertThat(JSON.readTree(taken.body()).path("scope").asText()).isEqualTo("load/" + scope);
    }

    private static String command(String kind, String version, String scope) {
        return JSON.createObjectNode()
                .put("kind", kind)
                .put("model", "load-py@" + version)
                .put("target", "load")
                .put("scope", scope)
                .put("why", "to see what comes of it")
                .toPrettyString()
                .replace("\" : ", "\": ")
                .replace("}", kind.equals("canary") ? ", \"share\": 0.25}" : "}");
    }

    private static JsonNode awaitDeployment(String scope, Predicate<JsonNode> wanted) throws Exception {
        Api.await(() -> wanted.test(deployment(scope))
                ? Optional.empty()
                : Optional.of("the deployment of " + scope + ", which is " + deployment(scope)));
        return deployment(scope);
    }

    private static JsonNode deployment(String scope) throws Exception {
        return find(
                "/v1/deployments", each -> each.at("/scope/subject").asText().equals(scope));
    }

    /** The newest entry about a scope of this kind, once there is one. */
    private static JsonNode audit(String what, String scope) throws Exception {
        Predicate<JsonNode> wanted = entry -> entry.path("what").asText().equals(what)
                && entry.at("/details/scope").asText().equals("load/" + scope);
        Api.await(() -> find("/v1/audit?limit=2000", wanted).isMissingNode()
                ? Optional.of(what + " of " + scope + " in the audit")
                : Optional.empty());
        return find("/v1/audit?limit=2000", wanted);
    }

    private static JsonNode find(String list, Predicate<JsonNode> wanted) throws Exception {
        for (JsonNode item : api.json(list).path("items")) {
            if (wanted.test(item)) {
                return item;
            }
        }
        return JSON.missingNode();
    }

    private static String version(JsonNode deployed) {
        return deployed.at("/model/version").asText();
    }
}
