package io.gridcast.app.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What really happens in the country, before anyone measures it. */
final class Truth {
    private final Country country;
    private final Atmosphere atmosphere;
    private final Duration slot;

    Truth(Country country, Duration slot) {
        this.country = country;
        this.atmosphere = new Atmosphere(country.seed(), country.zones());
        this.slot = slot;
    }

    Country country() {
        return country;
    }

    Atmosphere atmosphere() {
        return atmosphere;
    }

    Duration slot() {
        return slot;
    }

    /** The weather of the hour that begins at {@code hourMs}. */
    Weather weather(Zone zone, long hourMs) {
        return atmosphere.weather(zone, hourMs + 1_800_000);
    }

    /** Energy of each feeder of a zone in the slot that begins at {@code slotMs}, in the zone's order. */
    List<FeederLoad.Energy> energies(Zone zone, long slotMs) {
        Moment moment = Moment.of(zone, slotMs + slot.toMillis() / 2, at -> atmosphere.weather(zone, at));
        List<FeederLoad.Energy> energies = new ArrayList<>(zone.feeders().size());
        for (Feeder feeder : zone.feeders()) {
            energies.add(FeederLoad.energy(feeder, moment, slot));
        }
        return energies;
    }
}
