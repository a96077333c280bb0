package io.gridcast.app.embedded;

import io.gridcast.app.net.Ports;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * How the embedded broker is set up.
 *
 * @param data its own directory
 * @param port where clients connect, on 127.0.0.1
 * @param controllerPort where it talks to itself, on 127.0.0.1
 * @param others settings of Kafka's that come on top of, or take the place of, those below
 */
record BrokerSettings(Path data, int port, int controllerPort, Map<String, String> others) {
    private static final String HOST = Ports.LOOPBACK;
    private static final String FOR_EVER = "-1";
    private static final String ANY = String.valueOf(Long.MAX_VALUE);

    /** Where the log segments are. */
    Path logs() {
        return data.resolve("log");
    }

    Properties properties() {
        Properties p = new Properties();
        oneNode(p);
        oneCopy(p);
        allTimes(p);
        quickAndSmall(p);
        p.putAll(others);
        return p;
    }

    private void oneNode(Properties p) {
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("inter.broker.listener.name", "PLAINTEXT");
        p.setProperty("log.dirs", logs().toString());
    }

    private static void oneCopy(Properties p) {
        p.setProperty("default.replication.factor", "1");
        p.setProperty("min.insync.replicas", "1");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.num.partitions", "1");
        p.setProperty("auto.create.topics.enable", "false");
    }

    /**
     * A replay brings years at once. Retention, rolling by age and checks of timestamps all compare a record's time with
     * the wall clock or with its neighbours', so each would drop, refuse or scatter what is replayed.
     */
    private static void allTimes(Properties p) {
        p.setProperty("log.retention.ms", FOR_EVER);
        p.setProperty("log.retention.bytes", FOR_EVER);
        p.setProperty("log.roll.ms", ANY);
        p.setProperty("log.message.timestamp.before.max.ms", ANY);
        p.setProperty("log.message.timestamp.after.max.ms", ANY);
        p.setProperty("offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE));
    }

    private static void quickAndSmall(Properties p) {
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("background.threads", "2");
        p.setProperty("log.segment.bytes", String.valueOf(128 << 20));
        // The cleaner's map is allocated at once and lies in the heap of this process: the default is 128 MiB.
        p.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
        // Kafka's own default, written down: what fits here must fit a cluster that nobody tuned.
        p.setProperty("message.max.bytes", String.valueOf((1 << 20) + 12));
    }
}
