package io.gridcast.app.apidocs;

import static io.gridcast.app.apidocs.OpenApiPage.marked;

import java.util.List;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * The runbook as one page of HTML without scripts, each section under the anchor that alerts lead to: its heading in small letters, with
 * dashes.
 */
final class RunbookPage {
    private static final int SECTION = 2;
    private static final HtmlRenderer HTML = HtmlRenderer.builder()
            .extensions(List.of(HeadingAnchorExtension.create()))
            .escapeHtml(true)
            .build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().build();

    private RunbookPage() {}

    static String of(String markdown) {
        Node document = Parser.builder().build().parse(markdown);
        return "<!doctype html>\n<html lang='en'><head><meta charset='utf-8'><title>Gridcast: runbook</title>"
                + "<meta name='viewport' content='width=device-width'><link rel='stylesheet' href='/docs.css'></head><body>\n"
                + "<nav aria-label='Alerts'><ul>" + contents(document) + "</ul></nav>\n<main>\n" + HTML.render(document)
                + "</main></body></html>\n";
    }

    private static String contents(Node document) {
        var anchors = IdGenerator.builder().build();
        var contents = new StringBuilder();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                String words = TEXT.render(heading).strip();
                String anchor = anchors.generateId(words);
                if (heading.getLevel() == SECTION) {
                    contents.append("<li><a href='#")
                            .append(anchor)
                            .append("'>")
                            .append(marked(words))
                            .append("</a></li>");
                }
            }
        }
        return contents.toString();
    }
}
