package io.gridcast.topology.time;

/**
 * What one task does with records whose time has come. Called by one thread, in an order that depends on records and ticks alone; it
 * must draw on nothing else: no clock, no random number, no iteration order of hash maps.
 */
public interface TaskLogic {
    /**
     * Takes one record in. An exception sets the record aside as a dead letter, so change no state before the record has been
     * decoded and checked.
     */
    void apply(KnownRecord record);

    /**
     * Acts on a tick, after all records known at it: fires timers up to {@code tickMs}, sends what is due. An exception stops
     * the task.
     */
    void tick(long tickMs);

    /** Makes the logic of one task, when the task starts. */
    @FunctionalInterface
    interface Factory {
        /** Opens the task's stores and goes on where they say. */
        TaskLogic open(Task task);
    }

    /** Puts something around the logic of every task of a step, such as a stopwatch; changes nothing of what it does. */
    @FunctionalInterface
    interface Around {
        /** Nothing. */
        Around NOTHING = (step, factory) -> factory;

        /** @param step the step's name */
        Factory around(String step, Factory factory);
    }
}
