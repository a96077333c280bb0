package io.gridcast.topology.drift;

import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.DriftEvent;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topics;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Layout;
import io.gridcast.state.Ledger;
import io.gridcast.state.StoreDefinition;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.time.KnownRecord;
import io.gridcast.topology.time.Task;
import io.gridcast.topology.time.TaskLogic;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for new models: by drift, with the events of a scope gathered into one request and a time to cool down behind it, and by
 * schedule. Errors that stay large ask again after each cool-down, until another champion is there: the first model had seen little of
 * what has changed. An event counts for the scope whose champion serves its series: the narrowest that has one.
 */
public final class RequestRetraining implements TaskLogic {
    /** The repartition on which events come, with the series' zone for their key. */
    public static final String ALARMS = "drift-alarms";

    /** Champions by scope. */
    private static final StoreDefinition<Ledger<String, Served>> SERVED = StoreDefinition.ledger(
            "retraining-scopes",
            Layout.of(BytesWriter::putText, BytesReader::getText, Served::write, Served::read),
            Comparator.naturalOrder());

    /** Events that wait, by scope. */
    private static final StoreDefinition<Ledger<String, Gathered>> GATHERED = StoreDefinition.ledger(
            "retraining-gathered",
            Layout.of(BytesWriter::putText, BytesReader::getText, Gathered::write, Gathered::read),
            Comparator.naturalOrder());

    /** When a scope was last asked for, ms. */
    private static final StoreDefinition<Ledger<String, Long>> REQUESTED = StoreDefinition.ledger(
            "retraining-requested",
            Layout.of(BytesWriter::putText, BytesReader::getText, BytesWriter::putLong, BytesReader::getLong),
            Comparator.naturalOrder());

    /** Its stores. */
    public static final List<StoreDefinition<?>> STORES = List.of(SERVED, GATHERED, REQUESTED);

    private final DriftConfig config;
    private final Outbox outbox;
    private final Ledger<String, Served> served;
    private final Ledger<String, Gathered> gathered;
    private final Ledger<String, Long> requested;

    private RequestRetraining(Task task, DriftConfig config) {
        this.config = config;
        outbox = task.outbox();
        served = task.store(SERVED);
        gathered = task.store(GATHERED);
        requested = task.store(REQUESTED);
    }

    /** Makes the logic of the task. */
    public static Factory factory(DriftConfig config) {
        return task -> new RequestRetraining(task, config);
    }

    /** @param sinceMs since when the champion is there */
    private record Served(String champion, long sinceMs) {
        static void write(BytesWriter out, Served it) {
            out.putText(it.champion).putLong(it.sinceMs);
        }

        static Served read(BytesReader in) {
            return new Served(in.getText(), in.getLong());
        }
    }

    private record Gathered(long firstMs, int events, String first) {
        static void write(BytesWriter out, Gathered it) {
            out.putLong(it.firstMs).putInt(it.events).putText(it.first);
        }

        static Gathered read(BytesReader in) {
            return new Gathered(in.getLong(), in.getInt(), in.getText());
        }
    }

    @Override
    public void apply(KnownRecord record) {
        byte[] value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("record has no value; " + record.topic() + " takes no tombstones");
        }
        if (record.topic().equals(Topics.MODELS_DEPLOYMENTS.name())) {
            deployed(outbox.codecs().decode(Topics.MODELS_DEPLOYMENTS, value), record.knownAtMs());
        } else {
            gather(outbox.codecs().decode(Topics.DRIFT_EVENTS, value), record.keyText(), record.knownAtMs());
        }
    }

    @Override
    public void tick(long tickMs) {
        gathered.copy().forEach((scope, events) -> {
            Long last = requested.get(scope);
            boolean isCool = last == null || tickMs >= last + config.coolDown().toMillis();
            if (isCool && tickMs >= events.firstMs + config.debounce().toMillis()) {
                gathered.remove(scope);
                String more = events.events == 1 ? "" : " and " + (events.events - 1) + " more since";
                request(scope, "drift: " + events.first + more, tickMs);
            }
        });
        for (Map.Entry<String, Served> entry : served.copy().entrySet()) {
            Long last = requested.get(entry.getKey());
            long fromMs = Math.max(entry.getValue().sinceMs, last == null ? Long.MIN_VALUE : last);
            if (tickMs >= fromMs + config.retrainEvery().toMillis()) {
                gathered.remove(entry.getKey());
                request(entry.getKey(), "schedule: " + entry.getValue().champion + " has been there for long", tickMs);
            }
        }
    }

    private void deployed(Deployment deployment, long knownAtMs) {
        if (!deployment.isEffective()) {
            return;
        }
        String scope = deployment.scope().toString();
        if (deployment.champion().isEmpty()) {
            served.remove(scope);
            return;
        }
        String champion = deployment.champion().get().model().toString();
        Served known = served.get(scope);
        if (known == null || !known.champion.equals(champion)) {
            served.put(scope, new Served(champion, knownAtMs));
            gathered.remove(scope); // what was said of the champion before is mended, or not known yet
        }
    }

    private void gather(DriftEvent event, String zone, long knownAtMs) {
        String scope = List.of("series:" + event.seriesId(), "zone:" + zone).stream()
                .map(subject -> new Scope(event.target(), subject).toString())
                .filter(narrow -> served.get(narrow) != null)
                .findFirst()
                .orElseGet(() -> Scope.all(event.target()).toString());
        Gathered known = gathered.get(scope);
        Gathered now = Optional.ofNullable(known)
                .map(before -> new Gathered(before.firstMs, before.events + 1, before.first))
                .orElseGet(() -> new Gathered(knownAtMs, 1, describe(event)));
        gathered.put(scope, now);
    }

    private void request(String scope, String reason, long tickMs) {
        Instant now = Instant.ofEpochMilli(tickMs);
        outbox.send(Topics.RETRAINING_REQUESTS, new RetrainingRequest(Scope.parse(scope), reason, now, now), tickMs);
        requested.put(scope, tickMs);
    }

    private static String describe(DriftEvent event) {
        return String.format(
                Locale.ROOT,
                "%s found %s of %s at %.2f, more than %.2f (%s)",
                event.detector(),
                event.variable(),
                event.seriesId(),
                event.statistic(),
                event.threshold(),
                event.likelyCause());
    }
}
