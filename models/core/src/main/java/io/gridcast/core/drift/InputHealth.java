package io.gridcast.core.drift;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is wrong with the inputs of one series, a day at a time, and what was wrong lately: the first suspects when anything else
 * has changed. Rules rather than statistics; each says once when it begins.
 */
public final class InputHealth {
    /** What loads of a series are called among inputs. */
    public static final String LOAD = "load";

    /** An input is late when so large a share of a day's forecasts did without it. */
    private static final double MOST_LATE = 0.5;

    private static final double LEAST_COVERAGE = 0.9;
    /** Meters are stuck when so large a share of fully reported slots is flagged, where hardly any was before. */
    private static final double MOST_FLAGGED = 0.5;

    private static final double RARELY_FLAGGED = 0.1;
    private static final double COMPLETE = 0.999;
    private static final double SLOWLY = 1 / 30.0;
    private static final int REMEMBERED_DAYS = 14;

    private static final String ISSUES = "issues";
    private static final String LATE = "late/";
    private static final String SLOTS = "slots";
    private static final String COVERAGE = "coverage";
    private static final String WHOLE = "whole";
    private static final String FLAGGED = "flagged";
    private static final String USUALLY_FLAGGED = "usually flagged";
    private static final String SEEN = "seen/";
    private static final String SHARE = "share/";

    private final TreeMap<String, Double> numbers;

    /** What is wrong, and why. */
    public record Fault(DriftCause cause, Finding finding, String detail) {}

    /** Begins. */
    public InputHealth() {
        this(new TreeMap<>());
    }

    /** Goes on from a {@link #state}. */
    public InputHealth(SortedMap<String, Double> state) {
        numbers = new TreeMap<>(state);
    }

    /** Numbers by name. */
    public SortedMap<String, Double> state() {
        return Collections.unmodifiableSortedMap(numbers);
    }

    /** A forecast was issued without these inputs. */
    public void issued(List<String> missingInputs) {
        count(ISSUES, 1);
        missingInputs.forEach(input -> count(LATE + input, 1));
    }

    /** A load became known, of so many of its meters, flagged or as measured. */
    public void observed(double coverage, boolean flagged) {
        count(SLOTS, 1);
        count(COVERAGE, coverage);
        if (coverage >= COMPLETE) {
            count(WHOLE, 1);
            count(FLAGGED, flagged ? 1 : 0);
        }
    }

    /**
     * Ends a day.
     *
     * @param frozen features whose mean is to the last bit that of the day before
     * @param outside features clearly beyond all of training
     * @return what begins to be wrong
     */
    public List<Fault> endDay(int epochDay, List<String> frozen, List<String> outside) {
        List<Fault> faults = new ArrayList<>();
        lateFeeds(faults);
        for (String feature : frozen) {
            faults.add(fault(DriftCause.FEED_FROZEN, feature, 1, 1, feature + " is the same as on the day before"));
        }
        meters(faults);
        for (String feature : outside) {
            faults.add(fault(
                    DriftCause.INPUTS_CHANGED, feature, 1, 1, feature + " is clearly beyond all values of training"));
        }
        List<Fault> news = new ArrayList<>();
        for (Fault fault : faults) {
            String name = fault.cause() + "/" + fault.finding().variable();
            Double seen = numbers.put(SEEN + name, (double) epochDay);
            numbers.put(SHARE + name, fault.finding().statistic());
            if (seen == null) {
                news.add(fault);
            }
        }
        forget(epochDay);
        return news;
    }

    /** The likeliest fault of the last two weeks. */
    public Optional<Fault> suspect() {
        Fault suspect = null;
        for (Map.Entry<String, Double> entry : numbers.tailMap(SEEN).entrySet()) {
            if (entry.getKey().startsWith(SEEN)) {
                String name = entry.getKey().substring(SEEN.length());
                int slash = name.indexOf('/');
                DriftCause cause = DriftCause.valueOf(name.substring(0, slash));
                if (suspect == null || cause.compareTo(suspect.cause()) < 0) {
                    double share = numbers.getOrDefault(SHARE + name, 1.0);
                    String variable = name.substring(slash + 1);
                    suspect = fault(cause, variable, share, share, variable + " in the last two weeks");
                }
            }
        }
        return Optional.ofNullable(suspect);
    }

    private void lateFeeds(List<Fault> faults) {
        double issues = take(ISSUES);
        List<String> late = List.copyOf(numbers.subMap(LATE, LATE + '\uffff').keySet());
        for (String name : late) {
            double share = take(name) / Math.max(1, issues);
            String input = name.substring(LATE.length());
            if (share >= MOST_LATE) {
                String detail = input + " was missing or late in " + percent(share) + " of the day's forecasts";
                faults.add(fault(DriftCause.FEED_LATE, input, share, MOST_LATE, detail));
            }
        }
    }

    private void meters(List<Fault> faults) {
        double slots = take(SLOTS);
        double coverage = take(COVERAGE) / slots;
        if (slots > 0 && coverage < LEAST_COVERAGE) {
            String detail = "only " + percent(coverage) + " of the meters reported";
            faults.add(fault(DriftCause.METERS_MISSING, LOAD, coverage, LEAST_COVERAGE, detail));
        }
        double whole = take(WHOLE);
        double flagged = take(FLAGGED);
        if (whole == 0) {
            return;
        }
        double share = flagged / whole;
        double usually = numbers.getOrDefault(USUALLY_FLAGGED, share);
        if (share >= MOST_FLAGGED && usually < RARELY_FLAGGED) {
            String detail =
                    "all meters report, but " + percent(share) + " of the slots rest on readings that are flagged";
            faults.add(fault(DriftCause.METERS_STUCK, LOAD, share, MOST_FLAGGED, detail));
        }
        numbers.put(USUALLY_FLAGGED, usually + SLOWLY * (share - usually));
    }

    private void forget(int epochDay) {
        for (String name : List.copyOf(numbers.subMap(SEEN, SEEN + '\uffff').keySet())) {
            if (numbers.getOrDefault(name, 0.0) < epochDay - REMEMBERED_DAYS) {
                numbers.remove(name);
                numbers.remove(SHARE + name.substring(SEEN.length()));
            }
        }
    }

    private static Fault fault(DriftCause cause, String variable, double statistic, double threshold, String detail) {
        return new Fault(cause, new Finding(Detector.INPUT_HEALTH, variable, statistic, threshold), detail);
    }

    private void count(String name, double more) {
        numbers.merge(name, more, Double::sum);
    }

    private double take(String name) {
        Double number = numbers.remove(name);
        return number == null ? 0 : number;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
