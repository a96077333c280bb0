package io.gridcast.app.apidocs;

import static io.gridcast.app.apidocs.OpenApiPage.marked;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The runbook as one page of HTML without scripts, each section under the anchor that alerts lead to: its heading in small letters, with
 * dashes. It knows the Markdown that the runbook is written in (headings, paragraphs, lists, code), and no more.
 */
final class RunbookPage {
    private static final Pattern ITEM = Pattern.compile("(-|\\d+\\.) (.*)");

    private final StringBuilder html = new StringBuilder();
    private final StringBuilder contents = new StringBuilder();
    private final List<String> text = new ArrayList<>();
    private String list = "";

    private RunbookPage() {}

    static String of(String markdown) {
        var page = new RunbookPage();
        markdown.lines().forEach(page::line);
        page.endList();
        return "<!doctype html>\n<html lang='en'><head><meta charset='utf-8'><title>Gridcast: runbook</title>"
                + "<meta name='viewport' content='width=device-width'><link rel='stylesheet' href='/docs.css'></head><body>\n"
                + "<nav aria-label='Alerts'><ul>" + page.contents + "</ul></nav>\n<main>\n" + page.html
                + "</main></body></html>\n";
    }

    private void line(String line) {
        Matcher item = ITEM.matcher(line);
        if (line.startsWith("#")) {
            endList();
            heading(line);
        } else if (item.matches()) {
            endText();
            begin(item.group(1).equals("-") ? "ul" : "ol");
            text.add(item.group(2));
        } else if (line.isBlank()) {
            endText();
        } else {
            if (text.isEmpty() && !line.startsWith(" ")) {
                endList();
            }
            text.add(line.strip());
        }
    }

    private void heading(String line) {
        String words = line.replaceFirst("#+ ", "");
        if (line.startsWith("## ")) {
            String anchor = words.toLowerCase(Locale.ROOT).replace(' ', '-');
            contents.append("<li><a href='#")
                    .append(anchor)
                    .append("'>")
                    .append(marked(words))
                    .append("</a></li>");
            html.append("<h2 id='")
                    .append(anchor)
                    .append("'>")
                    .append(marked(words))
                    .append("</h2>\n");
        } else {
            html.append("<h1>").append(marked(words)).append("</h1>\n");
        }
    }

    private void begin(String kind) {
        if (!list.equals(kind)) {
            endList();
            list = kind;
            html.append('<').append(kind).append('>');
        }
    }

    private void endList() {
        endText();
        if (!list.isEmpty()) {
            html.append("</").append(list).append(">\n");
            list = "";
        }
    }

    private void endText() {
        if (!text.isEmpty()) {
            String tag = list.isEmpty() ? "p" : "li";
            html.append('<').append(tag).append('>').append(marked(String.join(" ", text)));
            html.append("</").append(tag).append(">\n");
            text.clear();
        }
    }
}
