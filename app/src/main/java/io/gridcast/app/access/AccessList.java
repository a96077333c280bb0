package io.gridcast.app.access;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.CLUSTER;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import io.gridcast.app.clock.LiveClock;
import io.gridcast.app.engine.Application;
import io.gridcast.app.models.ModelDesk;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who needs which rights on a cluster with an authorizer: each application of the engine by what its topology reads and writes, and those
 * around it. Nobody gets more.
 */
public final class AccessList {
    private static final String CLUSTER_NAME = "kafka-cluster";
    private static final List<Topic<?>> FED = List.of(
            Topics.GRID_SERIES,
            Topics.GRID_METERS,
            Topics.METER_READINGS,
            Topics.SCADA_MEASUREMENTS,
            Topics.WEATHER_OBSERVED,
            Topics.WEATHER_FORECAST,
            Topics.MARKET_PRICES,
            Topics.MARKET_OUTLOOK);

    private AccessList() {}

    /**
     * Rights by who needs them.
     *
     * @param prefix of application ids ({@code engine.prefix})
     * @param trainerGroup the consumer group of the trainer
     */
    public static Map<String, List<Right>> of(String prefix, List<Application> applications, String trainerGroup) {
        Map<String, List<Right>> all = new LinkedHashMap<>();
        for (Application application : applications) {
            all.put("engine: " + application.name(), application(prefix, application));
        }
        all.put("engine: clock, models and monitor", aroundApplications());
        all.put("feeder", write(FED));
        all.put("gridcast fetch", write(List.of(Topics.GRID_SERIES, Topics.LOAD_OBSERVED, Topics.MARKET_PRICES)));
        List<Right> team = new ArrayList<>(write(List.of(Topics.MODELS_ARTIFACTS, Topics.MODELS_COMMANDS)));
        team.addAll(read(Topics.all()));
        team.add(Right.prefixed(TRANSACTIONAL_ID, ModelDesk.PUBLISHING, WRITE, DESCRIBE));
        all.put("people who publish and deploy models", team);
        List<Right> trainer = new ArrayList<>(team);
        trainer.add(Right.literal(GROUP, trainerGroup, READ, DESCRIBE));
        all.put("trainer", trainer);
        all.put("subscriber", read(List.of(Topics.FORECASTS, Topics.PRICE_SPIKES, Topics.DATA_QUALITY)));
        return all;
    }

    private static List<Right> application(String prefix, Application application) {
        Set<String> read = application.reads();
        Set<String> written = application.writes();
        String id = Application.id(prefix, application.name());
        List<Right> rights = new ArrayList<>();
        for (Topic<?> topic : Topics.all()) {
            boolean isRead = read.contains(topic.name());
            boolean isWritten = written.contains(topic.name());
            if (isRead && isWritten) {
                rights.add(Right.literal(TOPIC, topic.name(), READ, WRITE, DESCRIBE));
            } else if (isRead || isWritten) {
                rights.add(Right.literal(TOPIC, topic.name(), isRead ? READ : WRITE, DESCRIBE));
            }
        }
        // Changelogs and repartition topics bear its id.
        rights.add(Right.prefixed(TOPIC, id + "-", CREATE, DELETE, READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS));
        rights.add(Right.literal(GROUP, id, READ, DESCRIBE, DELETE));
        rights.add(Right.prefixed(TRANSACTIONAL_ID, id + "-", WRITE, DESCRIBE));
        return rights;
    }

    /** The clock ticks inputs; packs are read from their topic; topics are checked at the start; the monitor reads what comes out. */
    private static List<Right> aroundApplications() {
        List<Right> rights = new ArrayList<>(write(Topics.ticked()));
        rights.addAll(read(Topics.all()));
        rights.add(Right.literal(GROUP, LiveClock.GROUP, READ, DESCRIBE));
        rights.add(Right.literal(CLUSTER, CLUSTER_NAME, DESCRIBE));
        return rights;
    }

    private static List<Right> read(List<Topic<?>> topics) {
        return topics.stream()
                .map(topic -> Right.literal(TOPIC, topic.name(), READ, DESCRIBE, DESCRIBE_CONFIGS))
                .toList();
    }

    private static List<Right> write(List<Topic<?>> topics) {
        return topics.stream()
                .map(topic -> Right.literal(TOPIC, topic.name(), WRITE, DESCRIBE))
                .toList();
    }
}
