package io.gridcast.app.http;

/**
 * Whom the server answers.
 *
 * @param people who may do what
 */
public record HttpConfig(People people) {
    /** Without any settings. */
    public static final HttpConfig DEFAULT = new HttpConfig(People.NOBODY);
}
