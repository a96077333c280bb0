package io.gridcast.training.spikes;

import io.gridcast.core.score.AlertScores;
import io.gridcast.core.score.EventScores;
import io.gridcast.core.spikes.SpikeAlarm;
import io.gridcast.core.spikes.SpikeEvent;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.spikes.SpikeCases.OneIssue;
import io.gridcast.training.spikes.SpikeTrainer.Trained;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Judges risks of spikes month by month, each by a model that was trained on what was known when the month (UTC) began, no more: rows
 * whose whole window had passed by then. Levels of alerts come from the same past.
 */
public final class SpikeBacktest {
    private final SpikeTrainer trainer;
    private final SpikeQuestion question;
    private final double alertsPerWeek;
    private final Consumer<String> stage;

    /**
     * @param alertsPerWeek the budget
     * @param stage is told what goes on
     */
    public SpikeBacktest(SpikeTrainer trainer, SpikeQuestion question, double alertsPerWeek, Consumer<String> stage) {
        this.trainer = trainer;
        this.question = question;
        this.alertsPerWeek = alertsPerWeek;
        this.stage = stage;
    }

    /** One issue: when, what was said of its window, whether there was an alert, and what became of it. */
    public record Judged(Instant issuedAt, double probability, boolean alert, boolean happened, double newestPrice) {}

    /**
     * A month, or all of them.
     *
     * @param name {@code 2008-02}, or {@code all}
     * @param windows probabilities that any slot of the window is a spike
     * @param slots likewise of each slot
     * @param newestPrice the same windows, by how high (low, for a threshold from below) the newest price was, and nothing else
     */
    public record Scored(
            String name, EventScores windows, EventScores slots, EventScores newestPrice, AlertScores alerts) {
        static Scored empty(String name, int issuesPerDay) {
            return new Scored(
                    name, new EventScores(), new EventScores(), new EventScores(), new AlertScores(issuesPerDay));
        }
    }

    /**
     * What came out.
     *
     * @param months those that could be judged
     * @param all of them together
     * @param issues all of them, in order
     */
    public record Result(List<Scored> months, Scored all, List<Judged> issues) {}

    /** Runs through the months from {@code from} on; months before there are enough spikes to learn from are left out. */
    public Result run(Dataset data, Instant from) {
        SpikeCases cases = SpikeCases.of(data, question.event());
        List<Scored> months = new ArrayList<>();
        List<Judged> judged = new ArrayList<>();
        Scored all = Scored.empty("all", cases.issuesPerDay());
        boolean[] isOn = new boolean[1];
        YearMonth month = YearMonth.from(from.atZone(ZoneOffset.UTC));
        long lastMs = data.rows() == 0 ? Long.MIN_VALUE : data.issuedMs()[data.rows() - 1];
        for (; startMs(month) <= lastMs; month = month.plusMonths(1)) {
            long startMs = startMs(month);
            SpikeCases past = SpikeCases.of(
                    data.between(Long.MIN_VALUE, startMs - question.window().toMillis()), question.event());
            if (SpikeTrainer.isEnough(past)) {
                stage.accept(month.toString());
                Trained model = trainer.train(past, question);
                long firstMs = Math.max(startMs, from.toEpochMilli());
                months.add(judge(month, firstMs, cases, model, isOn, all, judged));
            }
        }
        return new Result(months, all, judged);
    }

    private Scored judge(
            YearMonth month,
            long firstMs,
            SpikeCases cases,
            Trained model,
            boolean[] isOn,
            Scored all,
            List<Judged> judged) {
        Dataset data = cases.data();
        long endMs = startMs(month.plusMonths(1));
        int from = data.rowFrom(firstMs);
        int to = data.rowFrom(endMs);
        float[] scores = new float[to];
        SpikeTrainer.score(model.trees(), data, from, to, scores);
        double level = model.rule().alertLevel(alertsPerWeek);
        Scored scored = Scored.empty(month.toString(), cases.issuesPerDay());
        for (OneIssue issue : cases.issues()) {
            if (issue.row() >= from && issue.row() < to) {
                float[] slots = new float[issue.slots()];
                for (int i = 0; i < slots.length; i++) {
                    slots[i] = model.rule().slotProbability(scores[issue.row() + i]);
                    boolean happened = cases.happened()[issue.row() + i];
                    scored.slots.add(slots[i], happened);
                    all.slots.add(slots[i], happened);
                }
                double risk = model.rule().windowProbability(slots);
                isOn[0] = SpikeAlarm.isOn(isOn[0], risk, level);
                var one = new Judged(
                        Instant.ofEpochMilli(issue.issuedMs()),
                        risk,
                        isOn[0],
                        issue.happened(),
                        data.center(issue.row()));
                judged.add(one);
                List.of(scored, all).forEach(sums -> add(sums, one));
            }
        }
        return scored;
    }

    private void add(Scored sums, Judged one) {
        sums.windows.add(one.probability, one.happened);
        sums.newestPrice.add(likeness(one.newestPrice), one.happened);
        sums.alerts.add(one.alert, one.happened);
    }

    /** The newest price as a number from 0 to 1 that rises with the side of the event, for its order alone. */
    private double likeness(double price) {
        double beyond = question.event().side() == SpikeEvent.Side.ABOVE ? price : -price;
        return (1 + beyond / (1 + Math.abs(beyond))) / 2;
    }

    private static long startMs(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
