package io.gridcast.tests.retraining;

import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.core.model.DriftEvent;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.model.Verdict;
import io.gridcast.core.score.LeadBuckets;
import io.gridcast.serdes.Topics;
import io.gridcast.tests.drift.CountryRun;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What happened in a country's time, as the engine's topics tell it, and how large the errors were. */
final class Timeline {
    private static final Set<ModelRole> ROLES = Set.of(ModelRole.CHAMPION, ModelRole.EXPERT, ModelRole.SHADOW);

    private final List<DriftEvent> drift;
    private final List<RetrainingRequest> requests;
    private final List<AuditEntry> audit;
    private final List<Verdict> verdicts;
    private final List<ForecastScore> scores;
    private final List<Line> others = new ArrayList<>();

    /** Reads the topics. */
    Timeline(CountryRun run) {
        drift = run.read(Topics.DRIFT_EVENTS);
        requests = run.read(Topics.RETRAINING_REQUESTS);
        audit = run.read(Topics.MODELS_AUDIT);
        verdicts = decided(run.read(Topics.MODELS_VERDICTS));
        scores = run.read(Topics.FORECASTS_SCORES).stream()
                .filter(score -> score.window() == ForecastScore.Window.DAY
                        && ROLES.contains(score.role())
                        && score.revision() == 0
                        && score.leadFromHours() == LeadBuckets.DAY_AHEAD_LOAD.fromHours()
                        && score.leadToHours() == LeadBuckets.DAY_AHEAD_LOAD.toHours())
                .toList();
    }

    private record Line(Instant at, String what) {}

    List<DriftEvent> drift() {
        return drift;
    }

    List<RetrainingRequest> requests() {
        return requests;
    }

    List<AuditEntry> audit() {
        return audit;
    }

    /** The first verdict of each pair that was not undecided. */
    List<Verdict> verdicts() {
        return verdicts;
    }

    /** Something that no topic tells. */
    void add(Instant at, String what) {
        others.add(new Line(at, what));
    }

    /** Mean absolute error of the loads that were issued, 1 to 24 h ahead, from one day to another, over all series; in MW. */
    double error(Instant from, Instant to) {
        return issued(day(from), day(to)).orElseThrow();
    }

    /** The same of what the champion said on its own, before others were mixed in. */
    double championsError(Instant from, Instant to) {
        return champions(day(from), day(to)).orElseThrow();
    }

    /** The same of a shadow. */
    double shadowsError(ModelRef model, Instant from, Instant to) {
        return mean(
                        day(from),
                        day(to),
                        score -> score.role() == ModelRole.SHADOW
                                && score.model().equals(model))
                .orElseThrow();
    }

    /** One line an event, and one a week with the errors since the one before. */
    String print(Instant from, Instant to) {
        List<Line> lines = new ArrayList<>(others);
        drift.forEach(event -> lines.add(new Line(
                event.detectedAt(),
                "drift: " + event.detector() + " of " + event.variable() + " of " + event.seriesId() + ", "
                        + event.likelyCause())));
        requests.forEach(request -> lines.add(new Line(request.requestedAt(), "request: " + request.reason())));
        audit.forEach(entry -> lines.add(new Line(
                entry.at(), "audit: " + entry.who() + ": " + entry.what() + " " + entry.subject() + " " + why(entry))));
        verdicts.forEach(verdict -> lines.add(new Line(
                verdict.decidedAt(),
                "verdict: " + verdict.challenger() + " " + verdict.decision() + " of " + verdict.n() + " days")));
        for (LocalDate week = day(from); week.isBefore(day(to)); week = week.plusWeeks(1)) {
            LocalDate start = week;
            LocalDate end = week.plusWeeks(1);
            issued(week, end)
                    .ifPresent(mae -> lines.add(new Line(
                            end.atStartOfDay().toInstant(ZoneOffset.UTC),
                            String.format(
                                    Locale.ROOT,
                                    "             error of the week: issued %.3f MW, champion %.3f%s",
                                    mae,
                                    champions(start, end).orElse(Double.NaN),
                                    shadows(start, end)))));
        }
        lines.sort(Comparator.comparing(Line::at));
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.at.toString(), 0, 16)
                .append("  ")
                .append(line.what)
                .append('\n'));
        return text.toString();
    }

    private static String why(AuditEntry entry) {
        return entry.what().equals("promote") || entry.what().equals("roll-back") ? "(" + entry.why() + ")" : "";
    }

    private String shadows(LocalDate from, LocalDate to) {
        var text = new StringBuilder();
        scores.stream()
                .filter(score -> score.role() == ModelRole.SHADOW && isWithin(score, from, to))
                .collect(Collectors.groupingBy(
                        score -> score.model().version(), TreeMap::new, Collectors.averagingDouble(ForecastScore::mae)))
                .forEach((version, mae) -> text.append(String.format(Locale.ROOT, ", shadow %s %.3f", version, mae)));
        return text.toString();
    }

    private OptionalDouble issued(LocalDate from, LocalDate to) {
        return mean(from, to, score -> score.role() == ModelRole.CHAMPION);
    }

    /** The champion of a day is whose forecasts were issued on it. */
    private OptionalDouble champions(LocalDate from, LocalDate to) {
        Set<String> champions = scores.stream()
                .filter(score -> score.role() == ModelRole.CHAMPION)
                .map(score -> score.day() + " " + score.model())
                .collect(Collectors.toSet());
        return mean(
                from,
                to,
                score -> score.role() == ModelRole.EXPERT && champions.contains(score.day() + " " + score.model()));
    }

    private OptionalDouble mean(LocalDate from, LocalDate to, Predicate<ForecastScore> which) {
        return scores.stream()
                .filter(score -> isWithin(score, from, to) && which.test(score))
                .mapToDouble(ForecastScore::mae)
                .average();
    }

    private static boolean isWithin(ForecastScore score, LocalDate from, LocalDate to) {
        return !score.day().isBefore(from) && score.day().isBefore(to);
    }

    private static LocalDate day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static List<Verdict> decided(List<Verdict> all) {
        Set<String> pairs = new HashSet<>();
        return all.stream()
                .filter(verdict -> verdict.decision() != Verdict.Decision.UNDECIDED
                        && pairs.add(verdict.scope() + " " + verdict.champion() + " " + verdict.challenger()))
                .toList();
    }
}
