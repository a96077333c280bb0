package io.gridcast.app.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tables of text: columns as wide as they need, figures to four digits, a dash where there is none. */
public final class TextTable {
    private TextTable() {}

    /**
     * The table.
     *
     * @param lines the head first
     * @param textColumns how many columns are aligned to the left; the others are figures
     */
    public static String format(List<List<String>> lines, int textColumns) {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            widen(widths, line);
        }
        String rule = "-".repeat(Arrays.stream(widths).sum() + 2 * (widths.length - 1)) + "\n";
        return line(widths, lines.get(0), textColumns)
                + rule
                + lines.stream()
                        .skip(1)
                        .map(cells -> line(widths, cells, textColumns))
                        .collect(Collectors.joining());
    }

    /** To four digits. */
    public static String figure(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** A fraction in percent. */
    public static String percent(double fraction) {
        return Double.isFinite(fraction) ? String.format(Locale.ROOT, "%.2f", 100 * fraction) : "-";
    }

    private static void widen(int[] widths, List<String> line) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], line.get(i).length());
        }
    }

    private static String line(int[] widths, List<String> cells, int textColumns) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String gap = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(i < textColumns ? cells.get(i) + gap : gap + cells.get(i));
        }
        return line.toString().stripTrailing() + "\n";
    }
}
