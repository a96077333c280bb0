package io.gridcast.app.simulator;

import io.gridcast.core.calendar.HolidayCalendar;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The lie of the land: zones and feeders, drawn from the seed. */
record Country(long seed, List<Zone> zones) {
    /** All of the country keeps this time. */
    static final ZoneId TIME_ZONE = ZoneId.of("Europe/Berlin");

    /** What a zone is modelled on: a windy coast, a wide plain with most of the people, sunny hills. */
    private enum Landscape {
        COAST("DE-SH", new Climate(54.2, 9.1, 9.3, 7.6, 5.9, 0.5), 0.8, 1.55, 0.25),
        PLAIN("DE-NW", new Climate(51.5, 8.0, 10.3, 8.4, 4.3, 0.3), 1.3, 0.70, 0.55),
        HILLS("DE-BY", new Climate(48.3, 11.9, 8.6, 9.6, 3.2, 0.1), 1.0, 0.20, 0.60);

        private final String holidayRegion;
        private final Climate climate;
        private final double size;
        private final double windShare;
        private final double solarShare;

        Landscape(String holidayRegion, Climate climate, double size, double windShare, double solarShare) {
            this.holidayRegion = holidayRegion;
            this.climate = climate;
            this.size = size;
            this.windShare = windShare;
            this.solarShare = solarShare;
        }
    }

    static Country of(SimulatorOptions options) {
        List<Zone> zones = new ArrayList<>();
        int feedersBefore = 0;
        for (int z = 0; z < options.zones(); z++) {
            int feeders = share(options.feeders(), options.zones(), z);
            zones.add(zone(options, z, feedersBefore, feeders));
            feedersBefore += feeders;
        }
        return new Country(options.seed(), List.copyOf(zones));
    }

    private static Zone zone(SimulatorOptions options, int number, int feedersBefore, int count) {
        Landscape[] landscapes = Landscape.values();
        Landscape landscape = landscapes[number % landscapes.length];
        int round = number / landscapes.length;
        String name = round == 0 ? landscape.name() : landscape.name() + (round + 1);
        List<Feeder> feeders = new ArrayList<>();
        double levelMw = 0;
        for (int i = 0; i < count; i++) {
            int meters = share(options.meters(), options.feeders(), feedersBefore + i);
            Feeder feeder = feeder(options, name, i, landscape.size, meters);
            feeders.add(feeder);
            levelMw += feeder.levelMw();
        }
        return new Zone(
                name,
                landscape.climate,
                levelMw * landscape.windShare,
                levelMw * landscape.solarShare,
                landscape.holidayRegion,
                HolidayCalendar.of(landscape.holidayRegion),
                List.copyOf(feeders));
    }

    private static Feeder feeder(SimulatorOptions options, String zone, int number, double size, int meters) {
        FeederKind[] kinds = FeederKind.values();
        FeederKind kind = kinds[number % kinds.length];
        String name = zone + "-F" + (number + 1);
        long key = Dice.key(Dice.key(options.seed(), "feeder"), name);
        double levelMw = kind.traits().levelMw() * size * (0.85 + 0.3 * Dice.uniform(key, 1));
        double solarMw = levelMw * kind.traits().solarPeak() * (0.9 + 0.2 * Dice.uniform(key, 2));
        return new Feeder(name, zone, kind, levelMw, solarMw, meters, key, options.heatPumps());
    }

    /** The {@code index}-th of {@code parts} whole parts of {@code total}, which differ by one at most. */
    private static int share(int total, int parts, int index) {
        return (int) ((long) total * (index + 1) / parts - (long) total * index / parts);
    }

    Zone zoneOf(Feeder feeder) {
        return zones.stream()
                .filter(zone -> zone.name().equals(feeder.zone()))
                .findFirst()
                .orElseThrow();
    }
}
