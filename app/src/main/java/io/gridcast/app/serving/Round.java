package io.gridcast.app.serving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.state.HostInfo;

/** Questions on their way to answers. For one thread. */
final class Round {
    /** So that what is packed into one call stays far below what servers take for a line, however long the names. */
    private static final int QUESTIONS_A_CALL = 8;

    private final HostInfo self;
    private final LocalStores local;
    private final Peers peers;
    private final List<Question> questions;
    private final Answers[] answers;

    Round(HostInfo self, LocalStores local, Peers peers, List<Question> questions) {
        this.self = self;
        this.local = local;
        this.peers = peers;
        this.questions = questions;
        answers = new Answers[questions.size()];
    }

    boolean isComplete() {
        return Arrays.stream(answers).noneMatch(Objects::isNull);
    }

    /** All answers in the order of the questions, once complete. */
    Answers answers() {
        List<List<Found>> found = new ArrayList<>();
        Set<String> by = new HashSet<>();
        long behind = 0;
        boolean isStandby = false;
        for (Answers each : answers) {
            found.add(each.found().get(0));
            by.addAll(each.by());
            isStandby |= each.isStandby();
            behind = LocalStores.worse(behind, each.staleRecords());
        }
        return new Answers(found, by, isStandby, behind);
    }

    /** Takes what need not be asked for. */
    void askAtHand() {
        for (int i = 0; i < answers.length; i++) {
            int at = i;
            local.askAtHand(questions.get(i), self).ifPresent(answer -> answers[at] = answer);
        }
    }

    /**
     * Asks for what is open, all instances side by side.
     *
     * @param places by question who may answer, the best first
     * @param attempt the place that is asked now
     */
    void ask(List<List<Place>> places, int attempt, Optional<String> authorization) {
        Map<Place, List<Integer>> byPlace = new LinkedHashMap<>();
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] == null && attempt < places.get(i).size()) {
                byPlace.computeIfAbsent(places.get(i).get(attempt), place -> new ArrayList<>())
                        .add(i);
            }
        }
        Map<List<Integer>, CompletableFuture<Optional<Answers>>> away = new LinkedHashMap<>();
        byPlace.forEach((place, all) -> {
            if (!place.host().equals(self)) {
                for (int from = 0; from < all.size(); from += QUESTIONS_A_CALL) {
                    List<Integer> some = all.subList(from, Math.min(all.size(), from + QUESTIONS_A_CALL));
                    away.put(some, peers.ask(place.host(), pick(some), place.standby(), authorization));
                }
            }
        });
        byPlace.forEach((place, all) -> {
            if (place.host().equals(self)) {
                local.ask(pick(all), place.standby(), self).ifPresent(answer -> take(all, answer));
            }
        });
        away.forEach((some, answer) -> answer.join().ifPresent(answered -> take(some, answered)));
    }

    private List<Question> pick(List<Integer> some) {
        return some.stream().map(questions::get).toList();
    }

    private void take(List<Integer> some, Answers answered) {
        for (int i = 0; i < some.size(); i++) {
            answers[some.get(i)] = new Answers(
                    List.of(answered.found().get(i)), answered.by(), answered.isStandby(), answered.staleRecords());
        }
    }
}
