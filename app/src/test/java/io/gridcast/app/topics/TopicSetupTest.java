package io.gridcast.app.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.embedded.EmbeddedBroker;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.serdes.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSetupTest {
    private final EmbeddedBroker broker;
    private final KafkaCluster cluster;
    private final Admin admin;

    TopicSetupTest(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory);
        cluster = KafkaCluster.of(broker.bootstrapServers());
        admin = cluster.admin();
    }

    @AfterEach
    void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void everyTopicOfTheCatalogueIsMadeOnceAndFoundRight() {
        TopicSetup setup = new TopicSetup(cluster, admin, Keep.AS_CATALOGUED);

        List<String> made = setup.create(Partitions.of(3), Optional.empty());

        assertThat(made).hasSameSizeAs(Topics.all());
        assertThat(setup.check(Optional.of(Partitions.of(3)))).isEmpty();
        assertThat(setup.check(Optional.empty())).isEmpty();
        assertThat(setup.create(Partitions.of(3), Optional.empty())).isEmpty();
    }

    @Test
    void aWrongPartitionCountStopsTheSetupBeforeAnythingIsMade() throws Exception {
        admin.createTopics(List.of(new NewTopic("models.commands.v1", 3, (short) 1)))
                .all()
                .get();
        TopicSetup setup = new TopicSetup(cluster, admin, Keep.AS_CATALOGUED);

        assertThatThrownBy(() -> setup.create(Partitions.DEFAULT, Optional.empty()))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("models.commands.v1 has 3 partitions, should have 1")
                .hasMessageContaining("delete the topic");
        assertThat(admin.listTopics().names().get()).containsExactly("models.commands.v1");
    }

    @Test
    void theCheckFindsWhatIsMissingAndWhatIsSetWrong() throws Exception {
        TopicSetup setup = new TopicSetup(cluster, admin, Keep.EVERYTHING);
        setup.create(Partitions.of(2), Optional.empty());
        set("models.artifacts.v1", "cleanup.policy", "delete");
        set("grid.series.v1", "retention.ms", "60000");
        delete("forecasts.v1");

        List<TopicProblem> problems = setup.check(Optional.of(new Partitions(4, 2, 1)));

        assertThat(problems)
                .extracting(TopicProblem::toString)
                .anyMatch(problem -> problem.startsWith("grid.series.v1 has retention.ms=60000"))
                .anyMatch(problem -> problem.startsWith("grid.meters.v1 has 2 partitions, should have 4"))
                .anyMatch(problem -> problem.startsWith("meter.readings.v1 has 2 partitions, should have 4"))
                .contains(
                        "models.artifacts.v1 has cleanup.policy=delete, should have compact", "forecasts.v1 is missing")
                .hasSize(5);
        assertThat(problems).allSatisfy(problem -> assertThat(problem.mend()).isNotBlank());
        assertThatThrownBy(() -> setup.requireRight(Optional.empty())).hasMessageContaining("forecasts.v1 is missing");
    }

    private void set(String topic, String key, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        admin.incrementalAlterConfigs(
                        Map.of(resource, Set.of(new AlterConfigOp(new ConfigEntry(key, value), OpType.SET))))
                .all()
                .get();
    }

    private void delete(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        long giveUpNs = System.nanoTime() + 20_000_000_000L;
        while (admin.listTopics().names().get().contains(topic)) {
            assertThat(System.nanoTime()).isLessThan(giveUpNs);
        }
    }
}
