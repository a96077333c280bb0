package io.gridcast.core.forecast;

/** What a forecast stands on; a higher rung is a poorer forecast, never a missing one. */
public enum Rung {
    /** The champion with all inputs fresh. */
    CHAMPION,
    /** The champion with some inputs late or missing. */
    CHAMPION_STALE_INPUTS,
    /** The previous champion, or a model that does without the missing inputs. */
    STAND_IN,
    /** Similar days from the windows. */
    SIMILAR_DAY,
    /** A climatological envelope. */
    CLIMATOLOGY;

    /** The number by which people call it, 0 to 4. */
    public int number() {
        return ordinal();
    }
}
