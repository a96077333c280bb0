package io.gridcast.app.serving;

import io.gridcast.app.http.HttpProblem;
import io.gridcast.app.topics.Partitions;
import io.gridcast.topology.serving.AtHand;
import io.gridcast.topology.serving.ServedStores;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Answers questions from the stores of the serving application, wherever they lie: on this instance, or on the one that has them, or from
 * a copy while that one is away. Thread-safe.
 */
public final class Serving {
    private static final int MOST_PLACES = 8;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final HostInfo self;
    private final Partitions partitions;
    private final LocalStores local;
    private final Whereabouts whereabouts;
    private final Peers peers;

    /**
     * @param streams the serving application
     * @param atHand what the application's tasks on this instance have put last
     * @param self where others ask this instance
     */
    public Serving(KafkaStreams streams, AtHand atHand, HostInfo self, Partitions partitions, Peers peers) {
        this.self = self;
        this.partitions = partitions;
        this.local = new LocalStores(streams, atHand);
        this.whereabouts = new Whereabouts(streams, self);
        this.peers = peers;
    }

    /** As others name this instance, {@code host:port}. */
    public String self() {
        return self.host() + ":" + self.port();
    }

    /** How many partitions stores have. */
    public int partitions(ServedStores stores) {
        return partitions.of(stores.group());
    }

    /** The partition where a series, meter or zone lies. */
    public int partition(ServedStores stores, String key) {
        return io.gridcast.topology.flow.Partitions.of(key, partitions(stores));
    }

    /**
     * Answers another instance, from the stores of this one alone.
     *
     * @param packed as it packed its questions
     * @param standby whether copies may answer
     * @throws IllegalArgumentException if these are no questions
     * @throws HttpProblem 503 if the stores do not lie here
     */
    public PeerAnswers answer(String packed, boolean standby) {
        List<Question> questions = PackedQuestions.unpack(packed);
        for (Question question : questions) {
            if (question.partition() < 0 || question.partition() >= partitions(question.stores())) {
                throw new IllegalArgumentException("there is no partition " + question.partition());
            }
        }
        Answers answers = local.ask(questions, standby, self)
                .orElseThrow(() -> moving("the records asked for do not lie on this instance"));
        return new PeerAnswers(PackedQuestions.packAnswers(answers.found()), answers.staleRecords());
    }

    /**
     * Answers questions.
     *
     * @param authorization the caller's, for other instances
     * @throws HttpProblem 503 where nobody has the stores at the moment
     */
    public Answers ask(List<Question> questions, Optional<String> authorization) {
        var round = new Round(self, local, peers, questions);
        round.askAtHand();
        if (round.isComplete()) {
            return round.answers();
        }
        List<List<Place>> places = questions.stream()
                .map(question -> whereabouts.of(question.stores(), question.partition()))
                .toList();
        for (int attempt = 0; attempt < MOST_PLACES && !round.isComplete(); attempt++) {
            round.ask(places, attempt, authorization);
        }
        if (!round.isComplete()) {
            throw moving("no instance has the records at the moment");
        }
        return round.answers();
    }

    private static HttpProblem moving(String what) {
        return new HttpProblem(
                        503,
                        what,
                        "ask again in a second: they move from one instance to another, or are being restored")
                .retryAfter(RETRY);
    }
}
