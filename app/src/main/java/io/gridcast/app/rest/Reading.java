package io.gridcast.app.rest;

import io.gridcast.app.http.HttpProblem;
import io.gridcast.app.serving.Answers;
import io.gridcast.app.serving.Found;
import io.gridcast.app.serving.Peers;
import io.gridcast.app.serving.Question;
import io.gridcast.app.serving.Serving;
import io.gridcast.topology.serving.ServedKey;
import io.gridcast.topology.serving.ServedKind;
import io.gridcast.topology.serving.ServedStores;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;

/** What one call reads from the stores, and who answered it. For one thread. */
final class Reading {
    private final Serving serving;
    private final Context call;
    private final Set<String> by = new TreeSet<>();
    private boolean isStandby;
    private long behind;

    Reading(Serving serving, Context call) {
        this.serving = serving;
        this.call = call;
    }

    /** Asks; one list a question, in their order. */
    List<List<Found>> ask(List<Question> questions) {
        Answers answers = serving.ask(questions, Optional.ofNullable(call.header("Authorization")));
        by.addAll(answers.by());
        if (answers.isStandby()) {
            isStandby = true;
            behind = answers.staleRecords() < 0 || behind < 0 ? -1 : Math.max(behind, answers.staleRecords());
        }
        return answers.found();
    }

    /** Asks one question. */
    List<Found> ask(Question question) {
        return ask(List.of(question)).get(0);
    }

    /** Asks the same of every partition: all that was found, in the order of partitions. */
    List<Found> askAll(ServedStores stores, IntFunction<Question> question) {
        List<Question> questions = IntStream.range(0, serving.partitions(stores))
                .mapToObj(question)
                .toList();
        List<Found> all = new ArrayList<>();
        ask(questions).forEach(all::addAll);
        return all;
    }

    /** The newest record of exactly this key. */
    Question newest(ServedStores stores, ServedKind kind, String... parts) {
        return Question.Newest.of(stores, partition(stores, parts), ServedKey.of(kind, parts));
    }

    /** The newest records of all keys that begin with these parts. */
    Question newestAmong(ServedStores stores, ServedKind kind, String... parts) {
        Bytes prefix = ServedKey.prefix(kind, parts);
        return new Question.Newest(
                stores, partition(stores, parts), prefix, ServedKey.behind(prefix), Question.MOST, false);
    }

    /** Records by time. */
    Question records(
            ServedStores stores,
            long fromMs,
            long toMs,
            int limit,
            boolean isBackward,
            ServedKind kind,
            String... parts) {
        return new Question.Records(
                stores, partition(stores, parts), ServedKey.of(kind, parts), fromMs, toMs, limit, isBackward);
    }

    /** Records of a kind in one partition, by time. */
    Question records(
            ServedStores stores,
            int partition,
            long fromMs,
            long toMs,
            int limit,
            boolean isBackward,
            ServedKind kind) {
        return new Question.Records(stores, partition, ServedKey.of(kind), fromMs, toMs, limit, isBackward);
    }

    /** Says in the answer's headers who answered. */
    void mark() {
        call.header("Gridcast-Answered-By", by.isEmpty() ? serving.self() : String.join(", ", by));
        if (isStandby) {
            call.header("Gridcast-Standby", "true");
            call.header(Peers.STALENESS, Long.toString(behind));
        }
    }

    /** The problem of a series that there is none of. */
    static HttpProblem noSeries() {
        return new HttpProblem(404, "there is no series of that name", "GET /v1/series lists those that there are");
    }

    /** Everything is where the first part is: the series, meter or zone. */
    private int partition(ServedStores stores, String... parts) {
        return parts.length == 0 || stores == ServedStores.MODELS ? 0 : serving.partition(stores, parts[0]);
    }
}
