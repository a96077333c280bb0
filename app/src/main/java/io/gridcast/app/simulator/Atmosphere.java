package io.gridcast.app.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The weather over all zones, as it is and as a weather model sees it coming. */
final class Atmosphere {
    private static final double HOUR_MS = 3_600_000.0;
    private static final double REACH_H = 72;
    /** Share of a sky's variance that all zones have in common. */
    private static final double COMMON = 0.72;
    /** Share of an error's variance that the next run of the model repeats. */
    private static final double REPEATED = 0.45;

    private static final Fluctuation WARMTH =
            Fluctuation.over(Duration.ofDays(5), Duration.ofDays(17), Duration.ofHours(30));
    private static final Fluctuation WIND =
            Fluctuation.over(Duration.ofHours(40), Duration.ofHours(14), Duration.ofDays(6));
    private static final Fluctuation CLOUD =
            Fluctuation.over(Duration.ofHours(30), Duration.ofHours(9), Duration.ofHours(3));
    private static final Fluctuation ERROR = Fluctuation.over(Duration.ofHours(16), Duration.ofHours(5));

    private final Map<String, Air> airs = new HashMap<>();

    Atmosphere(long seed, Iterable<Zone> zones) {
        long key = Dice.key(seed, "atmosphere");
        for (Zone zone : zones) {
            airs.put(
                    zone.name(),
                    new Air(
                            zone.climate(),
                            new Part(WARMTH, Dice.key(key, "warmth"), zone.name()),
                            new Part(WIND, Dice.key(key, "wind"), zone.name()),
                            new Part(CLOUD, Dice.key(key, "cloud"), zone.name())));
        }
    }

    /** The weather as it is. */
    Weather weather(Zone zone, long epochMs) {
        return air(zone).weather(epochMs);
    }

    /** The weather at {@code epochMs} as the run of {@code issuedMs} sees it: true up to then, ever less sure beyond. */
    Weather forecast(Zone zone, long issuedMs, long epochMs) {
        Air air = air(zone);
        if (epochMs <= issuedMs) {
            return air.weather(epochMs);
        }
        double reach = Math.min(1, (epochMs - issuedMs) / HOUR_MS / REACH_H);
        Sky seen = air.sky(epochMs)
                .blurred(air.error(issuedMs, epochMs), 0.13 + 0.33 * reach, 0.16 + 0.38 * reach, 0.34 + 0.40 * reach);
        return Weather.of(zone.climate(), seen, epochMs);
    }

    private Air air(Zone zone) {
        Air air = airs.get(zone.name());
        if (air == null) {
            throw new IllegalArgumentException("zone " + zone.name() + " lies under no sky of this country");
        }
        return air;
    }

    /** One of the courses that make a sky: what it shares with other zones, its own, and how a model errs in it. */
    private record Part(Fluctuation course, long common, long own, long error) {
        Part(Fluctuation course, long common, String zone) {
            this(course, common, Dice.key(common, zone), Dice.key(Dice.key(common, "error"), zone));
        }

        double at(long epochMs) {
            return Math.sqrt(COMMON) * course.at(common, epochMs) + Math.sqrt(1 - COMMON) * course.at(own, epochMs);
        }

        double errorAt(long issuedMs, long epochMs) {
            return Math.sqrt(REPEATED) * ERROR.at(error, epochMs)
                    + Math.sqrt(1 - REPEATED) * ERROR.at(Dice.key(error, issuedMs), epochMs);
        }
    }

    /** The air over one zone; remembers the weather last asked for, as load looks back over a day from every slot. */
    private static final class Air {
        private static final int REMEMBERED = 1024;
        private static final long GRAIN_MS = 150_000;

        private final Climate climate;
        private final Part warmth;
        private final Part wind;
        private final Part cloud;
        private final long[] rememberedMs = new long[REMEMBERED];
        private final Weather[] remembered = new Weather[REMEMBERED];

        Air(Climate climate, Part warmth, Part wind, Part cloud) {
            this.climate = climate;
            this.warmth = warmth;
            this.wind = wind;
            this.cloud = cloud;
            Arrays.fill(rememberedMs, Long.MIN_VALUE);
        }

        Sky sky(long epochMs) {
            return new Sky(warmth.at(epochMs), wind.at(epochMs), cloud.at(epochMs));
        }

        Sky error(long issuedMs, long epochMs) {
            return new Sky(
                    warmth.errorAt(issuedMs, epochMs),
                    wind.errorAt(issuedMs, epochMs),
                    cloud.errorAt(issuedMs, epochMs));
        }

        Weather weather(long epochMs) {
            int place = (int) Math.floorMod(epochMs / GRAIN_MS, (long) REMEMBERED);
            if (rememberedMs[place] != epochMs) {
                rememberedMs[place] = epochMs;
                remembered[place] = Weather.of(climate, sky(epochMs), epochMs);
            }
            return remembered[place];
        }
    }
}
