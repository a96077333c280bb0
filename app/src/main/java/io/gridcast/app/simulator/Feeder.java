package io.gridcast.app.simulator;

/**
 * One metered feeder.
 *
 * @param levelMw its mean load, MW
 * @param solarMw peak power of the solar panels behind its meters, MW
 * @param meters how many meters it has
 * @param heatPumps those that appear, in the whole country
 */
record Feeder(
        String name,
        String zone,
        FeederKind kind,
        double levelMw,
        double solarMw,
        int meters,
        long key,
        HeatPumps heatPumps) {

    /** The load that its transformer carries, MW, with a margin over the worst winter evening. */
    double limitMw() {
        return Math.ceil(levelMw * 30) / 10;
    }
}
