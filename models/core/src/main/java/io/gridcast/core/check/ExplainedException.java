package io.gridcast.core.check;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a person can mend. The command line prints the three parts and no stack trace; a failure that only a
 * programmer can mend is any other exception.
 */
public class ExplainedException extends RuntimeException {
    private final String what;
    private final String why;
    private final String mend;

    /**
     * @param what what is, with the values: {@code port 9092 of 127.0.0.1 is taken}
     * @param why what it prevents or where it comes from
     * @param mend what may help, as an instruction
     */
    public ExplainedException(String what, String why, String mend) {
        this(what, why, mend, null);
    }

    /** As above, with the exception that it explains; its stack trace is shown with {@code --verbose}. */
    public ExplainedException(String what, String why, String mend, @Nullable Throwable cause) {
        super(cause);
        this.what = what;
        this.why = why;
        this.mend = mend;
    }

    /** All three parts in one line. */
    @Override
    public String getMessage() {
        return what + "; " + why + "; to mend it: " + mend;
    }

    /** What is, with the values. */
    public String what() {
        return what;
    }

    /** What it prevents or where it comes from. */
    public String why() {
        return why;
    }

    /** What may help. */
    public String mend() {
        return mend;
    }
}
