package io.gridcast.core.model;

/** What a model command asks for. */
public enum CommandKind {
    /** Make the pack's version known; its bytes never change from then on. */
    PUBLISH,
    /** Make it the champion of a scope. */
    DEPLOY,
    /** Let it forecast beside the champion and be scored. */
    SHADOW,
    /** Let it serve a share of the series. */
    CANARY,
    /** Make a shadow, canary or expert the champion. */
    PROMOTE,
    /** Agree to a promotion that another person asked for. */
    APPROVE,
    /** Put the champion before back in its place. */
    ROLL_BACK,
    /** End its life in a scope: it leaves every role there and never comes back. */
    RETIRE,
    /** Let it join the online fusion. */
    EXPERT
}
