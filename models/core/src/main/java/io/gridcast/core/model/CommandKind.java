package io.gridcast.core.model;

/** What a model command asks for. */
public enum CommandKind {
    PUBLISH,
    DEPLOY,
    SHADOW,
    CANARY,
    PROMOTE,
    APPROVE,
    ROLL_BACK,
    RETIRE
}
