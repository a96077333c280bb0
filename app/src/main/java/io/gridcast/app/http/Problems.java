package io.gridcast.app.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers whatever goes wrong as a problem of RFC 9457. What is not the caller's fault is logged under an id that the answer bears, and
 * the answer says nothing else of it.
 */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String INSTANCE = "urn:uuid:";

    private Problems() {}

    static void addTo(JavalinConfig config) {
        config.http.prefer405over404 = true;
        config.routes.exception(HttpProblem.class, HttpProblem::answer);
        config.routes.exception(HttpResponseException.class, Problems::answer);
        config.routes.exception(
                Exception.class,
                (failure, call) -> unexpected(log(call, failure)).answer(call));
        config.router.javaLangErrorHandler((response, failure) -> {
            String id = newId();
            LOG.error("http-failed id={}", id, failure);
            response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.getCode());
            response.setContentType(HttpProblem.CONTENT_TYPE);
            try {
                response.getOutputStream().write(unexpected(id).json().getBytes(StandardCharsets.UTF_8));
            } catch (java.io.IOException e) {
                LOG.debug("http-caller-gone id={}", id);
            }
        });
    }

    private static void answer(HttpResponseException failure, Context call) {
        if (failure instanceof MethodNotAllowedResponse notAllowed) {
            notAllowed.getDetails().values().forEach(methods -> call.header("Allow", methods));
        }
        ofStatus(failure.getStatus()).answer(call);
    }

    /** In our words: those of the libraries below name their classes, or repeat what was sent. */
    static HttpProblem ofStatus(int status) {
        return switch (status) {
            case 404 -> new HttpProblem(status, "there is nothing of this name", "/docs lists what there is");
            case 405 -> new HttpProblem(status, "the path does not take this method", "use one of those in Allow");
            case 413 -> new HttpProblem(status, "the body is too large", "send less at once");
            case 414, 431 -> new HttpProblem(status, "the address or the headers are too long", "send less of them");
            case 400 -> new HttpProblem(status, "the request is malformed", "send it as RFC 9112 describes");
            default -> new HttpProblem(status, HttpStatus.forStatus(status).getMessage(), "/docs says how to ask");
        };
    }

    private static String log(Context call, Exception failure) {
        String id = newId();
        LOG.error("http-failed id={} method={} path={}", id, call.req().getMethod(), call.path(), failure);
        return id;
    }

    private static String newId() {
        return INSTANCE + UUID.randomUUID();
    }

    private static HttpProblem unexpected(String id) {
        return new HttpProblem(500, "the server failed", "tell an operator the id; its log says more of it").withId(id);
    }
}
