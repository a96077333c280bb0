package io.gridcast.app.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Bodies of calls: never larger than allowed, whole, and of the kind that is asked for. */
public final class RequestBody {
    /** Far more than a full batch has; an empty object costs fifty times its bytes. */
    private static final long MAX_TOKENS = 300_000;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RequestBody() {}

    /**
     * A body of JSON: any value, one alone.
     *
     * @throws HttpProblem if it is none, or larger
     */
    public static JsonNode json(Context call, int maxBytes) {
        byte[] body = bytes(call, "application/json", maxBytes);
        try {
            JsonNode json = JSON.readTree(body);
            if (json != null && !json.isMissingNode()) {
                return json;
            }
        } catch (StreamConstraintsException e) {
            throw new HttpProblem(
                    413, "the body holds too many values, too long or too deep ones", "send less at once");
        } catch (JsonProcessingException e) {
            // told below, without the parser's words: they repeat what was sent
        } catch (IOException e) {
            throw broken();
        }
        throw new HttpProblem(400, "the body is no JSON", "send one JSON value in UTF-8, whole");
    }

    /**
     * The bytes of a body.
     *
     * @param type its media type; a call that names none is believed to send it
     * @throws HttpProblem if it is larger, of another type, or was not sent whole
     */
    public static byte[] bytes(Context call, String type, int maxBytes) {
        requireType(call, type);
        if (call.req().getContentLengthLong() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        try (InputStream in = call.bodyInputStream()) {
            byte[] body = in.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw tooLarge(maxBytes);
            }
            return body;
        } catch (IOException e) {
            throw broken();
        }
    }

    private static void requireType(Context call, String type) {
        // Not what the container makes of it: that fails on names of unknown character sets.
        String given = call.header("Content-Type");
        if (given != null
                && !given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(type)) {
            throw new HttpProblem(415, "the body is of another type", "send it with Content-Type: " + type);
        }
        if (call.header("Content-Encoding") != null) {
            throw new HttpProblem(415, "the body is compressed", "send it as it is");
        }
    }

    private static HttpProblem tooLarge(int maxBytes) {
        return new HttpProblem(413, "the body is larger than " + maxBytes + " bytes", "send less at once");
    }

    private static HttpProblem broken() {
        return new HttpProblem(400, "the body did not come whole", "send it again");
    }
}
