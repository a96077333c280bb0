package io.gridcast.training.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.search.SuccessiveHalving.Trial;
import io.gridcast.training.validation.RollingOrigin;
import io.gridcast.training.xgboost.TreeParameters;
import io.gridcast.training.xgboost.XgboostTrainer.Stopped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterSearchTest {
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final TreeParameters CHEAP =
            TreeParameters.LOAD.withThreads(1).withRounds(20);

    @Test
    void theBestThirdOfARungGoesOnToThreeTimesAsMuchData() {
        List<TreeParameters> candidates = TreeSpace.candidates(CHEAP, 27, 1);
        List<String> judged = new ArrayList<>();

        List<Trial> trials = new SuccessiveHalving(27, 3).run(candidates, (candidate, oneOf) -> {
            judged.add(candidates.indexOf(candidate) + "/" + oneOf);
            return new Stopped(1, Math.abs(candidates.indexOf(candidate) - 20));
        });

        assertThat(judged).hasSize(27 + 9 + 3).doesNotHaveDuplicates();
        assertThat(trials.subList(36, 39)).extracting(Trial::candidate).containsExactly(20, 19, 21);
        assertThat(trials.subList(36, 39)).extracting(Trial::oneOf).containsOnly(1);
        assertThat(trials.subList(0, 27)).extracting(Trial::oneOf).containsOnly(9);
        assertThat(ParameterSearch.winner(trials)).isEqualTo(candidates.get(20));
    }

    @Test
    void fewCandidatesAreAllJudgedOnAllOfTheData() {
        assertThat(new SuccessiveHalving(3, 3).rungs()).isEqualTo(1);
        assertThat(new SuccessiveHalving(9, 3).rungs()).isEqualTo(2);
        assertThat(new SuccessiveHalving(500, 3).rungs()).isEqualTo(3);
    }

    @Test
    void theSameSeedGivesTheSameSearchAndAnotherSeedAnotherOne() {
        Dataset data = MadeRows.waves(0);

        List<Trial> one = search(data, new SearchPlan(4, 1));

        assertThat(search(data, new SearchPlan(4, 1))).isEqualTo(one);
        assertThat(search(data, new SearchPlan(4, 2))).isNotEqualTo(one);
        assertThat(one).extracting(Trial::candidate).contains(0);
    }

    /** Whatever happens in the blocks that the model is judged on, the search must not see it. */
    @Test
    void theSearchDoesNotSeeTheBlocksThatTheModelIsJudgedOn() {
        Dataset data = MadeRows.waves(0);
        Dataset other = MadeRows.waves(0);
        for (int row = MadeRows.ROWS * 7 / 10; row < MadeRows.ROWS; row++) {
            other.targets()[row] = 1_000;
        }

        assertThat(search(other, new SearchPlan(4, 1))).isEqualTo(search(data, new SearchPlan(4, 1)));
    }

    @Test
    void parametersThatLearnNothingLoseToThoseThatDo() {
        TreeParameters blind = new TreeParameters(20, 10, 3, 0.1, 1, 1, 1e6, 1, 1000, 1, 1);

        List<Trial> trials = new ParameterSearch(
                        RollingOrigin.DEFAULT, blind, new SearchPlan(4, 1), (done, all, note) -> {})
                .run(MadeRows.waves(0));

        assertThat(ParameterSearch.winner(trials)).isNotEqualTo(blind);
    }

    @Test
    void progressEndsWithAllOfIt() {
        long[] last = new long[2];

        new ParameterSearch(RollingOrigin.DEFAULT, CHEAP, new SearchPlan(4, 1), (done, all, note) -> {
                    assertThat(done).isGreaterThan(last[0]);
                    last[0] = done;
                    last[1] = all;
                })
                .run(MadeRows.waves(0));

        assertThat(last[0]).isPositive().isEqualTo(last[1]);
    }

    @Test
    void tooLittleDataIsRefusedWithAReason() {
        assertThatThrownBy(() -> search(MadeRows.waves(0).between(0, 300 * HOUR_MS), new SearchPlan(4, 1)))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("too few to search");
    }

    private static List<Trial> search(Dataset data, SearchPlan plan) {
        return new ParameterSearch(RollingOrigin.DEFAULT, CHEAP, plan, (done, all, note) -> {}).run(data);
    }
}
