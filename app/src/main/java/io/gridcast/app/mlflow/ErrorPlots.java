package io.gridcast.app.mlflow;

import io.gridcast.core.grid.Target;
import io.gridcast.core.pack.PackManifest;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Pictures of what cross-validation found, as SVG. */
final class ErrorPlots {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 320;
    private static final int MARGIN = 50;
    private static final String LEAD = "/lead/";
    private static final String BELOW = "below/";

    private ErrorPlots() {}

    /** Pictures by name; none where nothing was validated. */
    static Map<String, String> of(PackManifest manifest) {
        Map<String, Double> errors =
                new TreeMap<>(Comparator.comparingInt(ErrorPlots::firstHour).thenComparing(Comparator.naturalOrder()));
        Map<String, Double> below = new TreeMap<>();
        manifest.metrics().forEach((name, value) -> {
            int lead = name.indexOf(LEAD);
            if (lead >= 0) {
                errors.put(name.substring(lead + LEAD.length()), value);
            } else if (name.startsWith(BELOW)) {
                below.put(name.substring(BELOW.length()), value);
            }
        });
        Map<String, String> plots = new TreeMap<>();
        if (!errors.isEmpty()) {
            String unit = manifest.target() == Target.LOAD ? "MW" : "currency/MWh";
            plots.put("error-by-lead-time", bars("MAE by lead time (h), " + unit, errors));
        }
        if (!below.isEmpty()) {
            plots.put("reliability", reliability(below));
        }
        return plots;
    }

    private static int firstHour(String bucket) {
        return Integer.parseInt(bucket.substring(0, bucket.indexOf('-')));
    }

    private static String bars(String title, Map<String, Double> values) {
        double most =
                values.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double step = (double) (WIDTH - 2 * MARGIN) / values.size();
        StringBuilder svg = begin(title);
        int i = 0;
        for (Map.Entry<String, Double> bar : values.entrySet()) {
            double height = (HEIGHT - 2 * MARGIN) * bar.getValue() / Math.max(most, 1e-12);
            double left = MARGIN + step * i++;
            double top = HEIGHT - MARGIN - height;
            svg.append(format(
                    "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='#2a6f97'/>",
                    left + step * 0.1, top, step * 0.8, height));
            svg.append(text(left + step / 2, top - 6, format("%.4g", bar.getValue())));
            svg.append(text(left + step / 2, HEIGHT - MARGIN + 18.0, bar.getKey()));
        }
        return svg.append("</svg>\n").toString();
    }

    /** Share of observations below each quantile against its level: on the diagonal, bands hold what they promise. */
    private static String reliability(Map<String, Double> below) {
        StringBuilder svg = begin("Share of observations below a quantile, by its level");
        svg.append(format(
                "<line x1='%d' y1='%d' x2='%d' y2='%d' stroke='#999' stroke-dasharray='4'/>",
                MARGIN, HEIGHT - MARGIN, WIDTH - MARGIN, MARGIN));
        StringBuilder line = new StringBuilder();
        below.forEach((level, share) -> {
            double x = MARGIN + (WIDTH - 2 * MARGIN) * Double.parseDouble(level);
            double y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * share;
            line.append(format("%.1f,%.1f ", x, y));
            svg.append(format("<circle cx='%.1f' cy='%.1f' r='4' fill='#2a6f97'/>", x, y));
            svg.append(text(x, HEIGHT - MARGIN + 18.0, level));
        });
        svg.append("<polyline fill='none' stroke='#2a6f97' points='")
                .append(line)
                .append("'/>");
        return svg.append("</svg>\n").toString();
    }

    private static StringBuilder begin(String title) {
        return new StringBuilder(format(
                        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='11'>",
                        WIDTH, HEIGHT))
                .append("<rect width='100%' height='100%' fill='white'/>")
                .append(text(WIDTH / 2.0, 24, title))
                .append(format(
                        "<path d='M%d %d V%d H%d' fill='none' stroke='black'/>",
                        MARGIN, MARGIN, HEIGHT - MARGIN, WIDTH - MARGIN));
    }

    private static String text(double x, double y, String text) {
        return format("<text x='%.1f' y='%.1f' text-anchor='middle'>%s</text>", x, y, text);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
