package io.gridcast.app.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridcast.app.plot.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An OpenAPI document as one page of HTML without scripts: operations by their tags, then schemas, each reference a link. It shows what
 * our own document uses of OpenAPI 3.1, and no more.
 */
final class OpenApiPage {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String CODE = "`([^`]*)`";

    private final JsonNode document;
    private final StringBuilder html = new StringBuilder();

    private OpenApiPage(JsonNode document) {
        this.document = document;
    }

    static String of(JsonNode document) {
        return new OpenApiPage(document).page();
    }

    private String page() {
        String title = text(document.at("/info/title"));
        html.append("<!doctype html>\n<html lang='en'><head><meta charset='utf-8'><title>")
                .append(title);
        html.append(": HTTP interface</title><meta name='viewport' content='width=device-width'>");
        html.append("<link rel='stylesheet' href='/docs.css'></head><body>\n<header><h1>")
                .append(title)
                .append("</h1>");
        paragraphs(document.at("/info/summary"));
        paragraphs(document.at("/info/description"));
        html.append("<p><a href='/openapi.yaml'>openapi.yaml</a></p></header>\n");
        contents();
        html.append("<main>\n");
        for (JsonNode tag : document.path("tags")) {
            String name = tag.path("name").asText();
            html.append("<section><h2 id='")
                    .append(name)
                    .append("'>")
                    .append(text(tag.path("name")))
                    .append("</h2>");
            paragraphs(tag.path("description"));
            operationsOf(name).forEach(this::operation);
            html.append("</section>\n");
        }
        schemas();
        return html.append("</main></body></html>\n").toString();
    }

    private void contents() {
        html.append("<nav aria-label='Operations'>");
        for (JsonNode tag : document.path("tags")) {
            String name = tag.path("name").asText();
            html.append("<h2>").append(text(tag.path("name"))).append("</h2><ul>");
            for (Operation each : operationsOf(name)) {
                html.append("<li><a href='#")
                        .append(each.id())
                        .append("'>")
                        .append(each.signature())
                        .append("</a></li>");
            }
            html.append("</ul>");
        }
        html.append("</nav>\n");
    }

    private List<Operation> operationsOf(String tag) {
        List<Operation> found = new ArrayList<>();
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(operation -> {
                    if (operation.getValue().at("/tags/0").asText().equals(tag)) {
                        found.add(new Operation(operation.getKey(), path.getKey(), operation.getValue()));
                    }
                }));
        return found;
    }

    private void operation(Operation operation) {
        JsonNode json = operation.json;
        html.append("<article id='")
                .append(operation.id())
                .append("'><h3>")
                .append(operation.signature())
                .append("</h3>");
        paragraphs(json.path("summary"));
        paragraphs(json.path("description"));
        if (json.has("parameters")) {
            html.append(
                    "<table><caption>Parameters</caption><thead><tr><th scope='col'>Name</th><th scope='col'>In</th>"
                            + "<th scope='col'>Value</th><th scope='col'>Meaning</th></tr></thead><tbody>");
            json.path("parameters").forEach(parameter -> row(resolve(parameter)));
            html.append("</tbody></table>");
        }
        content("Body", json.at("/requestBody/content"));
        json.path("responses").fields().forEachRemaining(response -> {
            JsonNode answer = resolve(response.getValue());
            html.append("<p><strong>").append(escaped(response.getKey())).append("</strong> ");
            html.append(text(answer.path("description"))).append("</p>");
            content("", answer.path("content"));
        });
        html.append("</article>\n");
    }

    private void row(JsonNode parameter) {
        html.append("<tr><th scope='row'><code>")
                .append(text(parameter.path("name")))
                .append("</code>");
        html.append(parameter.path("required").asBoolean() ? " (required)" : "").append("</th><td>");
        html.append(text(parameter.path("in"))).append("</td><td>").append(type(parameter.path("schema")));
        html.append("</td><td>").append(text(parameter.path("description"))).append("</td></tr>");
    }

    private void content(String caption, JsonNode types) {
        types.fields().forEachRemaining(type -> {
            html.append("<p>")
                    .append(caption)
                    .append(" <code>")
                    .append(escaped(type.getKey()))
                    .append("</code>: ");
            html.append(type(type.getValue().path("schema"))).append("</p>");
        });
    }

    private void schemas() {
        html.append("<section><h2 id='schemas'>Schemas</h2>");
        document.at("/components/schemas").fields().forEachRemaining(schema -> {
            html.append("<article id='schema-").append(escaped(schema.getKey())).append("'><h3>");
            html.append(escaped(schema.getKey())).append("</h3>");
            paragraphs(schema.getValue().path("description"));
            html.append("<p>").append(type(schema.getValue())).append("</p></article>\n");
        });
        html.append("</section>");
    }

    /** A schema in place: a link where it has a name, a list of fields where it is an object. */
    private String type(JsonNode schema) {
        String reference = schema.path("$ref").asText("");
        if (reference.startsWith(SCHEMAS)) {
            String name = escaped(reference.substring(SCHEMAS.length()));
            return "<a href='#schema-" + name + "'>" + name + "</a>";
        }
        if (schema.has("allOf")) {
            return joined(schema.path("allOf"), " and ");
        }
        if (schema.has("oneOf")) {
            return joined(schema.path("oneOf"), " or ");
        }
        if (schema.has("enum")) {
            List<String> words = new ArrayList<>();
            schema.path("enum").forEach(word -> words.add("<code>" + text(word) + "</code>"));
            return String.join(", ", words) + bounds(schema);
        }
        if (schema.has("properties")) {
            return fields(schema);
        }
        if (schema.path("type").asText().equals("array")) {
            return "list" + bounds(schema) + " of " + type(schema.path("items"));
        }
        return named(schema.path("type")) + bounds(schema);
    }

    private String joined(JsonNode schemas, String word) {
        List<String> parts = new ArrayList<>();
        schemas.forEach(part -> parts.add(type(part)));
        return String.join(word, parts);
    }

    private String fields(JsonNode schema) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        StringBuilder list = new StringBuilder("<dl>");
        schema.path("properties").fields().forEachRemaining(field -> {
            list.append("<dt><code>").append(escaped(field.getKey())).append("</code>");
            list.append(required.isEmpty() || required.contains(field.getKey()) ? "" : " (may be missing)");
            list.append("</dt><dd>").append(type(field.getValue())).append(' ');
            list.append(text(field.getValue().path("description"))).append("</dd>");
        });
        return list.append("</dl>").toString();
    }

    private static String named(JsonNode type) {
        if (type.isMissingNode()) {
            return "any value";
        }
        List<String> names = new ArrayList<>();
        if (type.isArray()) {
            type.forEach(name -> names.add(text(name)));
        } else {
            names.add(text(type));
        }
        return String.join(" or ", names);
    }

    private static String bounds(JsonNode schema) {
        StringBuilder bounds = new StringBuilder();
        for (String bound : List.of("format", "minimum", "maximum", "minItems", "maxItems", "maxLength", "default")) {
            if (schema.has(bound)) {
                String word = bound.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
                bounds.append(", ").append(word).append(' ').append(text(schema.path(bound)));
            }
        }
        return bounds.toString();
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.startsWith("#") ? document.at(reference.substring(1)) : node;
    }

    private void paragraphs(JsonNode prose) {
        for (String paragraph : prose.asText("").split("\n\n")) {
            if (!paragraph.isBlank()) {
                html.append("<p>").append(marked(paragraph)).append("</p>");
            }
        }
    }

    private static String text(JsonNode value) {
        return marked(value.asText(""));
    }

    /** Prose as HTML: nothing in it is a tag, what stands between backticks is code. */
    static String marked(String prose) {
        return escaped(prose).replaceAll(CODE, "<code>$1</code>");
    }

    private static String escaped(String text) {
        return Chart.escaped(text).replace("'", "&#39;");
    }

    /** One method of one path. */
    private record Operation(String method, String path, JsonNode json) {
        String id() {
            return escaped(json.path("operationId").asText());
        }

        String signature() {
            return "<b>" + escaped(method.toUpperCase(Locale.ROOT)) + "</b> <code>" + escaped(path) + "</code>";
        }
    }
}
