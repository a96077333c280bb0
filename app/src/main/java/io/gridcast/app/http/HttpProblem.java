package io.gridcast.app.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Map;

/** Why a call is not answered as asked: problem details of RFC 9457. Nothing that the caller sent is in it. */
public final class HttpProblem extends RuntimeException {
    static final String CONTENT_TYPE = "application/problem+json";

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final String title;
    private final String mend;
    private final String id;
    private final long retryAfterS;
    private final transient Map<String, JsonNode> more;

    /**
     * @param title what is wrong
     * @param mend what the caller can do about it
     */
    public HttpProblem(int status, String title, String mend) {
        this(status, title, mend, "", 0, Map.of());
    }

    private HttpProblem(
            int status, String title, String mend, String id, long retryAfterS, Map<String, JsonNode> more) {
        super(title, null, false, false);
        this.status = status;
        this.title = title;
        this.mend = mend;
        this.id = id;
        this.retryAfterS = retryAfterS;
        this.more = more;
    }

    /** The same, saying when it is worth while to ask again. */
    public HttpProblem retryAfter(Duration wait) {
        return new HttpProblem(status, title, mend, id, Math.max(1, wait.toSeconds()), more);
    }

    /** The same with one more member, whose name is none of RFC 9457's. */
    public HttpProblem with(String member, JsonNode value) {
        return new HttpProblem(status, title, mend, id, retryAfterS, Map.of(member, value));
    }

    /** The same, named by the id under which the log tells more. */
    HttpProblem withId(String logged) {
        return new HttpProblem(status, title, mend, logged, retryAfterS, more);
    }

    /** Answers a call with it. */
    public void answer(Context call) {
        if (status == 401) {
            call.header("WWW-Authenticate", "Bearer");
        }
        if (retryAfterS > 0) {
            call.header("Retry-After", Long.toString(retryAfterS));
        }
        call.status(status)
                .header("Cache-Control", "no-store")
                .contentType(CONTENT_TYPE)
                .result(json());
    }

    /** What is wrong. */
    public String title() {
        return title;
    }

    /** What can be done about it. */
    public String detail() {
        return mend;
    }

    String json() {
        ObjectNode body = JSON.createObjectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", mend);
        if (!id.isEmpty()) {
            body.put("instance", id);
        }
        more.forEach(body::set);
        return body.toPrettyString() + "\n";
    }
}
