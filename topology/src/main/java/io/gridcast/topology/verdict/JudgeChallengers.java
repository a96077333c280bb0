package io.gridcast.topology.verdict;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Scope;
import io.gridcast.core.model.Verdict;
import io.gridcast.core.model.Verdict.Decision;
import io.gridcast.core.verdict.Interval;
import io.gridcast.core.verdict.LossDifferences;
import io.gridcast.core.verdict.PairDay;
import io.gridcast.core.verdict.PairTest;
import io.gridcast.core.verdict.UsualLoss;
import io.gridcast.serdes.Topics;
import io.gridcast.state.Ledger;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.models.DeploymentBook;
import io.gridcast.topology.time.KnownRecord;
import io.gridcast.topology.time.Task;
import io.gridcast.topology.time.TaskLogic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares champions with their challengers, and with what guards them, a UTC day at a time.
 *
 * <p>A day is judged once, a patience after its end, with the losses that are here by then; what comes later, or is corrected, changes
 * scores and no test. Losses of several series of a scope on one day count as one day, for they depend on each other. A pair ends
 * with its champion, or when the challenger has lost its role.
 */
public final class JudgeChallengers implements TaskLogic {
    private static final String OPEN_DAY = "open-day";
    private static final long DAY_MS = 86_400_000L;

    /** Two models are compared on a day that both forecast: neither has less than this share of the other's slots. */
    private static final double LEAST_SHARE = 0.9;

    private final VerdictConfig config;
    private final Outbox outbox;
    private final DeploymentBook deployments;
    private final Ledger<DailyLoss.Key, DailyLoss> losses;
    private final Ledger<String, UsualLoss> usual;
    private final Ledger<Pair, PairTest> tests;
    private final Ledger<String, Integer> openDays;
    private final Promotion promotion;

    private JudgeChallengers(Task task, VerdictConfig config) {
        this.config = config;
        outbox = task.outbox();
        deployments = new DeploymentBook(task.store(VerdictStores.DEPLOYMENTS), outbox.codecs());
        losses = task.store(VerdictStores.LOSSES);
        usual = task.store(VerdictStores.USUAL);
        tests = task.store(VerdictStores.TESTS);
        openDays = task.store(VerdictStores.OPEN_DAYS);
        promotion = new Promotion(config, outbox);
    }

    /** Makes the logic of the task. */
    public static Factory factory(VerdictConfig config) {
        return task -> new JudgeChallengers(task, config);
    }

    @Override
    public void apply(KnownRecord record) {
        byte[] value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("record has no value; " + record.topic() + " takes no tombstones");
        }
        if (record.topic().equals(Topics.MODELS_DEPLOYMENTS.name())) {
            deployments.take(outbox.codecs().decode(Topics.MODELS_DEPLOYMENTS, value));
        } else {
            keep(DailyLoss.parse(value));
        }
    }

    @Override
    public void tick(long tickMs) {
        deployments.cutOver(tickMs);
        int open = (int) Math.floorDiv(tickMs - config.patience().toMillis(), DAY_MS);
        Integer before = openDays.get(OPEN_DAY);
        if (before != null && before >= open) {
            return;
        }
        openDays.put(OPEN_DAY, open);
        for (DailyLoss.Key first = losses.firstKey(); first != null && first.day() < open; first = losses.firstKey()) {
            judge(take(first.day()), tickMs);
        }
    }

    private void keep(DailyLoss loss) {
        Integer open = openDays.get(OPEN_DAY);
        boolean isLate = open != null && loss.key().day() < open;
        if (!isLate && losses.get(loss.key()) == null) {
            losses.put(loss.key(), loss);
        }
    }

    private List<DailyLoss> take(int day) {
        List<DailyLoss> taken = new ArrayList<>();
        for (DailyLoss.Key key : losses.keys()) {
            DailyLoss loss = losses.get(key);
            if (key.day() > day || loss == null) {
                break;
            }
            taken.add(loss);
            losses.remove(key);
        }
        return taken;
    }

    private void judge(List<DailyLoss> day, long tickMs) {
        for (Target target : Target.values()) {
            var of = new DayLosses(day, target);
            for (Deployment deployment : deployments.current()) {
                if (deployment.scope().target() == target
                        && !of.series(deployment.scope()).isEmpty()) {
                    judge(deployment, of, tickMs);
                }
            }
            learnWhatIsUsual(target, of);
        }
    }

    private void judge(Deployment deployment, DayLosses of, long tickMs) {
        Optional<Contest> contest = Contest.of(deployment, wider(deployment.scope(), of));
        for (Pair pair : tests.keys()) {
            boolean isOver = contest.filter(now -> now.holds(pair)).isEmpty();
            if (pair.scope().equals(deployment.scope()) && isOver) {
                tests.remove(pair);
            }
        }
        contest.ifPresent(now -> judge(now, of, tickMs));
    }

    private List<Deployment> wider(Scope scope, DayLosses of) {
        String subject = scope.subject();
        List<Deployment> wider = new ArrayList<>(2);
        if (subject.startsWith("series:")) {
            of.zone(subject.substring("series:".length()))
                    .flatMap(zone -> deployments.of(new Scope(scope.target(), "zone:" + zone)))
                    .ifPresent(wider::add);
        }
        if (!subject.equals("*")) {
            deployments.of(Scope.all(scope.target())).ifPresent(wider::add);
        }
        return wider;
    }

    private void judge(Contest contest, DayLosses of, long tickMs) {
        Optional<Verdict> rollBack = Optional.empty();
        for (ModelRef guard : contest.guards()) {
            Optional<Verdict> news = compare(contest, guard, Decision.ROLL_BACK, of, tickMs);
            rollBack = rollBack.or(() -> news.filter(verdict -> verdict.decision() == Decision.ROLL_BACK));
        }
        Optional<Verdict> best = Optional.empty();
        for (ModelRef challenger : contest.challengers().keySet()) {
            Optional<Verdict> better = compare(contest, challenger, Decision.CHALLENGER_BETTER, of, tickMs)
                    .filter(verdict -> verdict.decision() == Decision.CHALLENGER_BETTER);
            Optional<Verdict> known = best;
            best = better.filter(verdict -> known.isEmpty()
                            || verdict.difference() < known.get().difference())
                    .or(() -> known);
        }
        if (rollBack.isPresent()) {
            promotion.rollBack(contest, rollBack.get(), tickMs);
        } else {
            best.ifPresent(verdict -> promotion.promote(contest, verdict, tickMs));
        }
    }

    /** Compares a day, sends the pair's verdict of the day, and gives it back where it is news. */
    private Optional<Verdict> compare(Contest contest, ModelRef rival, Decision ifBetter, DayLosses of, long tickMs) {
        PairDay day = day(contest, rival, of);
        if (day.series() == 0 || rival.equals(contest.champion().model())) {
            return Optional.empty();
        }
        Pair pair = contest.pair(rival);
        PairTest known = tests.get(pair);
        PairTest before = known == null ? PairTest.NEW : known;
        PairTest test = before.with(day, config.alpha(), config.margin());
        tests.put(pair, test);
        Decision decision = test.decision() == Decision.CHALLENGER_BETTER ? ifBetter : test.decision();
        Verdict verdict = verdict(pair, test, decision, tickMs);
        outbox.send(Topics.MODELS_VERDICTS, verdict, tickMs);
        return before.decision() == test.decision() ? Optional.empty() : Optional.of(verdict);
    }

    private PairDay day(Contest contest, ModelRef rival, DayLosses of) {
        var day = new PairDay();
        for (String series : of.series(contest.scope())) {
            Optional<DailyLoss> champion = of.of(series, contest.champion().model());
            Optional<DailyLoss> challenger = of.of(series, rival);
            if (champion.isPresent() && challenger.isPresent() && areComparable(champion.get(), challenger.get())) {
                day.add(
                        champion.get().loss(),
                        challenger.get().loss(),
                        usual(contest.scope().target(), series));
            }
        }
        return day;
    }

    private static boolean areComparable(DailyLoss one, DailyLoss other) {
        return Math.min(one.n(), other.n()) >= LEAST_SHARE * Math.max(one.n(), other.n());
    }

    private Verdict verdict(Pair pair, PairTest test, Decision decision, long tickMs) {
        LossDifferences differences = test.differences();
        Interval interval = differences.interval(config.alpha());
        return new Verdict(
                pair.scope(),
                pair.champion(),
                pair.rival(),
                LossDifferences.TEST,
                differences.evidence(),
                config.alpha(),
                differences.n(),
                test.meanLossDifference(),
                decision,
                Instant.ofEpochMilli(tickMs),
                test.meanChampionLoss(),
                differences.mean(),
                interval.lower(),
                interval.upper());
    }

    private void learnWhatIsUsual(Target target, DayLosses of) {
        for (String series : of.series(Scope.all(target))) {
            of.ofChampion(series)
                    .ifPresent(loss -> usual.put(
                            usualName(target, series), usual(target, series).with(loss.loss())));
        }
    }

    private UsualLoss usual(Target target, String series) {
        UsualLoss known = usual.get(usualName(target, series));
        return known == null ? UsualLoss.UNKNOWN : known;
    }

    private static String usualName(Target target, String series) {
        return target.name() + "/" + series;
    }
}
