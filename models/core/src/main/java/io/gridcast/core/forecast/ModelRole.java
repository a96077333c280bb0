package io.gridcast.core.forecast;

/** In which role a model made a forecast. */
public enum ModelRole {
    CHAMPION,
    CANARY,
    EXPERT,
    SHADOW,
    /** A rung below the champion, forecast at every issue so that its skill is always known. */
    FALLBACK,
    /** The system operator, whose outlook is scored beside the models. */
    OUTLOOK
}
