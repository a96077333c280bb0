package io.gridcast.app.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;

/** Why a call is not answered as asked: problem details of RFC 9457. Nothing that the caller sent is in it. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final String title;
    private final String mend;

    /**
     * @param title what is wrong
     * @param mend what the caller can do about it
     */
    public HttpProblem(int status, String title, String mend) {
        super(title, null, false, false);
        this.status = status;
        this.title = title;
        this.mend = mend;
    }

    /** Answers a call with it. */
    public void answer(Context call) {
        if (status == 401) {
            call.header("WWW-Authenticate", "Bearer");
        }
        call.status(status)
                .header("Cache-Control", "no-store")
                .contentType("application/problem+json")
                .result(JSON.createObjectNode()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status)
                        .put("detail", mend)
                        .toPrettyString());
    }
}
