package io.gridcast.core.model;

import java.util.Set;

/** Authors of model commands that are no persons. */
public final class ModelAuthors {
    /** The engine itself: it takes out what fails. */
    public static final String ENGINE = "engine";

    /** The policy: it acts on verdicts. */
    public static final String POLICY = "policy";

    private static final Set<String> ALL = Set.of(ENGINE, POLICY);

    private ModelAuthors() {}

    /** Whether a person must not call himself so, because commands of that author are trusted otherwise. */
    public static boolean isReserved(String who) {
        return ALL.contains(who);
    }
}
